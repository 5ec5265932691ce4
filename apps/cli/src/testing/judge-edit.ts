/** One edited set of drafts judged: is it the same, is it found out, and does brute force agree with the witnesses? */
import type { Target } from '@aclift/core';
import { diffPolicies, verifyPolicies, type VerifyReport } from '@aclift/insight';
import type { Device } from '@aclift/ir';
import type { WitnessFlow } from '@aclift/verify';
import { decideToday } from './brute-lists.ts';
import { type BruteVerdict, readBrute } from './brute-policies.ts';
import type { Service } from './brute-world.ts';
import { addressOf, EstateEnds, familyOf } from './estate-ends.ts';
import { sampleFlows } from './sample-flows.ts';
import {
  DEFAULTS,
  draftTexts,
  readByHand,
  readScenario,
  runScenario,
  type Scenario,
} from './scenario.ts';

/**
 * What became of an edit. `refused`: the validator names the object. `equivalent`: proven to change nothing, and brute
 * force finds nothing either. `caught`: a difference that nothing excuses, with a witness that brute force confirms.
 * `asked`: only the cluster knows whether it changes anything, and the parts that ask are named. `excused`: it concerns only flows that lists permit and that drafts may hold
 * back or let through, such as those that no list sees where only seen ones are wanted; the tally shows it.
 * `survived`: none of these.
 */
export type Fate = 'refused' | 'equivalent' | 'caught' | 'asked' | 'excused' | 'survived';

type Reader = ReturnType<typeof readBrute>;

/** The drafts of a scenario, ready to be edited. */
export class EditJudge {
  readonly texts: readonly string[];
  readonly #given: Scenario;
  readonly #target: Target;
  readonly #read: ReturnType<typeof readScenario>;
  readonly #ends: EstateEnds;
  readonly #before: Reader;
  readonly #baseline: VerifyReport;
  /** Undefined: the lists hold what reading them line by line does not know. */
  readonly #device: Device | undefined;

  constructor(given: Scenario, target: Target) {
    this.#given = given;
    this.#target = target;
    this.texts = draftTexts(runScenario(given, { target }));
    this.#read = readScenario(given);
    this.#ends = new EstateEnds(this.#read.inventory);
    this.#before = readBrute(this.texts, this.#ends.cluster());
    this.#baseline = this.#verify(this.texts);
    this.#device = readByHand(given, this.#read.devices);
  }

  /** @throws Error where the proof says something that brute force denies. */
  judge(texts: readonly string[]): Fate {
    const report = this.#verify(texts);
    if (report.objects.refused.length > 0) return 'refused';
    const after = readBrute(texts, this.#ends.cluster());
    const unexcused = report.differences.filter(({ because }) => because === null);
    const regions = unexcused.flatMap(({ kind, regions: some }) =>
      some.map((region) => ({ kind, witness: region.witness })),
    );
    const confirmed = regions.map(({ kind, witness }) => this.#confirm(kind, witness, after));
    if (confirmed.includes(true)) return 'caught';
    const named = (side: string, some: readonly string[]) =>
      some.map((text, i) => ({ name: `${side}${i}.yaml`, text }));
    const diff = diffPolicies({
      inventory: this.#read.inventory,
      a: named('a', this.texts),
      b: named('b', texts),
      sources: [],
      diagnostics: [],
      options: { engine: ENGINE[this.#target] },
    });
    if (diff.equal) {
      this.#expectAlike(after, texts);
      return 'equivalent';
    }
    if (diff.differences.length === 0 && diff.undecided.length > 0) return 'asked';
    if (regions.length > 0 || report.flows.widened !== this.#baseline.flows.widened) {
      return 'survived';
    }
    const changed = diff.differences.flatMap((group) =>
      group.regions.map(({ witness }) => ({ closed: group.kind === 'closed', witness })),
    );
    const shown = changed.every(({ closed, witness }) =>
      this.#confirm(closed ? 'narrowed' : 'preserved', witness, after),
    );
    return shown && report.flows.narrowed !== this.#baseline.flows.narrowed
      ? 'excused'
      : 'survived';
  }

  /** @returns whether the witness fares differently than before. @throws Error where brute force denies what it shows. */
  #confirm(
    kind: 'widened' | 'narrowed' | 'preserved',
    witness: WitnessFlow,
    after: Reader,
  ): boolean {
    const now = this.#verdicts(after, witness);
    const fits = (verdict: BruteVerdict): boolean =>
      kind === 'narrowed' ? verdict !== 'full' : verdict !== 'stopped';
    if (!now.some(fits)) throw new Error(`no ${kind} flow: ${JSON.stringify(witness)}`);
    if (this.#device !== undefined && familyOf(addressOf(witness.source)) === 'ipv4') {
      const { protocol, service } = serviceOf(witness);
      const { passes } = decideToday(this.#device, {
        source: Number(addressOf(witness.source)),
        destination: Number(addressOf(witness.destination)),
        protocol,
        service,
        sourcePort: witness.sourcePort ?? 0,
      });
      if (passes !== (kind !== 'widened')) {
        throw new Error(`lists do not make it ${kind}: ${JSON.stringify(witness)}`);
      }
    }
    const then = this.#verdicts(this.#before, witness);
    return now.some((verdict, i) => verdict !== then[i]);
  }

  /** What a set does with a flow, for each form of its ends. */
  #verdicts(read: Reader, witness: WitnessFlow): readonly BruteVerdict[] {
    const service = serviceOf(witness);
    return this.#ends
      .at(addressOf(witness.source))
      .flatMap((from) =>
        this.#ends.at(addressOf(witness.destination)).map((to) => read(from, to, service)),
      );
  }

  /** @throws Error when some of many flows fares differently. */
  #expectAlike(after: Reader, texts: readonly string[]): void {
    const flows = sampleFlows(this.#ends, [...this.texts, ...texts], this.#target, SAMPLES);
    for (const { from, service, to } of flows) {
      for (const one of this.#ends.at(from)) {
        for (const other of this.#ends.at(to)) {
          if (this.#before(one, other, service) !== after(one, other, service)) {
            throw new Error(`not equivalent: ${from} to ${to} ${JSON.stringify(service)}`);
          }
        }
      }
    }
  }

  #verify(texts: readonly string[]): VerifyReport {
    const { configs, decisions: decided, inventory, options } = this.#given;
    const { decisions, devices, inventory: read } = this.#read;
    return verifyPolicies({
      devices,
      inventory: read,
      ...(decisions === undefined ? {} : { decisions }),
      policies: texts.map((text, i) => ({ name: `${i}.yaml`, text })),
      sources: [...configs, inventory, ...(decided === undefined ? [] : [decided])],
      diagnostics: [],
      options: { ...DEFAULTS, ...options, engine: ENGINE[this.#target] },
    });
  }
}

/** Flows tried where two sets are said to be alike. */
const SAMPLES = 300;

/** What the proof of a migration takes for the engine. */
const ENGINE = { networkpolicy: 'strict-spec', cilium: 'cilium' } as const;

const NUMBERS: Readonly<Record<string, number>> = {
  tcp: 6,
  udp: 17,
  sctp: 132,
  icmp: 1,
  icmpv6: 58,
};

function serviceOf({ destinationPort, icmp, protocol }: WitnessFlow): Service {
  return {
    protocol: NUMBERS[protocol] ?? Number(protocol),
    service: icmp === undefined ? (destinationPort ?? 0) : icmp.type * 256 + icmp.code,
  };
}
