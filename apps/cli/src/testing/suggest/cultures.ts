/**
 * Estates of other cultures: kinds of habits, drawn together at random. The generator does not know what the suggester
 * can do: often nothing gives the right answer, and then silence is right.
 */
import { Chance } from './chance.ts';
import { CULTURES, type CultureWords, type Part } from './culture-words.ts';
import type { Half } from './vocabulary.ts';

export type HostScheme =
  | 'site-code-part'
  | 'cost-centre'
  | 'maker'
  | 'whim'
  | 'environment-domain'
  | 'number'
  | 'plain'
  | 'area-domain'
  | 'area-part'
  | 'none';
const SCHEMES: readonly HostScheme[] = [
  'site-code-part',
  'cost-centre',
  'maker',
  'whim',
  'environment-domain',
  'number',
  'plain',
  'area-domain',
  'area-part',
  'none',
];

export interface Culture {
  readonly hosts: HostScheme;
  /** What workloads are called in the inventory. */
  readonly names: 'code-part' | 'part' | 'maker' | 'area-part' | 'part-word';
  readonly namespaces: 'area' | 'area-environment' | 'renamed';
  readonly groups: 'owner' | 'code' | 'number' | 'area' | 'none';
  readonly networks: 'area' | 'part' | 'flat' | 'hidden';
  readonly remarks: 'about' | 'tickets' | 'none';
  /** RADIUS, DNS, mail and directory: workloads of a namespace of their own, or outside. */
  readonly servicesInside: boolean;
  /** How often one of the texts is about somebody else. */
  readonly stale: number;
  /** How often a host lacks an entry that its replicas have, or has one that they lack. */
  readonly uneven: number;
}

export interface Owner {
  readonly kind: 'workload' | 'external';
  readonly namespace?: string;
  readonly name: string;
  /** What a person would take as well. */
  readonly accept: readonly string[];
  readonly part: Part | 'service' | 'asker' | 'asked' | 'device';
  readonly area: string;
  readonly addresses: readonly string[];
  readonly hosts: readonly string[];
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** How much of it the inventory has. */
  readonly known: 'all' | 'some' | 'none';
  /** What lists and groups call it. */
  readonly called: string;
}

export interface CultureEstate {
  readonly seed: number;
  readonly half: Half;
  readonly culture: Culture;
  readonly words: CultureWords;
  readonly owners: readonly Owner[];
  /** Addresses that lists name and nobody has, with the name that a hosts file still gives. */
  readonly gone: readonly { readonly address: string; readonly host: string }[];
}

const PORTS: Readonly<Record<Part, readonly number[]>> = {
  face: [443, 8443, 80],
  engine: [8080, 9443, 7001],
  store: [1521, 5432, 3306, 1433, 27_017],
  files: [2049, 445, 21],
  flow: [5671, 9092, 61_616],
};

const SERVICES = [
  { name: 'radius', port: 1812, protocol: 'udp' },
  { name: 'dns', port: 53, protocol: 'udp' },
  { name: 'mail', port: 25, protocol: 'tcp' },
  { name: 'ldap', port: 636, protocol: 'tcp' },
  { name: 'syslog', port: 514, protocol: 'udp' },
  { name: 'ntp', port: 123, protocol: 'udp' },
] as const;

export function cultureEstate(seed: number, half: Half): CultureEstate {
  const chance = new Chance(seed * 31 + (half === 'test' ? 17 : 5));
  const words = CULTURES[half];
  const culture = cultureOf(chance);
  const maker = new Maker(chance, culture, words);
  return { seed, half, culture, words, owners: maker.owners(), gone: maker.gone() };
}

function cultureOf(chance: Chance): Culture {
  const hosts = chance.pick(SCHEMES);
  return {
    hosts,
    names:
      hosts === 'maker'
        ? 'maker'
        : chance.pick(['code-part', 'part', 'area-part', 'part-word', 'part-word']),
    namespaces:
      hosts === 'environment-domain'
        ? chance.pick(['area-environment', 'area', 'renamed'])
        : chance.pick(['area', 'area', 'renamed']),
    groups: chance.pick(['owner', 'owner', 'code', 'number', 'area', 'none']),
    networks: chance.pick(['area', 'part', 'flat', 'hidden']),
    remarks: chance.pick(['about', 'about', 'tickets', 'none']),
    servicesInside: chance.happens(0.4),
    stale: chance.pick([0, 0, 0.05, 0.15]),
    uneven: chance.pick([0, 0.1, 0.25, 0.5]),
  };
}

class Maker {
  readonly #chance: Chance;
  readonly #culture: Culture;
  readonly #words: CultureWords;
  readonly #areas: readonly string[];
  readonly #whims: string[];
  readonly #makers: string[];
  readonly #sites: readonly string[];
  readonly #free = new Map<string, number>();
  #number: number;

  constructor(chance: Chance, culture: Culture, words: CultureWords) {
    this.#chance = chance;
    this.#culture = culture;
    this.#words = words;
    this.#areas = chance.some(words.areas, chance.between(3, 5));
    this.#whims = chance.some(words.whims, words.whims.length);
    this.#makers = chance.some(words.makers, words.makers.length);
    this.#sites = chance.some(words.sites, chance.between(1, 2));
    this.#number = chance.between(100, 900);
  }

  owners(): readonly Owner[] {
    const { environments } = this.#words;
    const staged = this.#culture.namespaces === 'area-environment';
    const stages = staged ? this.#chance.some(environments, 2) : [this.#chance.pick(environments)];
    const style = this.#chance.between(0, 2);
    const owners: Owner[] = [];
    for (const [at, area] of this.#areas.entries()) {
      const parts = this.#chance.some<Part>(
        ['face', 'engine', 'store', 'files', 'flow'],
        this.#chance.between(2, 5),
      );
      for (const [stage, environment] of stages.entries()) {
        for (const part of parts) {
          if (stage > 0 && this.#chance.happens(0.4)) continue;
          owners.push(this.#workload(at, area, part, style, environment));
        }
      }
    }
    for (const service of this.#chance.some(SERVICES, this.#chance.between(2, 4))) {
      owners.push(this.#service(service));
    }
    const { askedOutside, askers, devices } = this.#words;
    for (const name of this.#chance.some(askers, this.#chance.between(2, 3))) {
      owners.push(this.#external(name, 'asker'));
    }
    for (const name of this.#chance.some(askedOutside, this.#chance.between(1, 3))) {
      owners.push(this.#external(name, 'asked'));
    }
    for (const name of this.#chance.some(devices, this.#chance.between(0, 2))) {
      owners.push(this.#external(name, 'device'));
    }
    return owners;
  }

  gone(): CultureEstate['gone'] {
    return Array.from({ length: this.#chance.between(0, 3) }, () => {
      const address = this.#take(this.#chance.pick(this.#areas), 'engine');
      return { address, host: this.#hostOf('engine', 0, 0, 0, 1, 'x') ?? '' };
    });
  }

  #workload(at: number, area: string, part: Part, style: number, environment: string): Owner {
    const { codes, words } = this.#words.parts[part];
    const code = codes[style] ?? '';
    const word = words[style] ?? '';
    const short = area.slice(0, 3);
    const product = this.#makers[at % this.#makers.length] ?? '';
    const { names, namespaces } = this.#culture;
    const name =
      names === 'code-part'
        ? `${short}-${code}`
        : names === 'area-part'
          ? `${area}-${word}`
          : names === 'maker'
            ? `${product}-${word}`
            : names === 'part'
              ? code
              : word;
    const namespace =
      namespaces === 'area-environment'
        ? `${area}-${environment}`
        : namespaces === 'renamed'
          ? `team-${String.fromCodePoint(97 + ((at * 7) % 26))}${at}`
          : area;
    const count = this.#chance.between(1, part === 'face' || part === 'engine' ? 4 : 2);
    const numbers = Array.from({ length: count }, (_, i) => i);
    const whole = this.#chance.happens(0.5);
    return {
      kind: 'workload',
      namespace,
      name,
      accept: [
        word,
        code,
        `${area}-${word}`,
        `${area}-${code}`,
        `${short}-${code}`,
        `${product}-${word}`,
        `${product}${word}`,
      ],
      part,
      area: namespaces === 'area-environment' ? `${area} ${environment}` : area,
      addresses: numbers.map(() => this.#take(`${area} ${environment}`, part)),
      hosts: numbers.map(
        (i) => this.#hostOf(part, at, style, i, i % this.#sites.length, environment) ?? '',
      ),
      port: this.#chance.pick(PORTS[part]),
      protocol: 'tcp',
      known: this.#chance.happens(0.5) ? (whole || count === 1 ? 'all' : 'some') : 'none',
      called:
        `${this.#culture.groups === 'code' ? short : area}_${this.#culture.groups === 'code' ? code : word}`.toUpperCase(),
    };
  }

  #hostOf(
    part: Part,
    at: number,
    style: number,
    replica: number,
    siteAt: number,
    environment: string,
  ): string | undefined {
    const { hosts } = this.#culture;
    const { company, parts } = this.#words;
    const area = this.#areas[at] ?? '';
    const code = parts[part].codes[style] ?? '';
    const word = parts[part].words[style] ?? '';
    const n = replica + 1;
    switch (hosts) {
      case 'site-code-part':
        return `${this.#sites[siteAt] ?? this.#sites[0]}-${area.slice(0, 3)}-${code}0${n}.${company}.example`;
      case 'cost-centre':
        return `c${3100 + at * 110}-${code}${n}.${company}.example`;
      case 'maker':
        return `${this.#makers[at % this.#makers.length]}${word}${n}.${company}.example`;
      case 'whim':
        return `${this.#whims.pop() ?? `spare${this.#number}`}.${company}.example`;
      case 'environment-domain':
        return `${area}-${word}-${n}.${environment}.${company}.example`;
      case 'number':
        this.#number += this.#chance.between(1, 9);
        return `m${10_000 + this.#number}.${company}.example`;
      case 'plain':
        return `${word}-${'abcdef'[replica] ?? 'a'}.${company}.example`;
      case 'area-domain':
        return `${word}${n}.${area}.${company}.example`;
      case 'area-part':
        return `${area}${word}${n}.${company}.example`;
      case 'none':
        return undefined;
    }
  }

  #service({ name, port, protocol }: (typeof SERVICES)[number]): Owner {
    const inside = this.#culture.servicesInside;
    const count = this.#chance.between(1, 3);
    const numbers = Array.from({ length: count }, (_, i) => i);
    const { company } = this.#words;
    const host = (i: number): string =>
      this.#culture.hosts === 'number'
        ? `m${20_000 + port + i}.${company}.example`
        : this.#culture.hosts === 'whim'
          ? `${this.#whims.pop() ?? 'spare'}.${company}.example`
          : `${name}${i + 1}.${company}.example`;
    return {
      kind: inside ? 'workload' : 'external',
      ...(inside ? { namespace: 'grundlag' } : {}),
      name,
      accept: [name],
      part: 'service',
      area: 'grundlag',
      addresses: numbers.map(() => this.#take('grundlag', 'service')),
      hosts: numbers.map((i) => (this.#culture.hosts === 'none' ? '' : host(i))),
      port,
      protocol,
      known: this.#chance.pick(['all', 'some', 'none'] as const),
      called: name.toUpperCase(),
    };
  }

  #external(name: string, part: 'asker' | 'asked' | 'device'): Owner {
    const plain = name.replaceAll(' ', '-');
    const count = part === 'device' ? this.#chance.between(2, 4) : this.#chance.between(1, 2);
    const numbers = Array.from({ length: count }, (_, i) => i);
    const network = this.#next('outside');
    const addresses = numbers.map((i) =>
      part === 'asker'
        ? `10.${150 + network}.${i * 16}.0/20`
        : part === 'asked'
          ? `198.51.100.${network * 8 + i}`
          : this.#take('floor', 'device'),
    );
    return {
      kind: 'external',
      name: plain,
      accept: [plain, ...name.split(' ')],
      part,
      area: 'outside',
      addresses,
      hosts: numbers.map((i) =>
        part === 'device' && this.#culture.hosts !== 'none'
          ? `hal${(i % 2) + 1}-${plain}-${i + 1}.${this.#words.company}.example`
          : '',
      ),
      port: part === 'device' ? 502 : 443,
      protocol: 'tcp',
      known: this.#chance.pick(['all', 'some', 'none'] as const),
      called: plain.toUpperCase(),
    };
  }

  /** An address of a network, mostly the next one. */
  #take(area: string, part: string): string {
    const about = { area, part, flat: 'all', hidden: area }[this.#culture.networks];
    const outside = part === 'service' || part === 'device' ? part : about;
    const known = this.#free.get(`net ${outside}`);
    const network = known ?? this.#next('network');
    this.#free.set(`net ${outside}`, network);
    if (this.#chance.happens(0.15)) this.#next(`host ${network}`);
    return `10.77.${network}.${10 + this.#next(`host ${network}`)}`;
  }

  #next(what: string): number {
    const next = this.#free.get(what) ?? 1;
    this.#free.set(what, next + 1);
    return next;
  }
}
