/** What a new keyword of an entry touches and no type names: these tests name it. */
import { type Ace, type Condition, CONDITION_KINDS } from '@aclift/ir';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyDevice } from '../testing/arbitrary-device.ts';
import { PlainOption } from '@aclift/dialect-kit';
import { VOCABULARY } from './lexer/vocabulary.ts';
import { parseIos } from './parse-ios.ts';

function conditionsOf(config: string): readonly Condition['kind'][] {
  const { device: read } = parseIos({ name: 'r1.cfg', text: config });
  return read.acls.flatMap(({ entries }) =>
    entries
      .filter((entry): entry is Ace => entry.kind === 'ace')
      .flatMap(({ conditions }) => conditions.map(({ kind }) => kind)),
  );
}

const plain = [...VOCABULARY].flatMap(([word, { CATEGORIES }]) =>
  CATEGORIES?.includes(PlainOption) === true ? [word] : [],
);

describe('every option of one word becomes one condition', () => {
  test.each(plain)('%s', (word) => {
    expect(conditionsOf(`ipv6 access-list L\n permit tcp any any ${word}\n`)).toHaveLength(1);
  });
});

test('devices made up for the round trip have every kind of condition', () => {
  const seen = new Set(
    fc
      .sample(anyDevice, { numRuns: 300, seed: 7 })
      .flatMap(({ acls }) => acls.flatMap(({ entries }) => entries))
      .flatMap((entry) => (entry.kind === 'ace' ? entry.conditions.map(({ kind }) => kind) : [])),
  );
  expect([...seen].toSorted()).toEqual(CONDITION_KINDS.toSorted());
});
