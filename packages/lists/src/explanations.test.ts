import { expect, test } from 'vitest';
import { generateSet } from '../testing/generated-sets.ts';
import { leftOf, standingsOf } from './reachability.ts';
import { Explanations } from './explanations.ts';
import { deviceLists, modelLists } from './list-model.ts';

const [model] = modelLists(deviceLists(generateSet('fw', 200)));
if (model === undefined) throw new Error('no list');
const { space, tree } = model;
const cut = standingsOf(model).lastIndexOf('partly-shadowed');
const left = (): bigint =>
  space.count(leftOf(space, tree.line(cut), tree.touching(0, cut, tree.line(cut))));

test.each([
  { name: 'an explanation that is too dear', each: 1, all: 1_000_000 },
  { name: 'explanations when nothing is left for them', each: 1_000_000, all: 0 },
])('$name costs itself, and not what is asked later', ({ all, each }) => {
  expect(new Explanations(model, each, all).try(left)).toBeUndefined();
  expect(new Explanations(model).try(left)).toBe(left());
});

test('a fault in an explanation is no matter of its cost', () => {
  const explanations = new Explanations(model);
  const fault = (): never => {
    throw new Error('a bug');
  };
  expect(() => explanations.try(fault)).toThrow('a bug');
  expect(explanations.try(left)).toBe(left());
});
