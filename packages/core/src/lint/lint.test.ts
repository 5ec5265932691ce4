import type { Ace, Device } from '@aclift/ir';
import { expect, test } from 'vitest';
import { lint } from './lint.ts';

const SPAN = { start: 0, end: 0 };

function permit(host: number): Ace {
  return {
    kind: 'ace',
    action: 'permit',
    protocol: { kind: 'any', span: SPAN },
    source: { kind: 'host', address: host, span: SPAN },
    destination: { kind: 'any', span: SPAN },
    conditions: [],
    span: SPAN,
  };
}

const DEVICE: Device = {
  source: 'r1.cfg',
  interfaces: [],
  acls: [
    { name: 'SET', family: 'ipv4', type: 'extended', entries: [permit(1), permit(9)], span: SPAN },
  ],
  removed: [],
  objectGroups: [],
  routes: [],
  routing: [],
  references: [],
  staticNat: [],
  timeRanges: [],
  vlans: [],
};

test('a list that is too tangled says so and leaves the others alone', () => {
  const report = lint({
    devices: [DEVICE],
    sources: [{ name: DEVICE.source, text: ' ' }],
    diagnostics: [],
    printLine: () => '',
    options: { nodeLimit: 1 },
  });
  expect(report.findings.map(({ code }) => code)).toEqual(['lint/too-tangled']);
  expect(report.lists).toMatchObject([{ name: 'SET', standings: null, worst: 'warning' }]);
});
