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
  dialect: 'ios',
  semantics: {
    system: 'IOS',
    emptyList: 'permits',
    ipv6End: 'nd-then-deny',
    answers: { connections: 'filtered', icmp: 'filtered' },
    addresses: 'wire',
    portsAfterEq: 10,
  },
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

test('a binding that a later one has replaced is named with both lines', () => {
  const text = 'interface Vlan10\n ip access-group SET in\n ip access-group OTHER in\n';
  const at = (words: string) => {
    const start = text.indexOf(words);
    return { start, end: start + words.length };
  };
  const binding = { family: 'ipv4', direction: 'in' } as const;
  const via: Device['interfaces'][number] = {
    name: 'Vlan10',
    addresses: [],
    virtualAddresses: [],
    bindings: [{ ...binding, list: 'OTHER', span: at('ip access-group OTHER in') }],
    replaced: [{ ...binding, list: 'SET', span: at('ip access-group SET in') }],
    shutdown: false,
    span: at('interface Vlan10'),
  };
  const report = lint({
    devices: [{ ...DEVICE, interfaces: [via] }],
    sources: [{ name: DEVICE.source, text }],
    diagnostics: [],
    printLine: () => '',
  });
  expect(report.findings.find(({ code }) => code === 'lint/replaced-binding')).toMatchObject({
    severity: 'warning',
    line: 2,
    list: { name: 'SET' },
    message:
      '"SET" filters nothing on Vlan10 in: it is bound at line 2, and line 3 binds another list there, which replaces it.',
  });
});
