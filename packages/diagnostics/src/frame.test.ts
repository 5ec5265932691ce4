import { expect, test } from 'vitest';
import type { ExplainedDiagnostic } from './diagnostic.ts';
import { renderFrame } from './frame.ts';
import { LineMap } from './line-map.ts';

const TEXT = 'hostname r1\naccess-list 101 permit tcp any any eq httpz\n';
const at = (word: string, text = TEXT): { start: number; end: number } => ({
  start: text.indexOf(word),
  end: text.indexOf(word) + word.length,
});
const diagnostic = (more: Partial<ExplainedDiagnostic> = {}): ExplainedDiagnostic => ({
  code: 'ios/unknown-port',
  severity: 'error',
  source: 'r1.cfg',
  span: at('httpz'),
  message: '"httpz" is no port name.',
  help: 'Write the number.',
  facts: {},
  ...more,
});

test('a frame shows the place, the line, carets under the words, and what to do', () => {
  expect(renderFrame(diagnostic(), new LineMap(TEXT))).toBe(
    [
      'error[ios/unknown-port]: "httpz" is no port name.',
      ' --> r1.cfg:2:39',
      '  |',
      '2 | access-list 101 permit tcp any any eq httpz',
      '  |                                       ^^^^^',
      '   = help: Write the number.',
    ].join('\n'),
  );
});

test('a message about no file has no frame', () => {
  expect(renderFrame(diagnostic({ source: '', span: { start: 0, end: 0 } }), undefined)).toBe(
    'error[ios/unknown-port]: "httpz" is no port name.\n   = help: Write the number.',
  );
});

test('a place far into a long line is shown in a window, the caret still below it', () => {
  const text = `${'x'.repeat(500)} httpz ${'y'.repeat(500)}`;
  const frame = renderFrame(diagnostic({ span: at('httpz', text) }), new LineMap(text));
  const [, , , line = '', carets = ''] = frame.split('\n');
  expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('httpz');
  expect(line.length).toBeLessThan(200);
});

test('a span over several lines is marked to the end of its first', () => {
  const span = { start: 9, end: 30 };
  const frame = renderFrame(diagnostic({ span }), new LineMap(TEXT));
  expect(frame).toContain('1 | hostname r1\n  |          ^^\n');
});
