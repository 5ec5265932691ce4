/**
 * Small random estates with a judge of their own. The judge reads the lists and the typed commands by itself, walks the few ways that
 * there are, and looks at packets one by one; it shares nothing with the planner but the text.
 */

/** Numbers that look random and are the same for the same seed. @see Mulberry32 */
export function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * sides);
  };
}

/** A place where hosts are, with the lists at its interface. */
export type Place = 'web' | 'db' | 'nodes' | 'vips' | 'world';

/** An estate as texts. */
export interface SmallEstate {
  readonly config: string;
  readonly inventory: string;
  readonly waves: readonly (readonly string[])[];
  /** List names by place and direction. */
  readonly bound: Readonly<Record<string, string>>;
  readonly exits: Readonly<Record<string, readonly string[] | undefined>>;
  readonly entries: Readonly<Record<string, SmallEntry | undefined>>;
}

export interface SmallEntry {
  readonly address: string;
  readonly port: number;
  readonly target: number;
}

/** Hosts of the estate; addresses with a place each. */
export const HOSTS: Readonly<Record<string, Place>> = {
  '10.1.10.11': 'web',
  '10.1.10.12': 'web',
  '10.1.30.31': 'db',
  '10.1.30.40': 'db',
  '10.20.0.5': 'nodes',
  '10.20.0.9': 'nodes',
  '10.30.0.10': 'vips',
  '10.30.0.20': 'vips',
  '10.30.0.77': 'vips',
  '198.51.100.7': 'world',
  '192.0.2.9': 'world',
};

/** Old addresses of the workloads. */
export const OLD: Readonly<Record<string, readonly string[]>> = {
  'shop/web': ['10.1.10.11'],
  'shop/db': ['10.1.30.31'],
};

const PORTS = [22, 443, 8443] as const;

/** An estate for a seed. */
export function smallEstate(seed: number): SmallEstate {
  const roll = dice(seed * 7919 + 17);
  const pick = <T>(all: readonly T[]): T => all[roll(all.length)] as T;
  const maybe = (chance: number): boolean => roll(100) < chance;
  const bound: Record<string, string> = {};
  const lists: string[] = [];
  const interfaces: string[] = [];
  for (const [place, head] of [
    ['web', 'interface Vlan10\n ip address 10.1.10.1 255.255.255.0'],
    ['db', 'interface Vlan30\n ip address 10.1.30.1 255.255.255.0'],
    ['nodes', 'interface Vlan90\n ip address 10.20.0.1 255.255.255.0'],
    ['world', 'interface GigabitEthernet0/0\n ip address 203.0.113.2 255.255.255.252'],
  ] as const) {
    let text = head;
    for (const direction of ['in', 'out'] as const) {
      if (!maybe(45)) continue;
      const name = `${place}-${direction}`.toUpperCase();
      bound[`${place} ${direction}`] = name;
      text += `\n ip access-group ${name} ${direction}`;
      lists.push(list(name, roll, pick, maybe));
    }
    interfaces.push(text);
  }
  const exit = pick(['node', 'gateway', 'none'] as const);
  const entry = (address: string): SmallEntry | undefined => {
    if (maybe(25)) return undefined;
    const target = pick(PORTS);
    return { address, target, port: maybe(50) ? target : pick(PORTS) };
  };
  const entries = { 'shop/web': entry('10.30.0.10'), 'shop/db': entry('10.30.0.20') };
  const exits: Record<string, readonly string[] | undefined> = {
    'shop/web': exit === 'none' ? undefined : exit === 'node' ? NODES : ['10.20.0.9'],
    'shop/db': maybe(60) ? NODES : undefined,
  };
  const inventory = [
    'version: 1',
    'cluster: { nodes: [10.20.0.5, 10.20.0.6] }',
    'workloads:',
    ...Object.entries(OLD).flatMap(([id, addresses]) => {
      const own = entries[id as keyof typeof entries];
      const leaves = exits[id];
      return [
        '  - namespace: shop',
        `    labels: { app: ${id.slice(5)} }`,
        `    addresses: [${addresses.join(', ')}]`,
        ...(leaves === undefined
          ? []
          : [`    exit: ${leaves === NODES ? 'node' : `[{ as: [${leaves.join(', ')}] }]`}`]),
        ...(own === undefined
          ? []
          : [
              `    entries: [{ address: ${own.address}, client: visible, ports: [{ port: ${own.port}, target: ${own.target} }] }]`,
            ]),
      ];
    }),
    '',
  ].join('\n');
  const waves = pick([
    [['shop/web'], ['shop/db']],
    [['shop/db'], ['shop/web']],
    [['shop/web', 'shop/db']],
  ]);
  const config = [
    'hostname edge1',
    '!',
    ...interfaces.flatMap((text) => [text, '!']),
    'ip route 10.30.0.0 255.255.255.0 10.20.0.250',
    'ip route 0.0.0.0 0.0.0.0 203.0.113.1',
    '!',
    ...lists,
    '',
  ].join('\n');
  return { config, inventory, waves, bound, exits, entries };
}

const NODES = ['10.20.0.5'];

function list(
  name: string,
  roll: (sides: number) => number,
  pick: <T>(all: readonly T[]) => T,
  maybe: (chance: number) => boolean,
): string {
  const lines = new Set<string>();
  const count = 1 + roll(5);
  const end = (): string =>
    pick([
      'any',
      'any',
      'host 10.1.10.11',
      'host 10.1.30.31',
      'host 198.51.100.7',
      '10.1.10.0 0.0.0.255',
      '10.20.0.0 0.0.255.255',
      '10.30.0.0 0.0.0.255',
      '10.0.0.0 0.255.255.255',
      'host 10.20.0.5',
    ]);
  while (lines.size < count) {
    const action = maybe(65) ? 'permit' : 'deny';
    const kind = roll(10);
    if (kind === 0) lines.add(`${action} ip ${end()} ${end()}`);
    else if (kind === 1) lines.add(`${action} tcp ${end()} ${end()} established`);
    else if (kind === 2) lines.add(`${action} udp ${end()} ${end()} eq ${pick(PORTS)}`);
    else if (kind === 3) lines.add(`${action} tcp ${end()} eq ${pick(PORTS)} ${end()}`);
    else lines.add(`${action} tcp ${end()} ${end()} eq ${pick(PORTS)}`);
  }
  const numbered = maybe(60);
  const step = maybe(30) ? 1 : 10;
  return [
    `ip access-list extended ${name}`,
    ...[...lines].map((line, at) => (numbered ? ` ${(at + 1) * step} ${line}` : ` ${line}`)),
  ].join('\n');
}
