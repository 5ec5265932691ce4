/** What an inventory says of the edge against the rest of it: names that exist, addresses that are free, entries that are one's own. */
import { didYouMean, type Span } from '@aclift/diagnostics';
import type { Cluster, Entry } from './edge.ts';
import type { Workload } from './inventory.ts';
import type { AddressRange } from './address-range.ts';
import type { Reporter } from './reporter.ts';

/** The parts that are compared. */
export interface EdgeParts {
  readonly workloads: readonly Workload[];
  readonly cluster?: Cluster;
}

/** Reports what does not fit; leaves nothing out, since a file with errors is not drafted or planned from. */
export function checkEdge({ cluster, workloads }: EdgeParts, reporter: Reporter): void {
  const ids = workloads.map(({ id }) => id);
  const known = (name: string, span: Span): void => {
    if (ids.includes(name)) return;
    const nearest = didYouMean(name, ids);
    reporter.add('inventory/unknown-workload', span, {
      name,
      ...(nearest === undefined ? {} : { nearest }),
    });
  };
  for (const { entries = [], via = [] } of workloads) {
    for (const { client, span } of entries) {
      if (typeof client === 'object') known(client.through, span);
    }
    for (const { span, workload } of via) known(workload, span);
  }
  checkEntries(workloads, reporter);
  const old = oldAddresses(workloads);
  for (const { as, owner, range } of newAddresses(workloads, cluster)) {
    // A workload keeps its own virtual address, also where it lies in a range of somebody else: the narrower one owns it.
    const own = old.filter((one) => one.owner === owner && holds(one.range, range));
    const taken = old.find(
      (one) =>
        one.owner !== owner &&
        meets(one.range, range) &&
        !own.some((mine) => holds(one.range, mine.range)),
    );
    if (taken === undefined) continue;
    reporter.add('inventory/reused-address', range.span, {
      text: range.text,
      as,
      owner: `workload ${taken.owner}`,
      other: reporter.place(taken.range.span),
    });
  }
}

/** An address and port has one workload behind it. */
function checkEntries(workloads: readonly Workload[], reporter: Reporter): void {
  const seen: { readonly entry: Entry; readonly workload: string }[] = [];
  for (const { entries = [], id } of workloads) {
    for (const entry of entries) {
      for (const { entry: other, workload } of seen) {
        if (workload === id || !meets(entry.address, other.address)) continue;
        // Whoever is in front tells its backends apart by what clients ask for, not by ports.
        if (isBehindFront(entry) || isBehindFront(other)) continue;
        const port = commonPort(entry, other);
        if (port === undefined) continue;
        reporter.add('inventory/entry-twice', entry.span, {
          text: entry.address.text,
          port,
          workload,
          other: reporter.place(other.span),
        });
      }
      seen.push({ entry, workload: id });
    }
  }
}

function isBehindFront({ client }: Entry): boolean {
  return client === 'ingress' || typeof client === 'object';
}

function commonPort(a: Entry, b: Entry): string | undefined {
  if (a.ports === undefined || b.ports === undefined) return 'Every port';
  const both = a.ports.find((one) =>
    b.ports?.some(({ port, protocol }) => port === one.port && protocol === one.protocol),
  );
  return both === undefined ? undefined : `${both.protocol} port ${both.port}`;
}

interface Owned {
  readonly owner: string;
  readonly range: AddressRange;
}

function oldAddresses(workloads: readonly Workload[]): readonly Owned[] {
  return workloads.flatMap(({ addresses, id, vips }) =>
    [...addresses, ...vips.map(({ address }) => address)].map((range) => ({ owner: id, range })),
  );
}

/** Every address that the edge gives out. `owner` undefined: it is of the whole cluster. */
function newAddresses(
  workloads: readonly Workload[],
  cluster: Cluster | undefined,
): readonly {
  readonly owner: string | undefined;
  readonly range: AddressRange;
  readonly as: string;
}[] {
  const of = (ranges: readonly AddressRange[], as: string, owner?: string) =>
    ranges.map((range) => ({ owner, range, as }));
  const exits = (list: Workload['exit'] = []): readonly AddressRange[] =>
    list.flatMap(({ as }) => (typeof as === 'string' ? [] : as));
  return [
    ...of(cluster?.nodes ?? [], 'an address of nodes'),
    ...of(cluster?.pods ?? [], 'an address of pods'),
    ...of(cluster?.internal ?? [], 'an internal address of the cluster'),
    ...of(exits(cluster?.exit), 'an exit of the cluster'),
    ...workloads.flatMap(({ entries = [], exit, id }) => [
      ...of(
        entries.map(({ address }) => address),
        `an entry of ${id}`,
        id,
      ),
      ...of(exits(exit), `an exit of ${id}`, id),
    ]),
  ];
}

function meets(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.from <= b.to && b.from <= a.to;
}

function holds(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.from <= inner.from && inner.to <= outer.to;
}
