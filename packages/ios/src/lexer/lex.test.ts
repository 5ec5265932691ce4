import { expect, test } from 'vitest';
import { lex, wordOf } from '@aclift/dialect-kit';
import { VOCABULARY } from './vocabulary.ts';

const kinds = (text: string): string[] =>
  lex(text, VOCABULARY).map(({ tokenType }) => tokenType.name);

test.each([
  ['permit PERMIT Permit', ["'permit'", "'permit'", "'permit'"]],
  ['10 10.0.0.1 10.0.0.0/8 10.0.0.256', ['Integer', 'Ipv4', 'Prefix4', 'Ipv4']],
  ['1.2.3 1.2.3.4.5 1.2/3 10a', ['Word', 'Word', 'Word', 'Word']],
  ['10.2.0.0, wildcard', ['Ipv4', 'Comma', "'wildcard'"]],
  ['2001:db8::1 2001:db8::/32 :: a:b:z', ['Ipv6', 'Prefix6', 'Ipv6', 'Word']],
  ['(5 matches) (tag = X) foo(bar)', ['Parenthesis', 'Parenthesis', 'Word']],
  ['+syn -ack syn', ['SignedFlag', 'SignedFlag', 'Flag']],
  ['echo domain unreachable', ['Name:PortName+MessageName', 'Name:PortName', 'Name:MessageName']],
  ['\u00a0permit\0ip\t', ["'permit'", "'ip'"]],
  ['', []],
])('%j is %j', (text, want) => {
  expect(kinds(text)).toEqual(want);
});

test('offsets cut the words', () => {
  const text = ' permit  tcp any';
  for (const { image, startOffset } of lex(text, VOCABULARY)) {
    expect(text.slice(startOffset, startOffset + image.length)).toBe(image);
  }
});

test('words are compared in lower case', () => {
  expect(lex('PERMIT', VOCABULARY).map(wordOf)).toEqual(['permit']);
});
