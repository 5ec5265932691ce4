/** Lines about flows that no policy sees: somebody is asked for a name only where a name could help. */
import { describe, expect, test } from 'vitest';
import { adHoc, runScenario } from './testing/scenario.ts';

const INVENTORY = `version: 1
workloads:
  - { namespace: lab, labels: { app: bench }, addresses: [10.20.1.7] }
externals:
  - { name: printers, addresses: [10.20.2.0/24] }
`;

/** `OUTCOME/REASON` of the only line of a list on the uplink. */
function outcome(uplink: string, hop: string, line: string): string {
  const config = `hostname edge
interface GigabitEthernet0/0
 ip address ${uplink}
 ip access-group FROM-OUTSIDE in
interface Vlan1
 ip address 10.20.1.1 255.255.255.0
interface Vlan2
 ip address 10.20.2.1 255.255.255.0
ip route 0.0.0.0 0.0.0.0 ${hop}
ip access-list extended FROM-OUTSIDE
 ${line}
end
`;
  const { report } = runScenario(adHoc(config, INVENTORY), { target: 'networkpolicy' });
  return report.ledger.entries.map(({ outcome: o, reason }) => `${o}/${reason}`).join(' ');
}

const LINK = ['203.0.113.2 255.255.255.252', '203.0.113.1'] as const;
const SHORT_LINK = ['203.0.113.2 255.255.255.254', '203.0.113.3'] as const;
const LAN = ['203.0.113.2 255.255.255.0', '203.0.113.1'] as const;

describe('a line about an end that stays outside', () => {
  test.each([
    ['from anywhere over a link is transit', LINK, 'deny ip any 10.20.2.0 0.0.0.255'],
    ['from anywhere over a /31 is transit', SHORT_LINK, 'deny ip any 10.20.2.0 0.0.0.255'],
    ['from an address elsewhere is transit', LAN, 'permit ip host 192.0.2.9 10.20.2.0 0.0.0.255'],
  ])('%s', (_, [address, hop], line) => {
    expect(outcome(address, hop, line)).toBe('unsupported/transit');
  });

  test('needs a name where hosts of the uplink may send, too', () => {
    expect(outcome(...LAN, 'deny ip any 10.20.2.0 0.0.0.255')).toBe('needs-decision/unmapped');
  });
});

test('a line about a subnet that nothing names needs a name', () => {
  expect(outcome(...LINK, 'permit tcp any host 10.20.1.8 eq 80')).toBe('needs-decision/unmapped');
});
