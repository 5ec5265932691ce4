/** Lines that let answers through, paired with the lines that let the connections open. */
import { describe, expect, test } from 'vitest';
import { adHoc, runScenario } from './testing/scenario.ts';

const inventory = `version: 1
namespaces: { shop: {} }
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.1.10.11] }
`;

/** What becomes of the first line of the list that packets from outside meet. */
function answersLine(inbound: string, outbound: string) {
  const config = `
interface Vlan10
 ip address 10.1.10.1 255.255.255.0
interface GigabitEthernet0/0
 ip address 192.0.2.2 255.255.255.252
 ip access-group INET-IN in
 ip access-group INET-OUT out
ip route 0.0.0.0 0.0.0.0 192.0.2.1
ip access-list extended INET-IN
 ${inbound}
ip access-list extended INET-OUT
 ${outbound}
`;
  const { report } = runScenario(adHoc(config, inventory), { target: 'cilium' });
  return report.ledger.entries.find(({ list }) => list === 'INET-IN');
}

describe('a line that lets answers through', () => {
  test.each([
    {
      name: 'established, and the connections that open the other way',
      inbound: 'permit tcp any any established',
      outbound: 'permit tcp any any eq 443',
    },
    {
      name: 'established from one port, and the connections to it',
      inbound: 'permit tcp any eq 443 any established',
      outbound: 'permit tcp any any eq 443',
    },
    {
      name: 'echo replies, and the echoes',
      inbound: 'permit icmp any any echo-reply',
      outbound: 'permit icmp any any echo',
    },
    {
      name: 'ICMP errors, and whatever they are about',
      inbound: 'permit icmp any any time-exceeded',
      outbound: 'permit udp any any eq 53',
    },
  ])('names the line that lets them open: $name', ({ inbound, outbound }) => {
    expect(answersLine(inbound, outbound)).toMatchObject({
      outcome: 'return-traffic',
      because: expect.stringContaining('line 12 of list INET-OUT'),
    });
  });

  test.each([
    {
      name: 'established, where nothing may open',
      inbound: 'permit tcp any any established',
      outbound: 'deny ip any any',
    },
    {
      name: 'established from a port that nothing may open',
      inbound: 'permit tcp any eq 443 any established',
      outbound: 'permit tcp any any eq 80',
    },
    {
      name: 'echo replies without echoes',
      inbound: 'permit icmp any any echo-reply',
      outbound: 'permit tcp any any eq 443',
    },
  ])('needs a decision if there is none: $name', ({ inbound, outbound }) => {
    expect(answersLine(inbound, outbound)).toMatchObject({
      outcome: 'needs-decision',
      reason: 'reply-without-opening',
    });
  });
});
