import { describe, expect, test } from 'vitest';
import { isCertificateLine, opensCertificate, SkippedBlocks } from './skipped-blocks.ts';

/** The text that is skipped when the first line opens a block, or what the block misses. */
function skipped(text: string): string | undefined {
  const [line = ''] = text.split('\n');
  const block = new SkippedBlocks(text).opening(line, 0);
  if (block === undefined) return undefined;
  return 'until' in block
    ? text.slice(0, block.until + 1)
    : `${block.what} without ${block.delimiter}`;
}

describe('a banner', () => {
  test.each([
    { name: 'runs to its delimiter', text: 'banner motd #\nx\n# y', want: 'banner motd #\nx\n#' },
    { name: 'may stand on one line', text: 'banner login ^Cx^C', want: 'banner login ^Cx^C' },
    {
      name: 'takes ^C for one character',
      text: 'banner motd ^CCC\n^\n^C',
      want: 'banner motd ^CCC\n^\n^C',
    },
    {
      name: 'takes a lone ^ where no ^C closes',
      text: 'banner motd ^Cats\nare nice^',
      want: 'banner motd ^Cats\nare nice^',
    },
    {
      name: 'may have a control character',
      text: 'banner motd \u0003x\ny\u0003',
      want: 'banner motd \u0003x\ny\u0003',
    },
    {
      name: 'may be any of the texts of a line',
      text: 'vacant-message @\nx@',
      want: 'vacant-message @\nx@',
    },
    {
      name: 'that never closes is no block',
      text: 'banner motd #\naccess-list 1 permit any',
      want: 'banner without #',
    },
    {
      name: 'that never closes by ^C is no block',
      text: 'banner motd ^C\nx',
      want: 'banner without ^C',
    },
  ])('$name', ({ text, want }) => {
    expect(skipped(text)).toBe(want);
  });
});

test.each([
  {
    name: 'runs to a line of @',
    text: 'macro name x\n a@b\n @ \ny',
    want: 'macro name x\n a@b\n @',
  },
  { name: 'that never closes is no block', text: 'macro name x\ny', want: 'macro without @' },
])('a macro $name', ({ text, want }) => {
  expect(skipped(text)).toBe(want);
});

test('other commands open nothing', () => {
  expect(skipped('ip access-list extended banner\n#')).toBeUndefined();
});

test('certificates are groups of digits or base 64', () => {
  expect(opensCertificate('certificate self-signed 01')).toBe(true);
  expect(opensCertificate('key-string')).toBe(true);
  expect(opensCertificate('key-string SECRET')).toBe(false);
  expect(isCertificateLine('30820254 308201BD')).toBe(true);
  expect(isCertificateLine('AAAAB3NzaC1yc2EAAAADAQABAAABAQDd==')).toBe(true);
  expect(isCertificateLine('access-list 1 permit any')).toBe(false);
});
