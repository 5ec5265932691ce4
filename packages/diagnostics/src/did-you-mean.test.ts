import { expect, test } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

test.each([
  { name: 'one letter too few', word: 'namespce', want: 'namespace' },
  { name: 'another case', word: 'LABELS', want: 'labels' },
  { name: 'nothing like it', word: 'replicas', want: undefined },
  { name: 'a whole sentence', word: 'labels '.repeat(10), want: undefined },
])('$name proposes $want', ({ word, want }) => {
  expect(didYouMean(word, ['namespace', 'labels', 'addresses'])).toBe(want);
});
