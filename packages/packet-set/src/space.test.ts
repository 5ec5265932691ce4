import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Diagram, DiagramBudgetError, EVERYTHING, NOTHING } from './diagram.ts';
import { normalizeRanges, type Ranges, rangesHold } from './ranges.ts';
import { type Box, Space } from './space.ts';

type F = 'a' | 'b' | 'c';
const MAX = { a: 11, b: 6, c: 3 };
const FIELDS = [
  { name: 'a', max: MAX.a },
  { name: 'b', max: MAX.b },
  { name: 'c', max: MAX.c },
] as const;

interface Packet {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const PACKETS: readonly Packet[] = Array.from({ length: 12 }, (_, a) => a).flatMap((a) =>
  Array.from({ length: 7 }, (_, b) => b).flatMap((b) =>
    Array.from({ length: 4 }, (_, c) => ({ a, b, c })),
  ),
);

const rangesUpTo = (max: number): fc.Arbitrary<Ranges<number>> =>
  fc
    .array(fc.tuple(fc.nat(max), fc.nat(max)), { minLength: 1, maxLength: 2 })
    .map((pairs) =>
      normalizeRanges(pairs.map(([x, y]) => ({ from: Math.min(x, y), to: Math.max(x, y) }))),
    );
const anyBox: fc.Arbitrary<Box<F>> = fc.record(
  { a: rangesUpTo(MAX.a), b: rangesUpTo(MAX.b), c: rangesUpTo(MAX.c) },
  { requiredKeys: [] },
);
const boxes = fc.array(anyBox, { minLength: 1, maxLength: 7 });

function spaceFor(all: readonly Box<F>[]): Space<F> {
  return new Space<F>(FIELDS, {
    a: all.flatMap((box) => box.a ?? []),
    b: all.flatMap((box) => box.b ?? []),
    c: all.flatMap((box) => box.c ?? []),
  });
}

const holds = (box: Box<F>, packet: Packet): boolean =>
  (['a', 'b', 'c'] as const).every((f) =>
    rangesHold(box[f] ?? [{ from: 0, to: MAX[f] }], packet[f]),
  );

const firstMatch = (list: readonly Box<F>[], packet: Packet): number =>
  list.findIndex((box) => holds(box, packet)) + 1;

describe('a space of packets', () => {
  const labels = fc.array(rangesUpTo(MAX.a), { minLength: 1, maxLength: 5 });

  test('says of many groups of values at once what it says of each', () => {
    fc.assert(
      fc.property(boxes, labels, (list, groups) => {
        const space = spaceFor([...list, ...groups.map((a) => ({ a }))]);
        const set = space.unionAll(list.map((box) => space.box(box)));
        const asked = space.groups('a', groups);
        const met = groups.flatMap((a, i) => (space.meets(set, space.box({ a })) ? [i] : []));
        expect(space.groupsMet(set, asked)).toEqual(met);
        const all = space.allOfGroups(set, asked);
        for (const packet of PACKETS) {
          groups.forEach((group, i) => {
            const every = PACKETS.filter(
              ({ a, b, c }) => b === packet.b && c === packet.c && rangesHold(group, a),
            ).every((one) => space.evaluate(set, one) === 1);
            expect(space.evaluate(all[i] as number, packet)).toBe(every ? 1 : 0);
          });
        }
      }),
      { numRuns: 30 },
    );
  });

  test('knows whether one set lies within another, what is said within it, and how many boxes a set is', () => {
    fc.assert(
      fc.property(boxes, boxes, (one, other) => {
        const space = spaceFor([...one, ...other]);
        const a = space.firstMatch(one.map((box, i) => space.box(box, (i % 2) + 1)));
        const b = space.firstMatch(other.map((box, i) => space.box(box, (i % 2) + 1)));
        expect(space.isWithin(a, b)).toBe(space.subtract(a, b) === NOTHING);
        expect(space.isWithin(space.intersect(a, b), b)).toBe(true);
        expect(space.terminalsWithin(a, b)).toEqual(space.terminals(space.mask(a, b)));
        expect(space.countRegions(a, 100)).toBe([...space.regions(a)].length);
      }),
    );
  });

  test('joins boxes over one field, and looks within one, as if they had been made', () => {
    fc.assert(
      fc.property(boxes, boxes, fc.constantFrom('a', 'b'), (list, others, name) => {
        const space = spaceFor([...list, ...others]);
        const flat = space.firstMatch(list.map((box, i) => space.box(box, i + 1)));
        // Only the fields behind the one.
        const parts = others.map(({ a, b, c }) => ({
          values: (name === 'a' ? a : b) ?? [],
          rest: space.box({
            ...(name === 'a' && b !== undefined ? { b } : {}),
            ...(c === undefined ? {} : { c }),
          }),
        }));
        const made = parts.map(({ rest, values }) => space.boxOver({ [name]: values }, rest));
        expect(space.boxesOver(name, parts)).toBe(space.unionAll(made));
        for (const [i, { rest, values }] of parts.entries()) {
          expect(space.terminalsWithinBox(flat, name, values, rest)).toEqual(
            space.terminals(space.mask(flat, made[i] as number)),
          );
        }
      }),
    );
  });

  test('forgets scratch work and goes on as if it had not been done', () => {
    fc.assert(
      fc.property(boxes, boxes, fc.nat(40), (list, others, most) => {
        const work = (space: Space<F>): readonly [string, number] => {
          const set = space.complement(space.unionAll(others.map((box) => space.box(box))));
          return [String(space.count(set)), space.countRegions(set, 100)];
        };
        const space = spaceFor([...list, ...others]);
        const plain = spaceFor([...list, ...others]);
        const flat = space.firstMatch(list.map((box, i) => space.box(box, i + 1)));
        plain.firstMatch(list.map((box, i) => plain.box(box, i + 1)));
        const before = space.nodesMade;
        try {
          expect(space.scratch(() => work(space), most)).toEqual(work(plain));
        } catch (error) {
          if (!(error instanceof DiagramBudgetError)) throw error;
        }
        expect(space.nodesMade).toBe(before);
        expect(space.firstMatch(list.map((box, i) => space.box(box, i + 1)))).toBe(flat);
        expect(work(space)).toEqual(work(plain));
        for (const packet of PACKETS)
          expect(space.evaluate(flat, packet)).toBe(firstMatch(list, packet));
      }),
    );
  });

  test('flattens a list to the same decisions as reading it line by line', () => {
    fc.assert(
      fc.property(boxes, (list) => {
        const space = spaceFor(list);
        const flat = space.firstMatch(list.map((box, i) => space.box(box, i + 1)));
        for (const packet of PACKETS) {
          expect(space.evaluate(flat, packet)).toBe(firstMatch(list, packet));
        }
        const used = new Set(PACKETS.map((p) => firstMatch(list, p)));
        used.delete(0);
        expect(space.terminals(flat)).toEqual([...used].toSorted((x, y) => x - y));
        const matched = PACKETS.filter((p) => firstMatch(list, p) > 0).length;
        expect(space.count(flat)).toBe(BigInt(matched));
      }),
    );
  });

  test('union, intersection, difference and complement agree with packets one by one', () => {
    fc.assert(
      fc.property(boxes, boxes, (left, right) => {
        const space = spaceFor([...left, ...right]);
        const a = space.unionAll(left.map((box) => space.box(box)));
        const b = space.unionAll(right.map((box) => space.box(box)));
        const inA = (p: Packet): boolean => firstMatch(left, p) > 0;
        const inB = (p: Packet): boolean => firstMatch(right, p) > 0;
        const same = (diagram: number, want: (p: Packet) => boolean): void => {
          for (const packet of PACKETS) {
            expect(space.evaluate(diagram, packet) > 0).toBe(want(packet));
          }
        };
        same(space.union(a, b), (p) => inA(p) || inB(p));
        same(space.intersect(a, b), (p) => inA(p) && inB(p));
        same(space.subtract(a, b), (p) => inA(p) && !inB(p));
        same(space.complement(a), (p) => !inA(p));
        expect(space.meets(a, b)).toBe(PACKETS.some((p) => inA(p) && inB(p)));
        // Canonical: equal sets are the same node.
        expect(a === b).toBe(PACKETS.every((p) => inA(p) === inB(p)));
        expect(space.complement(space.complement(a))).toBe(a);
      }),
    );
  });

  test('a witness lies in the set, regions are disjoint and cover it', () => {
    fc.assert(
      fc.property(boxes, boxes, (left, right) => {
        const space = spaceFor([...left, ...right]);
        const set = space.subtract(
          space.unionAll(left.map((box) => space.box(box))),
          space.unionAll(right.map((box) => space.box(box))),
        );
        const inSet = (p: Packet): boolean => firstMatch(left, p) > 0 && firstMatch(right, p) === 0;
        const witness = space.witness(set, { b: 3 });
        expect(witness === undefined).toBe(set === NOTHING);
        expect(witness === undefined || inSet(witness as unknown as Packet)).toBe(true);
        const regions = [...space.regions(set)];
        for (const packet of PACKETS) {
          const covering = regions.filter((region) => holds(region, packet)).length;
          expect(covering).toBe(inSet(packet) ? 1 : 0);
        }
      }),
    );
  });

  test('a witness has the wished values that the set allows, and the smallest of all others', () => {
    const anyPacket = fc.record({ a: fc.nat(MAX.a), b: fc.nat(MAX.b), c: fc.nat(MAX.c) });
    fc.assert(
      fc.property(boxes, anyPacket, fc.subarray<F>(['a', 'b', 'c']), (list, wish, wished) => {
        const space = spaceFor(list);
        const set = space.unionAll(list.map((box) => space.box(box)));
        let left = PACKETS.filter((packet) => firstMatch(list, packet) > 0);
        const want = (['a', 'b', 'c'] as const).map((f) => {
          const open = left.map((packet) => packet[f]);
          const value = wished.includes(f) && open.includes(wish[f]) ? wish[f] : Math.min(...open);
          left = left.filter((packet) => packet[f] === value);
          return value;
        });
        const wishes = Object.fromEntries(wished.map((f) => [f, wish[f]]));
        const { a, b, c } = space.witness(set, wishes) as unknown as Packet;
        expect([a, b, c]).toEqual(want);
      }),
    );
  });

  test('terminals are changed one by one, and told in order without the empty one', () => {
    fc.assert(
      fc.property(boxes, (list) => {
        const space = spaceFor(list);
        const flat = space.firstMatch(list.map((box, i) => space.box(box, i + 1)));
        const met = new Set(PACKETS.map((packet) => firstMatch(list, packet)));
        met.delete(0);
        expect(space.terminals(flat)).toEqual([...met].toSorted((x, y) => x - y));
        const changed = space.mapTerminals(flat, (value) => (value % 2 === 0 ? value + 3 : 0));
        for (const packet of PACKETS) {
          const value = firstMatch(list, packet);
          expect(space.evaluate(changed, packet)).toBe(value % 2 === 0 ? value + 3 : 0);
        }
        expect(space.count(flat)).toBe(
          BigInt(PACKETS.filter((packet) => firstMatch(list, packet) > 0).length),
        );
      }),
    );
  });

  test('counting boxes stops where it is told', () => {
    const points = [0, 2, 4, 6, 8, 10].map((at): Box<F> => ({ a: [{ from: at, to: at }] }));
    const ways = points.map((box, i): Box<F> => ({ ...box, b: [{ from: i, to: i }] }));
    const space = spaceFor(ways);
    const set = space.unionAll(ways.map((box) => space.box(box)));
    expect([1, 3, 6, 9].map((most) => space.countRegions(set, most))).toEqual([1, 3, 6, 6]);
    expect(space.countRegions(NOTHING, 9)).toBe(0);
    expect(space.countRegions(EVERYTHING, 9)).toBe(1);
  });

  test('nothing is no packet, and an empty list says nothing of any', () => {
    const space = spaceFor([]);
    expect(space.firstMatch([])).toBe(NOTHING);
    expect(space.count(NOTHING)).toBe(0n);
    expect([...space.regions(NOTHING)]).toEqual([]);
    expect(space.count(EVERYTHING)).toBe(BigInt(PACKETS.length));
  });

  test('groups of values of a later field are met wherever an earlier one leads to them', () => {
    fc.assert(
      fc.property(
        boxes,
        fc.array(rangesUpTo(MAX.b), { minLength: 1, maxLength: 4 }),
        (list, groups) => {
          const space = spaceFor([...list, ...groups.map((b) => ({ b }))]);
          const set = space.unionAll(list.map((box) => space.box(box)));
          const inSet = PACKETS.filter((packet) => firstMatch(list, packet) > 0);
          const met = groups.flatMap((group, i) =>
            inSet.some(({ b }) => rangesHold(group, b)) ? [i] : [],
          );
          expect(space.groupsMet(set, space.groups('b', groups))).toEqual(met);
        },
      ),
    );
  });

  test('an unknown field is refused', () => {
    const space = spaceFor([]);
    expect(() => space.forAll(EVERYTHING, 'z' as F)).toThrow('no field z');
  });

  test('quantifiers and groups agree with packets one by one', () => {
    const groupsOf = (cut: readonly number[]): Ranges<number>[] =>
      cut.map((at) => [{ from: at, to: at + 1 }]);
    fc.assert(
      fc.property(boxes, fc.constantFrom<F>('a', 'b', 'c'), (list, field) => {
        const groups = groupsOf(field === 'c' ? [0] : [0, 3]);
        const space = spaceFor([...list, ...groups.map((ranges): Box<F> => ({ [field]: ranges }))]);
        const set = space.unionAll(list.map((box) => space.box(box)));
        const values = Array.from({ length: MAX[field] + 1 }, (_, value) => value);
        const at = (packet: Packet, value: number): boolean =>
          firstMatch(list, { ...packet, [field]: value }) > 0;
        const all = space.forAll(set, field);
        const some = space.exists(set, field);
        const within = space.forAllWithin(set, field, groups);
        for (const packet of PACKETS) {
          expect(space.evaluate(all, packet) > 0).toBe(values.every((v) => at(packet, v)));
          expect(space.evaluate(some, packet) > 0).toBe(values.some((v) => at(packet, v)));
          const group = groups.find((ranges) => rangesHold(ranges, packet[field]));
          const members =
            group === undefined ? [packet[field]] : values.filter((v) => rangesHold(group, v));
          expect(space.evaluate(within, packet) > 0).toBe(members.every((v) => at(packet, v)));
        }
      }),
    );
  });

  test('branches group the values of the first field by what hangs below', () => {
    const space = spaceFor([
      { a: [{ from: 2, to: 3 }], b: [{ from: 1, to: 1 }] },
      { a: [{ from: 7, to: 7 }] },
    ]);
    const b = space.box({ b: [{ from: 1, to: 1 }] });
    const set = space.union(
      space.box({ a: [{ from: 2, to: 3 }], b: [{ from: 1, to: 1 }] }),
      space.box({ a: [{ from: 7, to: 7 }], b: [{ from: 1, to: 1 }] }),
    );
    expect(space.branches(set, 'a')).toEqual([
      {
        values: [
          { from: 0, to: 1 },
          { from: 4, to: 6 },
          { from: 8, to: 11 },
        ],
        below: NOTHING,
      },
      {
        values: [
          { from: 2, to: 3 },
          { from: 7, to: 7 },
        ],
        below: b,
      },
    ]);
    expect(space.intervals(EVERYTHING, 'a')).toEqual([{ from: 0, to: 11, below: EVERYTHING }]);
  });

  test('a box that was not announced is refused, because its answer would be wrong', () => {
    const space = spaceFor([{ a: [{ from: 2, to: 3 }] }]);
    expect(() => space.box({ a: [{ from: 2, to: 2 }] })).toThrow('not announced');
  });

  test('a space stops at its node limit', () => {
    const list = Array.from({ length: 6 }, (_, i): Box<F> => ({ a: [{ from: i * 2, to: i * 2 }] }));
    const space = new Space<F>(FIELDS, { a: list.flatMap((box) => box.a ?? []) }, { nodeLimit: 5 });
    const spent = (): Diagram => space.unionAll(list.map((box) => space.box(box)));
    expect(spent).toThrow(DiagramBudgetError);
    expect(spent).toThrow(expect.objectContaining({ name: 'DiagramBudgetError' }));
  });

  test('fields of 128 bits count exactly', () => {
    const top = (1n << 128n) - 1n;
    const half = [{ from: 0n, to: (1n << 127n) - 1n }];
    const space = new Space<'x'>([{ name: 'x', max: top }], { x: half });
    expect(space.count(space.box({ x: half }))).toBe(1n << 127n);
    expect(space.count(space.complement(space.box({ x: half })))).toBe(1n << 127n);
  });
});
