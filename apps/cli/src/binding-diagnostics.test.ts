/** What is said of bindings besides the comparison: only what the comparison leaves out. */
import { describe, expect, test } from 'vitest';
import { adHoc, runScenario } from './testing/scenario.ts';

const INVENTORY = `version: 1
namespaces: { shop: {} }
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.8.1.10] }
  - { namespace: shop, labels: { app: db }, addresses: [10.8.2.10] }
`;

function config(web: readonly string[], more: readonly string[] = []): string {
  return `hostname gw
zone security INNER
zone security OUTER
interface Vlan1
 ip address 10.8.1.1 255.255.255.0
 ip access-group WEB in
${web.map((line) => ` ${line}\n`).join('')}interface Vlan2
 ip address 10.8.2.1 255.255.255.0
${more.map((line) => `${line}\n`).join('')}ip access-list extended WEB
 permit tcp any any eq 443
`;
}

const SPARE = [
  'interface Vlan3',
  ' ip address 10.8.3.1 255.255.255.0',
  ' ip access-group SPARE in',
  'ip access-list extended SPARE',
  ' permit udp any any eq 53',
];

describe('state besides the lists', () => {
  test.each([
    { name: 'inspection is told', web: ['ip inspect FW in'], told: true },
    { name: 'a zone is part of the comparison', web: ['zone-member security INNER'], told: false },
    {
      name: 'of both only the inspection is told',
      web: ['zone-member security INNER', 'ip inspect FW in'],
      told: true,
    },
  ])('$name', ({ told, web }) => {
    const { report } = runScenario(adHoc(config(web), INVENTORY));
    const found = report.diagnostics.filter(({ code }) => code === 'core/stateful-firewall');
    expect(found.map(({ message }) => message.includes('Vlan1 takes part in ip inspect:'))).toEqual(
      told ? [true] : [],
    );
    const kinds = report.proof.exceptions.map(({ kind }) => kind);
    expect(kinds.includes('inspection')).toBe(told);
  });
});

describe('a list on an interface that carries nothing, as the user says', () => {
  test.each([{ unused: ['Vlan3'] }, { unused: ['gw:Vlan3'] }])(
    'is bound nowhere with --unused $unused, and nobody asks where it stands',
    ({ unused }) => {
      const { report } = runScenario(adHoc(config([], SPARE), INVENTORY), { unused });
      expect(report.diagnostics.map(({ code }) => code)).not.toContain('core/no-segment');
      expect(report.ledger.entries.find(({ list }) => list === 'SPARE')).toMatchObject({
        outcome: 'unbound',
        reason: 'unused',
        because: 'bound only to Vlan3, which carries nothing (--unused)',
      });
    },
  );

  test('filters all the same where it is bound besides', () => {
    const both = [...SPARE, 'interface Vlan2', ' ip access-group SPARE in'];
    const { report } = runScenario(adHoc(config([], both), INVENTORY), { unused: ['Vlan3'] });
    const entry = report.ledger.entries.find(({ list }) => list === 'SPARE');
    expect(entry?.rules.length).toBeGreaterThan(0);
    expect(entry?.outcome).not.toBe('unbound');
  });
});

test('a list where no address says who passes is still asked about', () => {
  const nowhere = SPARE.filter((line) => !line.includes('ip address'));
  const { report } = runScenario(adHoc(config([], nowhere), INVENTORY));
  expect(report.diagnostics.map(({ code }) => code)).toContain('core/no-segment');
});
