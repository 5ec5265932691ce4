import type { Ace } from '@aclift/ir';
import { expect, test } from 'vitest';
import { deviceLists, modelLists } from './list-model.ts';
import { mergesOf } from './merges.ts';
import { standingsOf } from './reachability.ts';
import { deviceWith, everyPacket, randomList, seeded, TriedList } from '../testing/small-lists.ts';

const SEED = Number(process.env['ACLIFT_SEED'] ?? 40_000);
const CASES = 1_500;

/** A random list in which some lines stand again, with another source, further down. */
function withNeighbours(random: () => number): readonly Ace[] {
  const originals = randomList(random, 'ipv4', 3);
  const list = [...originals];
  for (const ace of originals) {
    if (ace.source.kind !== 'wildcard' || ace.source.wildcard === 3) continue;
    const base = ace.source.base ^ (ace.source.wildcard === 0 ? 1 : 2);
    const place = 1 + Math.floor(random() * list.length);
    list.splice(place, 0, { ...ace, source: { ...ace.source, base } });
  }
  return list;
}

/** Eight hosts in a row with lines between them that do not care. */
const HOSTS = 8;

test('hosts in a row become one prefix', () => {
  const hosts = Array.from({ length: HOSTS }, (_, host): Ace => {
    const span = { start: host, end: host + 1 };
    return {
      kind: 'ace',
      action: 'permit',
      protocol: { kind: 'any', span },
      source: { kind: 'host', address: 0x0a000008 + host, span },
      destination: { kind: 'any', span },
      conditions: [],
      span,
    };
  });
  const [model] = modelLists(deviceLists(deviceWith(hosts)));
  if (model === undefined) throw new Error('no model');
  expect(mergesOf(model, standingsOf(model))).toMatchObject([
    {
      line: 0,
      others: [1, 2, 3, 4, 5, 6, 7],
      by: { source: { kind: 'wildcard', base: 0x0a000008, wildcard: 7 } },
    },
  ]);
});

test(`merges of ${CASES} lists change no packet (seed ${SEED})`, { timeout: 30_000 }, () => {
  const universe = everyPacket('ipv4');
  const wrong: string[] = [];
  let merged = 0;
  for (let seed = SEED; seed < SEED + CASES; seed += 1) {
    const list = withNeighbours(seeded(seed));
    const [model] = modelLists(deviceLists(deviceWith(list)));
    if (model === undefined) throw new Error('no model');
    const merges = mergesOf(model, standingsOf(model));
    if (merges.length === 0) continue;
    merged += 1;
    const after = list.flatMap((ace, k) => {
      if (merges.some(({ others }) => others.includes(k))) return [];
      return [merges.find(({ line }) => line === k)?.by ?? ace];
    });
    // Both in one, so that the same packets are tried on each.
    const both = new TriedList([...list, ...after], universe);
    const action = (k: number): string | undefined => both.list[k]?.action;
    const old = both.deciders(list.map((_, k) => k)).map(action);
    const young = both.deciders(after.map((_, k) => list.length + k)).map(action);
    if (old.join() !== young.join()) wrong.push(`seed ${seed}`);
  }
  expect(wrong).toEqual([]);
  expect(merged).toBeGreaterThan(100);
});
