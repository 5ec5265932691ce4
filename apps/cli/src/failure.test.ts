import { diffPolicies } from '@aclift/insight';
import { readInventory } from '@aclift/inventory';
import { expect, test } from 'vitest';
import { failureLines } from './failure.ts';
import { InputError } from './input.ts';
import { POLICY_INVENTORY } from './testing/random-policies.ts';

/** What is thrown when `run` stops. */
function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('it did not stop');
}

test('an input that cannot be read is said as it is', () => {
  expect(failureLines(new InputError('cannot read a.cfg'))).toEqual(['aclift: cannot read a.cfg']);
});

test('a comparison that needs more memory than it may take says what to do', () => {
  const inventory = readInventory({ name: 'i.yaml', text: POLICY_INVENTORY }).value;
  if (inventory === undefined) throw new Error('the inventory is unreadable');
  const error = thrownBy(() =>
    diffPolicies({
      inventory,
      a: [],
      b: [],
      sources: [],
      diagnostics: [],
      options: { nodeLimit: 10 },
    }),
  );
  expect(failureLines(error)?.join()).toMatch(/too tangled .* compare fewer/);
});

test('a bug of ours is not hidden', () => {
  expect(failureLines(new TypeError('x is not a function'))).toBeUndefined();
});
