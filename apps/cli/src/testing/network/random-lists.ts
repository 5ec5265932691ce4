/** Lists of a random network and where they are applied: few prefixes, hosts and ports, so that entries meet flows. */
import {
  type Draft,
  type DraftDevice,
  type DraftInterface,
  HOSTS,
  PORTS,
  STRANGERS,
} from './draft-network.ts';
import {
  type AddressRange,
  type EntryData,
  ip,
  type ListData,
  maskOf,
  type PortTest,
} from './network-data.ts';

const ANY: AddressRange = { base: 0, wildcard: 0xffffffff };
const NAMES = ['WEB', 'Guard-7', '101', '150', 'up_link', '2001', 'x'];
const STANDARD_NAMES = ['17', '1310', 'MGMT'];

export function addLists(draft: Draft, classes: boolean): void {
  const { chance } = draft;
  const universe = universeOf(draft);
  for (const device of draft.devices) {
    for (const name of chance.some(NAMES, chance.between(1, 4))) {
      device.lists.push({ name, kind: 'extended', entries: entries(draft, universe) });
    }
    if (chance.happens(0.2)) {
      device.lists.push({
        name: chance.pick(STANDARD_NAMES),
        kind: 'standard',
        entries: standardEntries(draft, universe),
      });
    }
    if (chance.happens(0.05)) device.lists.push({ name: 'EMPTY', kind: 'extended', entries: [] });
    if (classes) addClasses(draft, device);
    for (const data of device.interfaces) bind(draft, device, data, classes);
  }
}

/** What entries and flows may speak of. */
function universeOf(draft: Draft): readonly AddressRange[] {
  const prefixes = draft.wires.flatMap(({ subnets }) =>
    subnets.map(({ address, length }) => ({ base: address, wildcard: ~maskOf(length) >>> 0 })),
  );
  const hosts = draft.wires
    .filter(({ kind }) => kind === 'lan')
    .flatMap(({ subnets }) =>
      subnets.flatMap(({ address }) => HOSTS.map((host) => address + host)),
    );
  const own = draft.devices.flatMap(({ interfaces }) =>
    interfaces.flatMap(({ addresses, virtual }) =>
      [...addresses, ...virtual].map(({ address }) => address),
    ),
  );
  const single = (base: number): AddressRange => ({ base, wildcard: 0 });
  return [
    ...prefixes,
    ...prefixes,
    ...hosts.map(single),
    ...own.map(single),
    ...STRANGERS.map(single),
    { base: ip('10.1.0.0'), wildcard: 0x0000ffff },
    { base: ip('10.9.1.0'), wildcard: 0x000000ff },
    { base: ip('10.9.1.10'), wildcard: 0 },
    { base: ip('10.0.0.0'), wildcard: 0x00ffffff },
    // The same host of several segments, and every other host.
    { base: ip('10.1.0.10'), wildcard: 0x0000ff00 },
    { base: ip('10.1.1.10'), wildcard: 0x00000306 },
  ];
}

function entries(draft: Draft, universe: readonly AddressRange[]): readonly EntryData[] {
  const { chance } = draft;
  const found = Array.from({ length: chance.between(1, 4) }, () => entry(draft, universe));
  if (chance.happens(0.6)) {
    found.push({ action: 'permit', protocol: 'ip', source: ANY, destination: ANY });
  }
  return distinct(found);
}

/** The device refuses an entry that it has. */
function distinct(all: readonly EntryData[]): readonly EntryData[] {
  const known = new Set<string>();
  return all.filter((one) => {
    const key = JSON.stringify({ ...one, action: undefined });
    return !known.has(key) && known.add(key);
  });
}

function entry({ chance }: Draft, universe: readonly AddressRange[]): EntryData {
  const address = (): AddressRange => (chance.happens(0.4) ? ANY : chance.pick(universe));
  const action = chance.pick(['permit', 'permit', 'deny'] as const);
  const protocol = chance.pick(['ip', 'ip', 'tcp', 'tcp', 'udp', 'icmp'] as const);
  const base = { action, protocol, source: address(), destination: address() };
  if (protocol === 'icmp') return { ...base, ...(chance.happens(0.5) ? { echo: true } : {}) };
  if (protocol === 'ip') return base;
  if (protocol === 'tcp' && chance.happens(0.06)) return { ...base, established: true };
  return {
    ...base,
    ...(chance.happens(0.1) ? { sourcePort: portTest({ chance }) } : {}),
    ...(chance.happens(0.8) ? { destinationPort: portTest({ chance }) } : {}),
  };
}

function portTest({ chance }: Pick<Draft, 'chance'>): PortTest {
  const port = chance.pick(PORTS);
  const kind = chance.pick(['eq', 'eq', 'eq', 'neq', 'gt', 'lt', 'range'] as const);
  if (kind === 'range') return { kind, from: Math.min(port, 80), to: Math.max(port, 80) };
  if (kind === 'gt' || kind === 'lt') return { kind, port };
  const ports = chance.happens(0.3) ? [...new Set([port, chance.pick(PORTS)])] : [port];
  return { kind, ports };
}

function standardEntries(
  { chance }: Draft,
  universe: readonly AddressRange[],
): readonly EntryData[] {
  const found = Array.from({ length: chance.between(1, 3) }, (): EntryData => {
    const source = chance.happens(0.2) ? ANY : chance.pick(universe);
    const action = chance.pick(['permit', 'deny'] as const);
    return { action, protocol: 'ip', source, destination: ANY };
  });
  return distinct(found);
}

function bind(
  { chance }: Draft,
  { forwards, lists, policyMaps, routeMaps }: DraftDevice,
  data: DraftInterface,
  classes: boolean,
): void {
  if (data.kind === 'port' || data.kind === 'parent' || data.kind === 'loopback') return;
  const names = lists.filter((list) => list.entries.length > 0).map(({ name }) => name);
  const name = (): string =>
    chance.happens(0.04) ? 'NOT-THERE' : chance.pick(lists.map((list) => list.name));
  if (chance.happens(0.05)) {
    data.common = chance.pick(names);
    // A chain of lists that all exist: what an undefined one in it does is not settled.
    const own = names.filter((other) => other !== data.common);
    if (own.length > 0 && chance.happens(0.8)) data.listIn = chance.pick(own);
  } else if (chance.happens(0.3)) data.listIn = name();
  if (chance.happens(0.25)) data.listOut = name();
  const policy = policyMaps[0];
  const route = routeMaps[0];
  if (classes && policy !== undefined && chance.happens(0.4)) data.policyIn = policy.name;
  // What does not route has no policy for it.
  if (forwards && classes && route !== undefined && chance.happens(0.4))
    data.policyRoute = route.name;
}

/** Classes that drop and policy routing select with lists that exist and are extended. */
function addClasses({ chance }: Draft, { lists, policyMaps, routeMaps }: DraftDevice): void {
  const names = lists
    .filter(({ kind, entries: own }) => kind === 'extended' && own.length > 0)
    .map(({ name }) => name);
  if (names.length === 0) return;
  if (chance.happens(0.4)) {
    policyMaps.push({
      name: 'EDGE',
      classes: Array.from({ length: chance.between(1, 2) }, (_, at) => ({
        name: `C${at + 1}`,
        match: chance.pick(['match-any', 'match-all'] as const),
        lists: chance.some(names, chance.pick([1, 1, 2])),
        drop: chance.happens(0.75),
      })),
    });
  }
  if (chance.happens(0.3)) {
    routeMaps.push({
      name: 'SINK',
      clauses: Array.from({ length: chance.between(1, 2) }, () => ({
        action: chance.pick(['permit', 'permit', 'permit', 'deny'] as const),
        lists: chance.some(names, 1),
        null0: chance.happens(0.8),
      })),
    });
  }
}

/** Some list of the universe for places of their own, such as ports. */
export function addList(draft: Draft, device: DraftDevice, name: string): void {
  if (device.lists.some((list) => list.name === name)) return;
  const list: ListData = { name, kind: 'extended', entries: entries(draft, universeOf(draft)) };
  device.lists.push(list);
}
