/**
 * Services cut where groups of peers differ: the *classes*. All services of a class are open to the same groups, so that
 * finding rules is a question about small sets of bits.
 */
import { intersectRanges, normalizeRanges, type Ranges } from '@aclift/packet-set';
import { NO_SERVICES, type Services, type Transport, TRANSPORTS } from '../rows/services.ts';

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
  readonly #icmp: Bits;
  readonly #words = new Map<Bits, number>();
  readonly #services = new Map<Bits, Services>();

  /** Cost: the ends of all sets times their number. */
  constructor(sets: readonly Services[]) {
    this.#classes = classesOf(sets);
    this.ofGroup = sets.map((_, group) =>
      bitsWhere(this.#classes, ({ groups }) => hasBit(groups, group)),
    );
    this.#icmp = bitsWhere(this.#classes, ({ services }) => services.icmp.length > 0);
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
    const icmp = classes & this.#icmp;
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

/** Bits are looked at a word at a time. */
const WORD_BITS = 32;
const WORD = 0xffff_ffffn;

/** The words of `bits`, the lowest first, up to the last that is not 0. */
export function bitWords(bits: Bits): readonly number[] {
  const words: number[] = [];
  for (let rest = bits; rest !== 0n; rest >>= 32n) words.push(Number(rest & WORD) | 0);
  return words;
}

/** The places in `bits`, ascending. */
export function placesOf(bits: Bits): readonly number[] {
  const places: number[] = [];
  for (const [at, word] of bitWords(bits).entries()) {
    // The lowest bit that is set, then the word without it.
    for (let rest = word; rest !== 0; rest &= rest - 1) {
      places.push(at * WORD_BITS + 31 - Math.clz32(rest & -rest));
    }
  }
  return places;
}

/** How many bits of a word are set. */
export function countWord(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
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
