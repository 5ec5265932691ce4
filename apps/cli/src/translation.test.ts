/** Lists on the outside of static address translation are read with the local addresses behind the global ones. */
import { describe, expect, test } from 'vitest';
import { adHoc, draftTexts, runScenario } from './testing/scenario.ts';

const config = (nat: string, entry: string, bound = ' ip access-group EDGE in'): string => `
interface Vlan20
 ip address 10.1.20.1 255.255.255.0
 ip nat inside
interface GigabitEthernet0/0
 ip address 192.0.2.2 255.255.255.252
${bound}
 ip nat outside
${nat}
ip route 0.0.0.0 0.0.0.0 192.0.2.1
ip access-list extended EDGE
 permit ${entry}
`;
const inventory = `version: 1
namespaces: { shop: {} }
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.1.20.11] }
`;
const run = (nat: string, entry: string, bound?: string) =>
  runScenario(adHoc(config(nat, entry, bound), inventory));

describe('a permit that names a global address reaches the workload', () => {
  test.each([
    {
      name: 'of one address',
      nat: 'ip nat inside source static 10.1.20.11 203.0.113.11',
      entry: 'tcp any host 203.0.113.11 eq 443',
      port: 443,
    },
    {
      name: 'of a network, at the same place in it',
      nat: 'ip nat inside source static network 10.1.20.0 203.0.113.0 /24',
      entry: 'tcp any host 203.0.113.11 eq 443',
      port: 443,
    },
    {
      name: 'of a port, at the port behind it',
      nat: 'ip nat inside source static tcp 10.1.20.11 8443 203.0.113.11 443',
      entry: 'tcp any host 203.0.113.11 eq 443',
      port: 8443,
    },
    {
      name: "of a port of the interface's own address",
      nat: 'ip nat inside source static tcp 10.1.20.11 8443 interface GigabitEthernet0/0 443',
      entry: 'tcp any host 192.0.2.2 eq 443',
      port: 8443,
    },
  ])('$name', ({ nat, entry, port }) => {
    const { report, ...migration } = run(nat, entry);
    expect(report.proof).toMatchObject({ proven: true, widened: '0' });
    // The router itself could open anything past its own inbound list.
    expect(report.proof.differences.map(({ because }) => because)).toEqual(['device-traffic']);
    expect(report.ledger.entries[0]).toMatchObject({ outcome: 'translated' });
    expect(draftTexts({ report, ...migration }).join('')).toContain(`port: ${port}`);
  });
});

test('a permit of another port of a translated address reaches nobody', () => {
  const nat = 'ip nat inside source static tcp 10.1.20.11 8443 203.0.113.11 443';
  const { report } = run(nat, 'tcp any host 203.0.113.11 eq 8443');
  expect(report.ledger.entries[0]).toMatchObject({ outcome: 'shadowed', reason: 'no-path' });
});

test('a list that is bound in both directions is taken as it stands, and that is said', () => {
  const nat = 'ip nat inside source static 10.1.20.11 203.0.113.11';
  const both = ' ip access-group EDGE in\n ip access-group EDGE out';
  const { report } = run(nat, 'tcp any host 203.0.113.11 eq 443', both);
  expect(report.diagnostics).toContainEqual(
    expect.objectContaining({ code: 'core/address-translation' }),
  );
});

test('sources that an overload translates are reported where an out list sees them', () => {
  const nat = `ip nat inside source static 10.1.20.11 203.0.113.11
ip nat inside source list INSIDE interface GigabitEthernet0/0 overload`;
  const { report } = run(nat, 'tcp any any eq 443', ' ip access-group EDGE out');
  expect(report.diagnostics.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['core/translated-list', 'core/address-translation']),
  );
});
