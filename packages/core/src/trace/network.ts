/** The routers' side of a trace: segments, lists, and the entries that decide. */
import { rangesHold, type Value } from '@aclift/packet-set';
import {
  decideByList,
  type FilterList,
  type Flow,
  type ListDecision,
  showAddress,
  TCP,
  type Zone,
} from '@aclift/verify';
import type { ListsSide } from '../lists-side.ts';
import type { ReportedEntry } from '../report/report.ts';
import type { Sources } from '../sources.ts';
import type { FoundEnd } from './find-end.ts';
import type { TracedEnd, TracedList, TracedWay } from './trace-report.ts';

/** The routers' side of a trace. */
export class Network {
  readonly #side: ListsSide;
  readonly #sources: Sources;

  constructor(side: ListsSide, sources: Sources) {
    this.#side = side;
    this.#sources = sources;
  }

  end({ address, addresses, kind, name }: FoundEnd): TracedEnd {
    const count = addresses.reduce(
      (sum, range) => sum + BigInt(range.to) - BigInt(range.from) + 1n,
      0n,
    );
    return {
      address: showAddress(this.#side.proofInput.family, address),
      name: name ?? null,
      kind,
      place: this.#zone(address)?.name ?? null,
      addresses: Number(count),
    };
  }

  isOneSegment({ destination, source }: Flow): boolean {
    const zone = this.#zone(source);
    return zone?.segment === true && zone === this.#zone(destination);
  }

  /** @param recorded as {@link decideByList} takes it. */
  way(packet: Flow, answer: boolean, recorded?: ReadonlySet<string>): TracedWay {
    const lists = this.#listsOn(packet).map(({ list, role }) =>
      this.#decide(role, list, decideByList(list, packet, answer, recorded)),
    );
    const verdicts = new Set(lists.map(({ verdict }) => verdict));
    const verdict = (['deny', 'unknown', 'permit'] as const).find((each) => verdicts.has(each));
    return { verdict: verdict ?? 'unfiltered', lists };
  }

  /** The way of a packet as it would answer; null where it would be stopped too, and for protocols without ACK. */
  asAnswer(flow: Flow): TracedWay | null {
    const way = flow.protocol === TCP ? this.way(flow, true) : undefined;
    return way === undefined || way.verdict === 'deny' ? null : way;
  }

  /** Names of the reflexive lists in which the entries that let the opening through record it. */
  recordedBy(opening: Flow): ReadonlySet<string> {
    return new Set(
      this.#listsOn(opening).flatMap(({ list }) => {
        const { rule } = decideByList(list, opening, false);
        const entry = rule === undefined ? undefined : list.rules[rule]?.entry;
        return entry?.kind === 'ace'
          ? entry.conditions.flatMap((c) => (c.kind === 'reflect' ? [c.name] : []))
          : [];
      }),
    );
  }

  #listsOn(packet: Flow): readonly { role: TracedList['role']; list: FilterList }[] {
    const { lists, topology } = this.#side.proofInput;
    const found = (role: TracedList['role'], ids: readonly string[] = []) =>
      ids.flatMap((id) => {
        const list = lists.get(id);
        return list === undefined ? [] : [{ role, list }];
      });
    const between = this.isOneSegment(packet)
      ? []
      : [
          ...found('in', this.#zone(packet.source)?.in),
          ...found('out', this.#zone(packet.destination)?.out),
        ];
    return [...between, ...found('everywhere', topology.everywhere)];
  }

  #zone(address: Value): Zone | undefined {
    return this.#side.proofInput.topology.zones.find(({ addresses }) =>
      rangesHold(addresses, address),
    );
  }

  #decide(
    role: TracedList['role'],
    list: FilterList,
    { doubtful, rule, verdict }: ListDecision,
  ): TracedList {
    return {
      role,
      file: list.device.source,
      list: list.acl.name,
      verdict,
      entry: verdict === 'unfiltered' ? null : this.#entry(list, rule),
      doubtful: doubtful.map((k) => this.#entry(list, k)),
    };
  }

  #entry({ acl, device, rules }: FilterList, rule: number | undefined): ReportedEntry {
    const entry = rule === undefined ? undefined : rules[rule]?.entry;
    const file = device.source;
    if (entry === undefined) {
      return { file, list: acl.name, text: 'implicit deny at the end of the list' };
    }
    return {
      file,
      list: acl.name,
      line: this.#sources.line(file, entry.span),
      text: this.#sources.text(file, entry.span),
    };
  }
}
