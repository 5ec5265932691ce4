import { expect, test } from 'vitest';
import { generateSet } from '../testing/generated-sets.ts';
import { Explanations } from './explanations.ts';
import { deviceLists, type ListModel, modelLists } from './list-model.ts';
import { leftOf, standingsOf } from './reachability.ts';

function fresh(): ListModel {
  const [model] = modelLists(deviceLists(generateSet('fw', 200)));
  if (model === undefined) throw new Error('no list');
  return model;
}

/** How many packets are left of the last line that others cut. */
function left(model: ListModel): bigint {
  const { space, tree } = model;
  const cut = standingsOf(model).lastIndexOf('partly-shadowed');
  return space.count(leftOf(space, tree.line(cut), tree.touching(0, cut, tree.line(cut))));
}

test.each([
  { name: 'an explanation that is too dear', each: 1, all: 1_000_000 },
  { name: 'explanations when nothing is left for them', each: 1_000_000, all: 0 },
])('$name costs itself, and not what is asked later', ({ all, each }) => {
  const model = fresh();
  const poor = new Explanations(model, each, all);
  const { nodesMade } = model.space;
  expect(
    poor.try(() => leftOf(model.space, model.tree.whole, [model.tree.line(0)])),
  ).toBeUndefined();
  expect(model.space.nodesMade).toBe(nodesMade);
  expect(left(model)).toBe(left(fresh()));
});

test('a fault in an explanation is no matter of its cost', () => {
  const fault = (): never => {
    throw new Error('a bug');
  };
  expect(() => new Explanations(fresh()).try(fault)).toThrow('a bug');
});
