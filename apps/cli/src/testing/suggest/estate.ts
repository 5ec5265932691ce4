/**
 * Believable estates for the benchmark: who is where (the truth), and what configurations, host names and a half-filled
 * inventory say about it, mistakes included. Nothing here knows the model.
 */
import { Chance } from './chance.ts';
import { type Half, shortened, VOCABULARY } from './vocabulary.ts';

/** Addresses are host numbers in numbered segments; this is 10.SEGMENT-as-two-octets.HOST. */
export interface Placed {
  readonly segment: number;
  readonly hosts: readonly number[];
}

export type Tier = 'web' | 'app' | 'data' | 'ops';

export interface TrueWorkload {
  readonly kind: 'workload';
  readonly namespace: string;
  readonly name: string;
  readonly tier: Tier;
  readonly env: string | undefined;
  readonly placed: Placed;
  readonly serves: number;
}

export interface TrueExternal {
  readonly kind: 'external';
  readonly name: string;
  /** CIDRs or hosts. */
  readonly addresses: readonly string[];
  readonly role: ExternalRole;
}

export type ExternalRole = 'users' | 'dns' | 'admins' | 'mail' | 'provider' | 'ntp' | 'partner';

/** Habits of one estate. Probabilities are of mistakes and omissions. */
export interface Habits {
  readonly hostStyle: 'dns' | 'site-area-app' | 'area-app' | 'app' | 'run-together' | 'env-app';
  readonly groupStyle: 'area-app' | 'og' | 'servers' | 'env' | 'app' | 'role';
  readonly segmentsBy: 'tier' | 'area';
  readonly envLabel: boolean;
  readonly tierLabel: boolean;
  readonly dbInName: 'area' | 'app' | 'plain';
  readonly abbreviates: number;
  readonly typos: number;
  readonly remarks: number;
  readonly staleRemarks: number;
  readonly hostNames: number;
  readonly staleHostNames: number;
  readonly groups: number;
  readonly mixedGroups: number;
  readonly misleadingGroups: number;
  readonly descriptions: number;
  readonly staleDescriptions: number;
  readonly recycled: number;
  readonly scattered: number;
}

export interface TrueEstate {
  readonly seed: number;
  readonly half: Half;
  readonly habits: Habits;
  readonly site: string;
  readonly areas: readonly string[];
  readonly workloads: readonly TrueWorkload[];
  readonly externals: readonly TrueExternal[];
  readonly segments: readonly { readonly number: number; readonly about: string }[];
  /** Hosts that lists still name and nobody has. */
  readonly gone: readonly Placed[];
}

/** The estate of a seed. */
export function trueEstate(seed: number, half: Half): TrueEstate {
  const chance = new Chance(seed * 2 + (half === 'test' ? 1 : 0));
  const words = VOCABULARY[half];
  const habits = habitsOf(chance);
  const site = chance.pick(words.sites);
  const areas = chance.some(Object.keys(words.areas), chance.between(2, 4));
  const segments = segmentsOf(habits, areas);
  const places = new Places(chance, habits);
  const workloads: TrueWorkload[] = [];
  const add = (namespace: string, name: string, tier: Tier, serves: number, env?: string): void => {
    const about = habits.segmentsBy === 'tier' || tier === 'ops' ? tier : namespace;
    const segment = segments.find((one) => one.about === about)?.number ?? 1;
    const placed = places.take(
      segment,
      tier === 'data' || tier === 'ops' ? chance.between(1, 3) : chance.between(2, 8),
    );
    workloads.push({ kind: 'workload', namespace, name, tier, env, placed, serves });
  };
  for (const area of areas) {
    const apps = chance.some(words.areas[area] ?? [], chance.between(2, 4));
    const envs =
      habits.envLabel && chance.happens(0.5)
        ? ['prod', 'stage']
        : habits.envLabel
          ? ['prod']
          : [undefined];
    for (const env of envs) {
      for (const [at, app] of apps.entries()) {
        add(
          area,
          app,
          at === 0 ? 'web' : 'app',
          at === 0 ? 443 : chance.pick([8080, 8443, 9000]),
          env,
        );
        if (habits.dbInName === 'app' && chance.happens(0.5)) {
          add(area, `${app}-db`, 'data', chance.pick([5432, 3306]), env);
        }
      }
      if (habits.dbInName === 'area') add(area, `${area}-db`, 'data', 5432, env);
      if (habits.dbInName === 'plain') add(area, 'db', 'data', chance.pick([5432, 1433]), env);
      if (chance.happens(0.3)) add(area, chance.pick(['cache', 'redis']), 'data', 6379, env);
      // One name in several namespaces.
      if (chance.happens(0.25)) add(area, 'api', 'app', 8080, env);
    }
  }
  for (const { app } of chance.some(words.platform, chance.between(1, 3))) {
    add('platform', app, 'ops', 9090, habits.envLabel ? 'prod' : undefined);
  }
  return {
    seed,
    half,
    habits,
    site,
    areas,
    workloads,
    externals: externalsOf(chance, words.externals),
    segments,
    gone: Array.from({ length: chance.between(0, 3) }, () =>
      places.take(chance.pick(segments).number, chance.between(1, 2)),
    ),
  };
}

function habitsOf(chance: Chance): Habits {
  const careful = chance.next();
  const often = (low: number, high: number): number => low + (high - low) * chance.next();
  return {
    hostStyle: chance.pick([
      'dns',
      'site-area-app',
      'area-app',
      'app',
      'run-together',
      'env-app',
      'dns',
      'area-app',
    ]),
    groupStyle: chance.pick(['area-app', 'og', 'servers', 'env', 'app', 'role']),
    segmentsBy: chance.pick(['tier', 'area']),
    envLabel: chance.happens(0.35),
    tierLabel: chance.happens(0.75),
    dbInName: chance.pick(['area', 'app', 'plain']),
    abbreviates: chance.pick([0, 0, 0.1, 0.3, 0.9]),
    typos: 0.08 * (1 - careful),
    remarks: often(0.2, 0.8),
    staleRemarks: 0.25 * (1 - careful),
    hostNames: chance.pick([0, 0.5, 0.9, 0.95, 0.95]),
    staleHostNames: 0.12 * (1 - careful),
    groups: often(0.2, 0.8),
    mixedGroups: often(0, 0.35),
    misleadingGroups: 0.12 * (1 - careful),
    descriptions: often(0.3, 1),
    staleDescriptions: 0.2 * (1 - careful),
    recycled: 0.1 * (1 - careful),
    scattered: often(0, 0.3),
  };
}

function segmentsOf(
  { segmentsBy }: Habits,
  areas: readonly string[],
): readonly { readonly number: number; readonly about: string }[] {
  const abouts = segmentsBy === 'tier' ? ['web', 'app', 'data', 'ops'] : [...areas, 'ops'];
  return abouts.map((about, at) => ({ number: (at + 1) * 10, about }));
}

/** Hands out host numbers. */
class Places {
  readonly #chance: Chance;
  readonly #habits: Habits;
  readonly #free = new Map<number, number>();

  constructor(chance: Chance, habits: Habits) {
    this.#chance = chance;
    this.#habits = habits;
  }

  /** Mostly in a row, with a gap before it; sometimes with gaps inside. */
  take(segment: number, count: number): Placed {
    let at = (this.#free.get(segment) ?? 10) + this.#chance.between(0, 3);
    const hosts: number[] = [];
    for (let i = 0; i < count; i += 1) {
      if (i > 0 && this.#chance.happens(this.#habits.scattered)) at += this.#chance.between(1, 3);
      hosts.push(at);
      at += 1;
    }
    this.#free.set(segment, at);
    return { segment, hosts };
  }
}

const ROLES: readonly ExternalRole[] = [
  'users',
  'dns',
  'admins',
  'mail',
  'provider',
  'users',
  'ntp',
  'partner',
];

function externalsOf(chance: Chance, names: readonly string[]): readonly TrueExternal[] {
  const addresses = [
    ['10.200.0.0/17', '10.200.128.0/18'],
    ['10.0.250.53', '10.0.250.54'],
    ['10.0.250.64/27'],
    ['10.0.250.25', '10.0.250.26'],
    ['203.0.113.32/28', '203.0.113.64/28'],
    ['10.201.0.0/20'],
    ['10.0.250.123', '10.0.250.124'],
    ['198.51.100.128/27'],
  ];
  return names
    .map((name, at): TrueExternal => ({
      kind: 'external',
      name,
      addresses: addresses[at] ?? [],
      role: ROLES[at] ?? 'partner',
    }))
    .filter(
      ({ role }) => role === 'dns' || role === 'admins' || role === 'users' || chance.happens(0.6),
    );
}

/** `10.0.10.11`. */
export function addressOf(segment: number, host: number): string {
  return `10.0.${segment}.${host}`;
}

/** A word as this estate writes it: shortened or mistyped at times. */
export function written(word: string, habits: Habits, chance: Chance): string {
  const parts = word
    .split('-')
    .map((part) => (chance.happens(habits.abbreviates) ? shortened(part) : part));
  const text = parts.join('-');
  if (!chance.happens(habits.typos) || text.length < 5) return text;
  const at = chance.between(1, text.length - 3);
  return chance.happens(0.5)
    ? text.slice(0, at) + text.slice(at + 1)
    : text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
}
