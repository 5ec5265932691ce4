/** What every command says of one network with workloads on its segments, and of flows through it. */
import { migrate, type MigrateReport } from '@aclift/core';
import { Replay, trace, type TraceReport } from '@aclift/insight';
import { lint, type LintReport } from '@aclift/analysis';
import { readInventory } from '@aclift/inventory';
import { parseIos, printLine } from '@aclift/ios';
import { DEFAULTS } from '../scenario.ts';
import { baseOf, type NetworkData, type NetworkFlow, showIp } from './network-data.ts';
import { networkTexts } from './network-text.ts';

/** One flow as two commands judge it. */
export interface JudgedTwice {
  readonly flow: NetworkFlow;
  readonly traced: TraceReport;
  readonly replayed: NonNullable<ReturnType<Replay['add']>>;
  /** `file:line` of the entries that the replay counted for it. */
  readonly counted: ReadonlySet<string>;
}

export interface Answers {
  readonly migrated: MigrateReport;
  /** Drafts by path. */
  readonly drafts: ReadonlyMap<string, string>;
  readonly linted: LintReport;
  readonly flows: readonly JudgedTwice[];
}

/** Two workloads on each segment of hosts: one with two addresses, one with a single one. */
export function inventoryOf(network: NetworkData): string {
  const subnets = network.devices.flatMap((device) =>
    device.interfaces
      .filter(({ kind, shutdown }) => kind !== 'loopback' && !shutdown)
      .flatMap(({ addresses }) => addresses.filter(({ length }) => length === 24).map(baseOf)),
  );
  const workloads = [...new Set(subnets)].flatMap((base, at) => [
    `  - { namespace: shop, labels: { app: a${at} }, addresses: [${showIp(base + 10)}] }`,
    `  - { namespace: shop, labels: { app: b${at} }, addresses: [${showIp(base + 11)}, ${showIp(base + 12)}] }`,
  ]);
  return [
    'version: 1',
    'namespaces: { shop: {} }',
    workloads.length === 0 ? 'workloads: []' : 'workloads:',
    ...workloads,
    '',
  ].join('\n');
}

export function answersOf(network: NetworkData, flows: readonly NetworkFlow[]): Answers {
  const configs = networkTexts(network);
  const text = inventoryOf(network);
  const sources = [...configs, { name: 'inventory.yaml', text }];
  const devices = configs.map((source) => parseIos(source).device);
  const inventory = readInventory({ name: 'inventory.yaml', text }).value;
  if (inventory === undefined) throw new Error('the inventory of a test is unreadable');
  const common = { devices, sources, inventory, diagnostics: [], options: DEFAULTS };
  const { files, report } = migrate(common);
  const drafts = files.filter(({ path }) => /^policies.*\.yaml$/.test(path));
  const policies = drafts.map(({ path, text: yaml }) => ({ name: path, text: yaml }));
  const replay = new Replay({ ...common, policies });
  const counts = (): ReadonlyMap<string, number> =>
    new Map(
      replay
        .report([], true)
        .entries.map(({ file, flows: hits, line }) => [`${file}:${line ?? 'end'}`, hits]),
    );
  return {
    migrated: report,
    drafts: new Map(drafts.map(({ path, text: yaml }) => [path, yaml])),
    linted: lint({ devices, sources, diagnostics: [], printLine }),
    flows: flows.flatMap((flow) => {
      const { protocol, service, sourcePort } = flow;
      const place = { file: 'flows.csv', line: 1 };
      const record = {
        family: 'ipv4',
        source: flow.source,
        destination: flow.destination,
        protocol,
        service,
        ...(sourcePort === 0 ? {} : { sourcePort }),
      } as const;
      const before = counts();
      const replayed = replay.add(record, place);
      const ends = { from: showIp(flow.source), to: showIp(flow.destination) };
      const result = trace({
        ...common,
        policies,
        flow: { ...ends, protocol, service, sourcePort },
      });
      if (result.kind !== 'traced') throw new Error(`an end was not found: ${result.end.text}`);
      if (replayed === undefined) return [];
      const counted = [...counts()]
        .filter(([entry, hits]) => hits > (before.get(entry) ?? 0))
        .map(([entry]) => entry);
      return [{ flow, traced: result.report, replayed, counted: new Set(counted) }];
    }),
  };
}
