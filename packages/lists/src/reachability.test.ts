import type { Ace, Family } from '@aclift/ir';
import { describe, expect, test } from 'vitest';
import { deviceLists, modelLists } from './list-model.ts';
import { type Standing, standingsOf } from './reachability.ts';
import { deviceWith, everyPacket, randomList, seeded, TriedList } from '../testing/small-lists.ts';

const SEED = Number(process.env['ACLIFT_SEED'] ?? 20_260);
const CASES = 2_000;

function standings(list: readonly Ace[], family: Family, budget?: number): readonly Standing[] {
  const [model] = modelLists(deviceLists(deviceWith(list, family)));
  if (model === undefined) throw new Error('no model');
  return standingsOf(model, budget).slice(0, list.length);
}

/** What trying every packet says against the standings of a list; empty: nothing. */
function objections(tried: TriedList, got: readonly Standing[]): readonly string[] {
  const out: string[] = [];
  const deciders = tried.deciders();
  got.forEach((standing, k) => {
    const matched = tried.matched(k);
    const decided = deciders.filter((index) => index === k).length;
    const without = tried.without(k);
    const right = {
      'matches-nothing': matched === 0,
      shadowed: matched > 0 && decided === 0,
      redundant: decided > 0 && tried.sameWith(without, false),
      'needless-deny': decided > 0 && !tried.sameWith(without, false) && !tried.stopsPermit(k),
      'partly-shadowed': decided > 0 && decided < matched,
      live: decided > 0 && decided === matched,
    } satisfies Record<Standing, boolean>;
    if (standing === 'needless-deny' && !tried.sameWith(without, true)) {
      out.push(`line ${k} is not spare`);
    }
    if (!right[standing]) out.push(`line ${k} is not ${standing}`);
  });
  const useful = got.flatMap((standing, k) =>
    standing === 'live' || standing === 'partly-shadowed' ? [k] : [],
  );
  if (!tried.sameWith(useful, true)) out.push('what is called spare cannot go all at once');
  if (useful.length === got.length) {
    const spare = useful.find((k) => tried.sameWith(tried.without(k), false));
    if (spare !== undefined) out.push(`line ${spare} is spare and was not found`);
  }
  return out;
}

describe.each(['ipv4', 'ipv6'] as const)('%s', (family) => {
  test(`${CASES} lists fare as trying every packet says (seed ${SEED})`, () => {
    const universe = everyPacket(family);
    const seen = new Set<Standing>();
    const wrong: string[] = [];
    for (let seed = SEED; seed < SEED + CASES; seed += 1) {
      const list = randomList(seeded(seed), family, 6);
      const got = standings(list, family);
      for (const standing of got) seen.add(standing);
      const said = objections(new TriedList(list, universe), got);
      wrong.push(...said.map((objection) => `seed ${seed}: ${objection}`));
      // Sets computed where the search gives up must say the same.
      if (seed % 5 === 0 && standings(list, family, 0).join() !== got.join()) {
        wrong.push(`seed ${seed}: search and sets disagree`);
      }
    }
    expect(wrong).toEqual([]);
    expect([...seen].toSorted()).toEqual([
      'live',
      'matches-nothing',
      'needless-deny',
      'partly-shadowed',
      'redundant',
      'shadowed',
    ]);
  });
});
