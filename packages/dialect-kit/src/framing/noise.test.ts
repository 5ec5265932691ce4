import { expect, test } from 'vitest';
import { isExecCommand, noiseOf, promptLength } from './noise.ts';

test.each([
  ['R1#show run', 'R1#'],
  ['R1(config-ext-nacl)# permit ip any any', 'R1(config-ext-nacl)# '],
  ['Router> ', 'Router> '],
  ['permit ip any any', undefined],
  ['ip access-list extended a#b', undefined],
  ['remark # not a prompt', undefined],
])('the prompt of %s is %s', (text, prompt) => {
  expect(promptLength(text)).toBe(prompt?.length);
});

test.each([
  'Building configuration...',
  'Current configuration : 5066 bytes',
  'version 15.1',
  '--More--',
])('%s is noise', (text) => {
  expect(noiseOf(text)).toBe('noise');
});

test('what is typed at a prompt changes nothing', () => {
  expect(isExecCommand(['show', 'run'])).toBe(true);
  expect(isExecCommand(['conf', 't'])).toBe(true);
  expect(isExecCommand(['configuration', 'mode'])).toBe(false);
});
