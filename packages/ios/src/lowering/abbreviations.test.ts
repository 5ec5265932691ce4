import { expect, test } from 'vitest';
import { lex, wordOf } from '@aclift/dialect-kit';
import { VOCABULARY } from '../lexer/vocabulary.ts';
import { expand, type Position } from './abbreviations.ts';

const at: Position = { expected: 'option', family: 'ipv4', standard: false, protocol: 6 };

test.each<readonly [string, Partial<Position>, string | undefined]>([
  ['p', { expected: 'action' }, 'permit'],
  ['d', { expected: 'action' }, undefined],
  ['den', { expected: 'action' }, 'deny'],
  ['t', { expected: 'protocol' }, 'tcp'],
  ['i', { expected: 'protocol' }, undefined],
  ['a', { expected: 'address', protocol: undefined }, 'any'],
  ['h', { expected: 'address' }, 'host'],
  ['o', { expected: 'address', standard: true }, undefined],
  ['tel', { expected: 'port' }, 'telnet'],
  ['sn', { expected: 'port', protocol: 17 }, undefined],
  ['snmpt', { expected: 'port', protocol: 17 }, 'snmptrap'],
  ['est', {}, 'established'],
  ['est', { protocol: 17 }, undefined],
  ['unr', { protocol: 1 }, 'unreachable'],
  ['und', { family: 'ipv6' }, 'undetermined-transport'],
  ['x', { expected: 'name' }, undefined],
])('%s at %j is %s', (word, position, want) => {
  const [token] = lex(word, VOCABULARY);
  if (token === undefined) throw new Error('no token');
  expect(expand(token, { ...at, ...position })).toBe(want !== undefined);
  expect(wordOf(token)).toBe(want ?? word);
});
