/**
 * Services cut where groups of peers differ: the *classes*. All services of a class are open to the same groups, so that
 * finding rules is a question about small sets of bits.
 */
import { intersectRanges, normalizeRanges, type Ranges } from '@aclift/packet-set';
import { NO_SERVICES, type Services, type Transport, TRANSPORTS } from '../project/services.ts';

/** Bits of classes, or of groups. */
export type Bits = bigint;

/** Services that are open to the same groups and that one item of a rule can hold together. */
interface ServiceClass {
  readonly services: Services;
  /** The groups that have it. */
  readonly groups: Bits;
}

/** The classes of a family of sets of services. */
export class ServiceClasses {
  /** For each of the sets, its classes. */
  readonly ofGroup: readonly Bits[];
  readonly #classes: readonly ServiceClass[];
  readonly #words = new Map<Bits, number>();
  readonly #services = new Map<Bits, Services>();

  /** Cost: the ends of all sets times their number. */
  constructor(sets: readonly Services[]) {
    this.#classes = classesOf(sets);
    this.ofGroup = sets.map((_, group) =>
      bitsWhere(this.#classes, ({ groups }) => hasBit(groups, group)),
    );
  }

  get size(): number {
    return this.#classes.length;
  }

  /** The groups that have all of these classes. */
  groupsOf(classes: Bits): Bits {
    return bitsWhere(this.ofGroup, (own) => (own & classes) === classes);
  }

  /** The classes that lie within `services` as a whole. */
  within(services: Services): Bits {
    return bitsWhere(this.#classes, (one) => holds(services, one.services));
  }

  /** Those that are ports, and those that are types of ICMP: no item of a rule can hold both. */
  kinds(classes: Bits): readonly Bits[] {
    const isIcmp = ({ services }: ServiceClass): boolean => services.icmp.length > 0;
    const icmp = classes & bitsWhere(this.#classes, isIcmp);
    return [classes & ~icmp, icmp].filter((kind) => kind !== 0n);
  }

  /** The services of several classes. */
  services(classes: Bits): Services {
    const known = this.#services.get(classes) ?? this.#joined(classes);
    this.#services.set(classes, known);
    return known;
  }

  #joined(classes: Bits): Services {
    const members = this.#classes.filter((_, at) => hasBit(classes, at));
    const ports = (name: Transport): Ranges<number> =>
      normalizeRanges(members.flatMap(({ services }) => services.ports[name]));
    return {
      ports: { TCP: ports('TCP'), UDP: ports('UDP'), SCTP: ports('SCTP') },
      icmp: members.flatMap(({ services }) => services.icmp).toSorted((a, b) => a - b),
      others: members.some(({ services }) => services.others),
    };
  }

  /** How much there is to write about several classes: ranges and types. Nothing for everything. */
  words(classes: Bits): number {
    const known = this.#words.get(classes);
    if (known !== undefined) return known;
    const words = wordsOf(this.services(classes));
    this.#words.set(classes, words);
    return words;
  }
}

/** Ranges of ports and types of ICMP; 0 for everything, which needs no words. */
export function wordsOf({ ports, icmp, others }: Services): number {
  if (others) return 0;
  return ports.TCP.length + ports.UDP.length + ports.SCTP.length + icmp.length;
}

export function hasBit(bits: Bits, at: number): boolean {
  return ((bits >> BigInt(at)) & 1n) === 1n;
}

/** The places in `bits`, ascending. */
export function placesOf(bits: Bits): readonly number[] {
  const places: number[] = [];
  let rest = bits;
  for (let at = 0; rest !== 0n; at += 1, rest >>= 1n) if ((rest & 1n) === 1n) places.push(at);
  return places;
}

/** How many bits are set. */
export function countBits(bits: Bits): number {
  return placesOf(bits).length;
}

function bitsWhere<T>(list: readonly T[], test: (one: T) => boolean): Bits {
  return list.reduce((bits, one, at) => (test(one) ? bits | (1n << BigInt(at)) : bits), 0n);
}

/** Pieces of all sets, those with the same groups put together. */
function classesOf(sets: readonly Services[]): readonly ServiceClass[] {
  const byKey = new Map<string, { groups: Bits; pieces: Services[] }>();
  const add = (kind: 'ports' | 'icmp' | 'others', piece: Services): void => {
    const groups = bitsWhere(sets, (services) => holds(services, piece));
    const key = `${kind} ${groups}`;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { groups, pieces: [piece] });
    else known.pieces.push(piece);
  };
  for (const { name } of TRANSPORTS) {
    for (const range of elementary(sets.map(({ ports }) => ports[name]))) {
      add('ports', { ...NO_SERVICES, ports: { ...NO_SERVICES.ports, [name]: [range] } });
    }
  }
  for (const type of new Set(sets.flatMap(({ icmp }) => icmp))) {
    add('icmp', { ...NO_SERVICES, icmp: [type] });
  }
  if (sets.some(({ others }) => others)) add('others', { ...NO_SERVICES, others: true });
  return [...byKey.values()].map(({ groups, pieces }) => ({ groups, services: merged(pieces) }));
}

/** The ranges between all ends of the sets, as far as some set holds them. */
function elementary(sets: readonly Ranges<number>[]): Ranges<number> {
  const starts = new Set(sets.flatMap((set) => set.flatMap(({ from, to }) => [from, to + 1])));
  const sorted = [...starts].toSorted((a, b) => a - b);
  const any = normalizeRanges(sets.flat());
  return sorted.slice(0, -1).flatMap((from, at) => {
    const range = { from, to: (sorted[at + 1] as number) - 1 };
    return intersectRanges(any, [range]).length > 0 ? [range] : [];
  });
}

function merged(pieces: readonly Services[]): Services {
  const ports = (name: Transport): Ranges<number> =>
    normalizeRanges(pieces.flatMap((piece) => piece.ports[name]));
  return {
    ports: { TCP: ports('TCP'), UDP: ports('UDP'), SCTP: ports('SCTP') },
    icmp: pieces.flatMap(({ icmp }) => icmp).toSorted((a, b) => a - b),
    others: pieces.some(({ others }) => others),
  };
}

/** Whether `services` has all of a piece, looking at what the piece has only. */
function holds(services: Services, piece: Services): boolean {
  if (piece.others && !services.others) return false;
  if (piece.icmp.some((type) => !services.icmp.includes(type))) return false;
  return TRANSPORTS.every(({ name }) =>
    piece.ports[name].every((range) => {
      const [common] = intersectRanges(services.ports[name], [range]);
      return common !== undefined && common.from === range.from && common.to === range.to;
    }),
  );
}
