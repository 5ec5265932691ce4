/** Overlapping denies: drafts grow with the number of denies, not with the number of their combinations. */
import type { Target } from '@aclift/core';
import { describe, expect, test } from 'vitest';
import { adHoc, draftTexts, type Given, runScenario } from './testing/scenario.ts';

/** A ring of `k` denies, each overlapping its neighbours in sources and in ports, before a permit of everything. */
function ring(k: number): Given {
  const lines = Array.from({ length: k }, (_, i) => i);
  const client = (i: number): string => `10.2.0.${11 + (i % k)}`;
  const config = [
    ...lines.flatMap((i) => [
      `object-group network PAIR-${i}`,
      ` host ${client(i)}`,
      ` host ${client(i + 1)}`,
    ]),
    'interface Vlan10',
    ' ip address 10.1.0.1 255.255.255.0',
    ' ip access-group SERVER-OUT out',
    'interface Vlan20',
    ' ip address 10.2.0.1 255.255.255.0',
    'ip route 0.0.0.0 0.0.0.0 10.2.0.254',
    'ip access-list extended SERVER-OUT',
    ...lines.map(
      (i) =>
        ` deny tcp object-group PAIR-${i} host 10.1.0.10 range ${2000 + 10 * i} ${2014 + 10 * i}`,
    ),
    ' permit ip any any',
    '',
  ];
  const inventory = [
    'version: 1',
    'workloads:',
    '  - { namespace: servers, labels: { app: server }, addresses: [10.1.0.10] }',
    ...lines.map(
      (i) => `  - { namespace: clients, labels: { app: client-${i} }, addresses: [${client(i)}] }`,
    ),
    '',
  ];
  return adHoc(config.join('\n'), inventory.join('\n'));
}

function sizes(k: number, target: Target): { readonly rules: number; readonly lines: number } {
  const migration = runScenario(ring(k), { target });
  expect(migration.report.proof).toMatchObject({ proven: true, widened: '0', narrowed: '0' });
  const own = draftTexts(migration).filter((text) => text.includes('namespace: servers'));
  return {
    rules: migration.report.drafts
      .filter(({ workload }) => workload === 'servers/server')
      .reduce((sum, { rules }) => sum + rules, 0),
    lines: own.join('').split('\n').length,
  };
}

describe.each(['networkpolicy', 'cilium'] as const)('as %s', (target) => {
  const all = [6, 12, 24].map((k) => ({ k, ...sizes(k, target) }));

  test.each(all)('$k denies need at most $k rules and three more', ({ k, rules }) => {
    expect(rules).toBeLessThanOrEqual(k + 3);
  });

  test('twice as many denies are twice as many lines', () => {
    const [six, twelve, more] = all.map(({ lines }) => lines);
    expect((more ?? 0) - (twelve ?? 0)).toBeLessThanOrEqual(2.2 * ((twelve ?? 0) - (six ?? 0)));
  });
});
