/** Conditions that no policy knows are quoted in the ledger as the line has them. */
import { expect, test } from 'vitest';
import { adHoc, runScenario } from './testing/scenario.ts';

const INVENTORY = `version: 1
namespaces: { shop: {} }
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [198.51.100.10, "2001:db8:1::10"] }
`;

function becauseOf(family: 'ip' | 'ipv6', condition: string): string | undefined {
  const [header, binding] =
    family === 'ip'
      ? ['ip access-list extended L', 'ip access-group L in']
      : ['ipv6 access-list L', 'ipv6 traffic-filter L in'];
  const config = `hostname r1
time-range OFFICE
 periodic weekdays 8:00 to 18:00
interface GigabitEthernet0/0
 ip address 192.0.2.1 255.255.255.0
 ipv6 address 2001:db8::1/64
 ${binding}
interface GigabitEthernet0/1
 ip address 198.51.100.1 255.255.255.0
 ipv6 address 2001:db8:1::1/64
${header}
 permit tcp any any eq 443 ${condition}
 permit tcp any any eq 22
`;
  const { report } = runScenario(adHoc(config, INVENTORY), { target: 'networkpolicy' });
  return report.ledger.entries[0]?.because;
}

test.each([
  ['ip', 'ttl eq 5'],
  ['ip', 'ttl range 3 9'],
  ['ip', 'dscp ef'],
  ['ip', 'dscp 46'],
  ['ip', 'precedence critical'],
  ['ip', 'tos max-reliability'],
  ['ip', 'option any-options'],
  ['ip', 'option lsr'],
  ['ip', 'time-range OFFICE'],
  ['ipv6', 'routing'],
  ['ipv6', 'routing-type 2'],
  ['ipv6', 'dest-option'],
  ['ipv6', 'mobility-type bind-refresh'],
  ['ipv6', 'flow-label 12'],
  ['ipv6', 'dscp af11'],
  ['ipv6', 'hbh'],
  ['ipv6', 'auth'],
] as const)('%s: %s', (family, condition) => {
  expect(becauseOf(family, condition)).toBe(
    `it depends on ${condition}, which no policy knows, so it grants nothing`,
  );
});
