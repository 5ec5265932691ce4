import { expect, test } from 'vitest';
import { lint } from './lint.ts';
import { deviceWith, randomList, seeded } from './testing/small-lists.ts';

test('a list that is too tangled says so and leaves the others alone', () => {
  const device = deviceWith(randomList(seeded(1), 'ipv4', 6));
  const source = { name: device.source, text: ' ' };
  const report = lint({
    devices: [device],
    sources: [source],
    diagnostics: [],
    printLine: () => '',
    options: { nodeLimit: 1 },
  });
  expect(report.findings.map(({ code }) => code)).toEqual(['lint/too-tangled']);
  expect(report.lists).toMatchObject([{ name: 'SET', standings: null, worst: 'warning' }]);
});
