/** The matrix of who may open what: its differences are the proof's, and its services what lists and YAML read by hand say. */
import type { Target } from '@aclift/core';
import { connectivity, type Connectivity } from '@aclift/insight';
import type { Inventory } from '@aclift/inventory';
import { rangesHold, type Value } from '@aclift/packet-set';
import { endsOf } from '@aclift/verify';
import { describe, expect, test } from 'vitest';
import { decideToday } from './testing/brute-lists.ts';
import { readBrute } from './testing/brute-policies.ts';
import type { End, Service } from './testing/brute-world.ts';
import { EstateEnds, familyOf } from './testing/estate-ends.ts';
import { sampleFlows } from './testing/sample-flows.ts';
import {
  DEFAULTS,
  draftTexts,
  readByHand,
  readScenario,
  runScenario,
  type Scenario,
  scenario,
  scenarios,
} from './testing/scenario.ts';

const TARGETS: readonly Target[] = ['networkpolicy', 'cilium'];
const CASES = scenarios().flatMap((given) =>
  TARGETS.map((target) => ({ name: given.name, given, target })),
);
const FLOWS = 1000;

describe.each(CASES)('the matrix of $name as $target', ({ given, target }) => {
  const run = runScenario(given, { target });
  const { devices, inventory } = readScenario(given);
  const matrix = matrixOf(given, target);
  const nameOf = (n: number): string => matrix.ends[n]?.name ?? '';
  const cellOf = new Map(
    matrix.cells.map((cell) => [`${nameOf(cell.from)} ${nameOf(cell.to)}`, cell]),
  );
  const servicesOf = (from: string, to: string, part: 'today' | 'policies'): readonly string[] =>
    matrix.services[cellOf.get(`${from} ${to}`)?.[part] ?? 0] ?? [];

  test('differs where the proof has differences, and nowhere else', () => {
    // What is looked into, or reached by name, counts as open here; what routers send themselves is left out.
    const differences = run.report.proof.differences.filter(
      ({ because }) =>
        because !== 'layer-7' && because !== 'dns-names' && because !== 'device-traffic',
    );
    const pairs = (kind: 'widened' | 'narrowed'): readonly string[] => [
      ...new Set(differences.filter((d) => d.kind === kind).map(({ from, to }) => `${from} ${to}`)),
    ];
    const marked = (part: 'opened' | 'closed'): readonly string[] =>
      [...cellOf].filter(([, cell]) => cell[part] > 0).map(([pair]) => pair);
    expect(marked('opened').toSorted()).toEqual(pairs('widened').toSorted());
    expect(marked('closed').toSorted()).toEqual(pairs('narrowed').toSorted());
  });

  test('has every service that the YAML, read by hand, lets through', () => {
    const estate = new EstateEnds(inventory);
    const texts = draftTexts(run);
    const brute = readBrute(texts, estate.cluster());
    const missing = sampleFlows(estate, texts, target, FLOWS).flatMap(({ from, service, to }) =>
      estate.at(from).flatMap((source) =>
        estate.at(to).flatMap((destination) => {
          if (source.kind === 'outside' && destination.kind === 'outside') return [];
          // No host of IPv6 sends the ICMP of IPv4.
          if (service.protocol === 1 && familyOf(from) === 'ipv6') return [];
          const [a, b] = [
            endName(inventory, source, from, destination),
            endName(inventory, destination, to, source),
          ];
          if (a === undefined || b === undefined) return [];
          const open = brute(source, destination, service) !== 'stopped';
          const said = includes(servicesOf(a, b, 'policies'), service);
          // Outsiders are many: others of the same name may have what this one has not.
          const both = source.kind === 'pod' && destination.kind === 'pod';
          return open === said || (said && !both)
            ? []
            : [{ from: a, to: b, service, open, said: servicesOf(a, b, 'policies') }];
        }),
      ),
    );
    expect(missing).toEqual([]);
  });

  const device = readByHand(given, devices);
  test.skipIf(device === undefined)(
    'has every service that the lists, read by hand, let through today (skipped where a list needs more than reading)',
    () => {
      if (device === undefined) return;
      const estate = new EstateEnds(inventory);
      const missing = sampleFlows(estate, draftTexts(run), target, FLOWS)
        .filter(({ from }) => familyOf(from) === 'ipv4')
        .flatMap(({ from, service, to }) => {
          const [source] = estate.at(from);
          const [destination] = estate.at(to);
          if (source === undefined || destination === undefined) return [];
          if (source.kind === 'outside' && destination.kind === 'outside') return [];
          const a = endName(inventory, source, from, destination);
          const b = endName(inventory, destination, to, source);
          const { passes } = decideToday(device, {
            source: Number(from),
            destination: Number(to),
            sourcePort: 49152,
            ...service,
          });
          if (a === undefined || b === undefined || !passes) return [];
          return includes(servicesOf(a, b, 'today'), service) ? [] : [{ from: a, to: b, service }];
        });
      expect(missing).toEqual([]);
    },
  );
});

test('the campus matrix reads like this', async () => {
  const { cells, ends, services } = matrixOf(scenario('campus'), 'networkpolicy');
  const lines = cells.map(
    ({ closed, from, opened, partly, policies, someClientPorts, to, today }) => {
      const text = (n: number): string => services[n]?.join(' ') ?? '';
      return [
        `${ends[from]?.name} → ${ends[to]?.name}${partly ? ' (partly)' : ''}`,
        `  today   ${text(today)}${someClientPorts ? ' (from some client ports)' : ''}`,
        `  drafts  ${text(policies)}`,
        ...(opened > 0 ? [`  opened  ${text(opened)}`] : []),
        ...(closed > 0 ? [`  closed  ${text(closed)}`] : []),
      ].join('\n');
    },
  );
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
    '../../../fixtures/connectivity/campus.txt',
  );
});

function matrixOf(given: Scenario, target: Target): Connectivity {
  const { decisions, devices, inventory } = readScenario(given);
  const policies = runScenario(given, { target })
    .files.filter(({ path }) => path.startsWith('policies/') && path.endsWith('.yaml'))
    .map(({ path, text }) => ({ name: path, text }));
  return connectivity({
    devices,
    inventory,
    ...(decisions === undefined ? {} : { decisions }),
    policies,
    sources: [...given.configs, given.inventory, ...(given.decisions ? [given.decisions] : [])],
    options: {
      ...DEFAULTS,
      ...given.options,
      engine: target === 'cilium' ? 'cilium' : 'strict-spec',
    },
  });
}

/** What the matrix calls an end; undefined: both are pods of one workload that could be the same pod, or it has no name here. */
function endName(inventory: Inventory, end: End, address: Value, other: End): string | undefined {
  const ends = endsOf(inventory, familyOf(address));
  if (end.kind === 'pod') {
    const pod = ends.pods.find(({ addresses }) => rangesHold(addresses, address));
    const replicas = pod?.addresses.length === 1 && pod.addresses[0]?.from === pod.addresses[0]?.to;
    const same = other.kind === 'pod' && other.labels === end.labels;
    return same && replicas ? undefined : pod?.workload.id;
  }
  if (rangesHold(ends.virtual, address)) return undefined;
  return (
    ends.named.find(({ addresses }) => rangesHold(addresses, address))?.name ??
    (rangesHold(ends.outside, address) ? '(unnamed)' : undefined)
  );
}

function includes(texts: readonly string[], { protocol, service }: Service): boolean {
  const name = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6', 132: 'sctp' }[protocol] ?? '';
  const number = name.startsWith('icmp') ? service >> 8 : service;
  return texts.some((text) => {
    const [what, ports] = text.split('/');
    if (text === 'any' || text === name) return true;
    if (what !== name || ports === undefined) return false;
    const [from = '', to = from] = ports.split('-');
    return Number(from) <= number && number <= Number(to);
  });
}
