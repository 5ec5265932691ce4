/** What the suggester does not claim: kinds of inputs that look like an answer and are none. */
import { type Suggestion, suggestReport } from '@aclift/suggest';
import { readInventory } from '@aclift/inventory';
import { parseIos } from '@aclift/ios';
import { describe, expect, test } from 'vitest';

function suggestionsFor(
  config: string,
  inventory: string,
  hosts = '',
): { readonly at: (address: string) => Suggestion; readonly lines: readonly string[] } {
  const text = { name: 'r.cfg', text: config };
  const named = { name: 'inventory.yaml', text: inventory };
  const { suggestions } = suggestReport({
    devices: [parseIos(text).device],
    sources: [text, named],
    inventory: readInventory(named).value,
    hosts: hosts === '' ? [] : [{ name: 'hosts', text: hosts }],
  });
  return {
    lines: config.split('\n'),
    at: (address) => {
      const found = suggestions.find(({ addresses }) =>
        addresses.some((one) => one.startsWith(address)),
      );
      if (found === undefined) throw new Error(`nothing is about ${address}`);
      return found;
    },
  };
}

const bestOf = ({ proposals: [best] }: Suggestion) => best;
const namespaceOf = (suggestion: Suggestion): string | undefined => {
  const proposal = bestOf(suggestion)?.proposal;
  return proposal?.kind === 'workload' ? proposal.namespace : undefined;
};

const LAN = `hostname r1
interface Vlan7
 ip address 10.3.7.1 255.255.255.0
 ip access-group IN in
`;

describe('the first label of a domain', () => {
  const config = `${LAN}ip access-list extended IN
 permit tcp host 10.3.7.11 host 10.3.7.21 eq 8080
 permit tcp host 10.3.7.31 host 192.0.2.80 eq 443
 permit tcp host 10.3.7.32 host 192.0.2.80 eq 443
`;
  const inventory = `version: 1
workloads:
  - { namespace: tickets, labels: { app: seatmap }, addresses: [10.3.7.11] }
  - { namespace: venues, labels: { app: calendar }, addresses: [10.3.7.21] }
`;
  const hostsIn = (label: string): string =>
    `10.3.7.11 seatmap-1.${label}.stage.example\n10.3.7.21 calendar-1.${label}.stage.example\n` +
    `10.3.7.31 refunder-1.${label}.stage.example\n10.3.7.32 refunder-2.${label}.stage.example\n`;

  test.each(['prod', 'uat', 'live', 'dc-north', 'p', 'zone2'])(
    '%s is no namespace where named hosts of other namespaces bear it',
    (label) => {
      const suggestion = suggestionsFor(config, inventory, hostsIn(label)).at('10.3.7.31');
      expect(suggestion.spoken).toBe(false);
      expect(
        suggestion.proposals.map(
          ({ proposal }) => proposal.kind === 'workload' && proposal.namespace,
        ),
      ).not.toContain(label);
      expect(bestOf(suggestion)?.proposal).toMatchObject({ labels: { app: 'refunder' } });
      expect(namespaceOf(suggestion)).toBeUndefined();
    },
  );

  test('an environment is none even where nobody is named yet', () => {
    const suggestion = suggestionsFor(config, 'version: 1\n', hostsIn('prod')).at('10.3.7.31');
    expect(namespaceOf(suggestion)).toBeUndefined();
  });

  test('it is the namespace where it is that of the named hosts', () => {
    const hosts =
      '10.3.7.11 seatmap-1.tickets.stage.example\n10.3.7.21 calendar-1.venues.stage.example\n' +
      '10.3.7.31 refunder-1.tickets.stage.example\n10.3.7.32 refunder-2.tickets.stage.example\n';
    const suggestion = suggestionsFor(config, inventory, hosts).at('10.3.7.31');
    expect(namespaceOf(suggestion)).toBe('tickets');
  });
});

describe('a group that is called after somebody else', () => {
  const config = (group: string): string => `${LAN}object-group network GATES_NORTH
 host 10.3.7.41
 host 10.3.7.42
object-group network ${group}
 host 10.3.7.43
 host 10.3.7.44
ip access-list extended IN
 permit tcp object-group GATES_NORTH host 10.3.9.5 eq 502
 permit tcp object-group ${group} host 10.3.9.5 eq 502
`;
  const inventory = `version: 1
workloads:
  - { namespace: control, labels: { app: poller }, addresses: [10.3.9.5] }
externals:
  - { name: gates north, addresses: [10.3.7.41-10.3.7.42] }
`;

  test.each(['TURNSTILES', 'LIFTS', 'CAMERA_POLES'])(
    '%s is not the neighbour that may do the same, and the output says why',
    (group) => {
      const suggestion = suggestionsFor(config(group), inventory).at('10.3.7.43');
      expect(suggestion.spoken).toBe(false);
      expect(bestOf(suggestion)?.confidence).toBeLessThanOrEqual(0.5);
      expect(suggestion.conflicts.join('\n')).toContain(`object-group ${group}`);
    },
  );
});

describe('words for what commonly stays outside', () => {
  const config = (name: string, port: number): string => `${LAN}object-group network ${name}
 host 10.3.7.51
 host 10.3.7.52
ip access-list extended OUT
 permit udp 10.9.0.0 0.0.255.255 object-group ${name} eq ${port}
 permit udp 10.9.0.0 0.0.255.255 host 10.3.7.61 eq 123
 permit tcp 10.9.0.0 0.0.255.255 host 10.3.7.62 eq 25
`;
  const inside = `version: 1
workloads:
  - { namespace: base, labels: { app: ntp }, addresses: [10.3.7.61] }
  - { namespace: base, labels: { app: mail }, addresses: [10.3.7.62] }
externals:
  - { name: clients, addresses: [10.9.0.0/16] }
`;

  test.each([
    ['RADIUS', 1812],
    ['SYSLOG', 514],
    ['DNS', 53],
  ])('%s is no external where the inventory has such things as workloads', (name, port) => {
    const suggestion = suggestionsFor(config(name, port), inside).at('10.3.7.51');
    const best = bestOf(suggestion);
    expect(suggestion.spoken && best?.proposal.kind === 'external').toBe(false);
  });

  test('the count of such workloads is shown against it', () => {
    const { proposals } = suggestionsFor(config('RADIUS', 1812), inside).at('10.3.7.51');
    const external = proposals.find(({ proposal }) => proposal.kind === 'external');
    const workload = proposals.find(({ proposal }) => proposal.kind === 'workload');
    const says = [...(external?.evidence ?? []), ...(workload?.evidence ?? [])].map(
      (one) => one.says,
    );
    expect(says.join('\n')).toMatch(/2 such things are workloads here|2 of 2 named owners/);
  });
});

describe('what two may do', () => {
  const config = `${LAN}object-group network BOOKING
 host 10.3.7.71
 host 10.3.7.72
 host 10.3.7.73
ip access-list extended IN
 permit tcp object-group BOOKING host 10.3.8.5 eq 5432
 permit tcp object-group BOOKING host 10.3.8.6 eq 6379
 permit tcp object-group BOOKING host 10.3.8.7 eq 9200
 remark badge reader
 permit tcp host 10.3.7.99 host 10.3.7.73 eq 9501
`;
  const inventory = `version: 1
workloads:
  - { namespace: booking, labels: { app: booking }, addresses: [10.3.7.71-10.3.7.72] }
  - { namespace: data, labels: { app: stores }, addresses: [10.3.8.5-10.3.8.7] }
`;
  const { at, lines } = suggestionsFor(config, inventory);
  const evidence = bestOf(at('10.3.7.73'))?.evidence ?? [];
  const own = lines.findIndex((line) => line.includes('eq 9501')) + 1;
  const citedBy = (kind: string): readonly number[] =>
    evidence.find((one) => one.kind === kind)?.places.map(({ line }) => line) ?? [];

  test('the lines cited for a likeness are shared', () => {
    expect(citedBy('access-profile').length).toBeGreaterThan(0);
    expect(citedBy('access-profile')).not.toContain(own);
  });

  test('the line that only one of them has speaks against', () => {
    expect(citedBy('access-differs')).toEqual([own]);
    expect(evidence.find(({ kind }) => kind === 'access-differs')?.weight).toBeLessThan(0);
  });

  test('with a remark about something else it is not sure', () => {
    expect(bestOf(at('10.3.7.73'))?.confidence).toBeLessThan(0.9);
    expect(at('10.3.7.73').conflicts.join('\n')).toContain('badge reader');
  });
});
