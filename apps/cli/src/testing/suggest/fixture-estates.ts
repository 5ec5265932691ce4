/**
 * The scenarios' own inventories with a part hidden: leave one out, and leave half out. Few cells, but nobody made them
 * up for the suggester.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { addressMap, readInventory } from '@aclift/inventory';
import { parseDocument } from 'yaml';
import { type Example, examplesOfEstate, hasOwner } from './examples.ts';
import type { TrueOwner } from './estate-text.ts';

const FIXTURES = fileURLToPath(new URL('../../../../../fixtures/', import.meta.url));

/** Scenarios whose inventory has a few workloads, with a hosts file where there is one. */
const SCENARIOS = [
  { name: 'campus', config: 'campus-rtr.cfg' },
  { name: 'partial-coverage', config: 'branch-rtr.cfg' },
  { name: 'shadowed-except', config: 'router.cfg' },
] as const;

/** What is hidden: indexes into workloads and externals, counted together. */
type Hidden = (index: number) => boolean;

/** Each owner hidden in turn; only cells of hidden owners count. */
export function leaveOneOut(): readonly Example[] {
  return SCENARIOS.flatMap((scenario) => {
    const { owners } = readScenario(scenario);
    return owners.flatMap((_, hidden) => hide(scenario, (index) => index === hidden));
  });
}

/** Every second owner hidden, and then the others. */
export function leaveHalfOut(): readonly Example[] {
  return SCENARIOS.flatMap((scenario) =>
    [0, 1].flatMap((rest) => hide(scenario, (index) => index % 2 === rest)),
  );
}

type Scenario = (typeof SCENARIOS)[number];

function readScenario({ config, name }: Scenario) {
  const folder = `${FIXTURES}scenarios/${name}/`;
  const inventory = {
    name: 'inventory.yaml',
    text: readFileSync(`${folder}inventory.yaml`, 'utf8'),
  };
  const { value } = readInventory(inventory);
  if (value === undefined) throw new Error(`${name}: the inventory cannot be read`);
  const hosts = `${FIXTURES}suggest/${name}/hosts`;
  return {
    inventory,
    value,
    owners: [...value.workloads, ...value.externals],
    config: { name: config, text: readFileSync(folder + config, 'utf8') },
    hosts: { name: 'hosts', text: existsSync(hosts) ? readFileSync(hosts, 'utf8') : '' },
  };
}

function hide(scenario: Scenario, hidden: Hidden): readonly Example[] {
  const { config, hosts, inventory, value } = readScenario(scenario);
  const document = parseDocument(inventory.text);
  const workloads = value.workloads.length;
  const owners = [...value.workloads.keys(), ...value.externals.keys()];
  for (let index = owners.length - 1; index >= 0; index -= 1) {
    if (!hidden(index)) continue;
    const path =
      index < workloads ? ['workloads', index] : (['externals', index - workloads] as const);
    document.deleteIn(path);
  }
  const truth = new Map<string, TrueOwner>();
  for (const [index, { id, labels, name, namespace }] of value.workloads.entries()) {
    truth.set(`workload ${id}`, {
      kind: 'workload',
      namespace,
      name: labels['app'] ?? name,
      known: !hidden(index),
    });
  }
  for (const [index, { name }] of value.externals.entries()) {
    truth.set(`external ${name}`, { kind: 'external', name, known: !hidden(workloads + index) });
  }
  const pieces = addressMap(value, 'ipv4');
  const ownerAt = (address: number): TrueOwner | undefined => {
    const owner = pieces.find(({ from, to }) => from <= address && address <= to)?.owner;
    if (owner === undefined || owner.kind === 'vip') return undefined;
    return truth.get(owner.kind === 'workload' ? `workload ${owner.id}` : `external ${owner.name}`);
  };
  // Of addresses that the whole inventory does not name either, nobody knows what would be right.
  return examplesOfEstate({
    seed: 0,
    config,
    hosts,
    inventory: { name: inventory.name, text: document.toString() },
    ownerAt,
  }).filter(hasOwner);
}
