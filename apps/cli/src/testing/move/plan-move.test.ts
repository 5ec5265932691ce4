import { describe, expect, test } from 'vitest';
import { planOf, told } from './plan-of.ts';

/** A router with a segment for each of old web, old databases and nodes, a pool behind the nodes, and the world. */
function edge(bound: Readonly<Record<string, string>>, lists: string, nodes = '255.255.255.0') {
  const groups = (name: string): string =>
    (bound[name] ?? '')
      .split(', ')
      .filter((one) => one !== '')
      .map((one) => ` ip access-group ${one}\n`)
      .join('');
  return {
    'edge1.cfg': [
      'hostname edge1\n!\n',
      `interface Vlan10\n ip address 10.1.10.1 255.255.255.0\n${groups('web')}!\n`,
      `interface Vlan30\n ip address 10.1.30.1 255.255.255.0\n${groups('db')}!\n`,
      `interface Vlan90\n ip address 10.20.0.1 ${nodes}\n${groups('nodes')}!\n`,
      `interface GigabitEthernet0/0\n ip address 203.0.113.2 255.255.255.252\n${groups('world')}!\n`,
      'ip route 10.30.0.0 255.255.255.0 10.20.0.250\n',
      'ip route 0.0.0.0 0.0.0.0 203.0.113.1\n!\n',
      lists,
    ].join(''),
  };
}

/** An inventory with web at its old address, and what is said besides. */
function inventory(cluster: string, web: readonly string[], more: readonly string[] = []): string {
  return [
    'version: 1',
    ...(cluster === '' ? [] : [`cluster: ${cluster}`]),
    'workloads:',
    '  - namespace: shop',
    '    labels: { app: web }',
    '    addresses: [10.1.10.11]',
    ...web.map((line) => `    ${line}`),
    ...more,
    '',
  ].join('\n');
}

const NODES = '{ nodes: [10.20.0.0/24] }';
const BY_NODE = '{ nodes: [10.20.0.0/24], exit: node }';
const DOOR =
  'entries: [{ address: 10.30.0.10, ports: [{ port: 443, target: 8443 }], client: visible }]';
const SAME_PORT = 'entries: [{ address: 10.30.0.10, ports: [{ port: 443 }], client: visible }]';
const DB = ['  - namespace: shop', '    labels: { app: db }', '    addresses: [10.1.30.31]'];
const WEB_OUT_443 =
  'ip access-list extended WEB-IN\n 10 permit tcp host 10.1.10.11 host 198.51.100.7 eq 443\n';
const NODES_CLOSED =
  'ip access-list extended K8S-IN\n 10 permit tcp any any established\n 20 deny ip any any\n';

const EXAMPLES: readonly {
  readonly name: string;
  readonly input: Parameters<typeof planOf>[0];
  readonly want: readonly string[];
}[] = [
  {
    name: 'a masqueraded exit opens the list at the nodes, and what nobody needs goes, but for a last line',
    input: {
      configs: edge({ nodes: 'K8S-IN in', web: 'WEB-IN in' }, NODES_CLOSED + WEB_OUT_443),
      inventory: inventory(BY_NODE, ['entries: []']),
    },
    want: [
      'wave 1: shop/web',
      '+ edge1: ip access-list extended K8S-IN',
      '+ edge1:  15 permit tcp 10.20.0.0 0.0.0.255 host 198.51.100.7 eq 443',
      '- edge1 WEB-IN: 20 deny ip any any',
      '- edge1 WEB-IN: no 10 (permit tcp host 10.1.10.11 host 198.51.100.7 eq 443)',
      '# move/shared-exit',
      '# move/same-segment',
    ],
  },
  {
    name: 'a gateway is an address of its own, and nothing is shared',
    input: {
      configs: edge(
        { nodes: 'K8S-IN in', web: 'WEB-IN in' },
        NODES_CLOSED + WEB_OUT_443,
        '255.255.0.0',
      ),
      inventory: inventory('', [
        'entries: []',
        'exit: [{ to: [198.51.100.0/24], as: [10.20.9.5] }]',
      ]),
    },
    want: [
      'wave 1: shop/web',
      '+ edge1: ip access-list extended K8S-IN',
      '+ edge1:  15 permit tcp host 10.20.9.5 host 198.51.100.7 eq 443',
      '- edge1 WEB-IN: 20 deny ip any any',
      '- edge1 WEB-IN: no 10 (permit tcp host 10.1.10.11 host 198.51.100.7 eq 443)',
      '# move/same-segment',
    ],
  },
  {
    name: 'routers see the outer port of a door, on the way in and on the way back',
    input: {
      configs: edge(
        { world: 'OUT-IN in', nodes: 'K8S-IN in' },
        'ip access-list extended OUT-IN\n 10 permit tcp any host 10.1.10.11 eq 8443\nip access-list extended K8S-IN\n 10 deny ip any any\n',
      ),
      inventory: inventory(NODES, [DOOR]),
    },
    want: [
      'wave 1: shop/web',
      '+ edge1: ip access-list extended K8S-IN',
      '+ edge1:  5 permit tcp host 10.30.0.10 eq 443 any established',
      '+ edge1: ip access-list extended OUT-IN',
      '+ edge1:  11 permit tcp any host 10.30.0.10 eq 443',
      '- edge1 OUT-IN: no 10 (permit tcp any host 10.1.10.11 eq 8443)',
      '# move/exit-unknown',
      '# move/same-segment',
    ],
  },
  {
    name: 'what is denied to the old address is denied to the pool, where something later would permit it',
    input: {
      configs: edge(
        { world: 'OUT-IN in' },
        'ip access-list extended OUT-IN\n 10 deny tcp any host 10.1.10.11 eq 22\n 20 permit ip any 10.0.0.0 0.255.255.255\n',
      ),
      inventory: inventory(
        NODES,
        ['entries: [{ address: 10.244.5.0/28, client: visible }]'],
        ['paths: [{ to: [10.244.0.0/16], interface: Vlan90 }]'],
      ),
    },
    want: [
      'wave 1: shop/web',
      '+ edge1: ip access-list extended OUT-IN',
      '+ edge1:  11 deny tcp any 10.244.5.0 0.0.0.15 eq 22',
      '? 1.4 old-closed except: 0.0.0.0 10.1.10.11 tcp 443',
      '# move/exit-unknown',
      '# move/same-segment',
      '# move/still-permitted',
    ],
  },
  {
    name: 'the policies alone deny it where that is enough',
    input: {
      configs: edge(
        { world: 'OUT-IN in' },
        'ip access-list extended OUT-IN\n 10 deny tcp any host 10.1.10.11 eq 22\n 20 permit ip any 10.0.0.0 0.255.255.255\n',
      ),
      inventory: inventory(
        NODES,
        ['entries: [{ address: 10.244.5.0/28, client: visible }]', 'exit: node'],
        ['paths: [{ to: [10.244.0.0/16], interface: Vlan90 }]'],
      ),
      unmoved: 'pass',
    },
    want: [
      'wave 1: shop/web',
      '? 1.4 old-closed except: 0.0.0.0 10.1.10.11 tcp 443',
      '# move/shared-exit',
      '# move/same-segment',
      '# move/still-permitted',
    ],
  },
  {
    name: 'a line stands before the one that would decide it otherwise',
    input: {
      configs: edge(
        { world: 'OUT-IN in' },
        'ip access-list extended OUT-IN\n 10 deny ip any 10.30.0.0 0.0.255.255\n 20 permit tcp any host 10.1.10.11 eq 443\n',
      ),
      inventory: inventory(NODES, [SAME_PORT]),
    },
    want: [
      'wave 1: shop/web',
      '+ edge1: ip access-list extended OUT-IN',
      '+ edge1:  5 permit tcp any host 10.30.0.10 eq 443',
      '- edge1 OUT-IN: no 20 (permit tcp any host 10.1.10.11 eq 443)',
      '# move/exit-unknown',
      '# move/same-segment',
    ],
  },
  {
    name: 'a virtual address that stays and attaches elsewhere meets other lists',
    input: {
      configs: edge(
        { web: 'WEB-OUT out', nodes: 'K8S-OUT out' },
        'ip access-list extended WEB-OUT\n 10 permit tcp any host 10.1.10.100 eq 443\nip access-list extended K8S-OUT\n 10 deny ip any any\n',
      ),
      inventory: inventory(
        BY_NODE,
        [
          'vips: [{ address: 10.1.10.100, ports: [{ port: 443, target: 8443 }] }]',
          'entries: [{ address: 10.1.10.100, ports: [{ port: 443, target: 8443 }], client: visible }]',
        ],
        ['paths: [{ to: [10.1.10.100], interface: Vlan90 }]'],
      ),
    },
    want: [
      'wave 1: shop/web',
      '+ edge1: ip access-list extended K8S-OUT',
      '+ edge1:  5 permit tcp any host 10.1.10.100 eq 443',
      '- edge1 WEB-OUT: 20 deny ip any any',
      '- edge1 WEB-OUT: no 10 (permit tcp any host 10.1.10.100 eq 443)',
      '# move/shared-exit',
      '# move/same-segment',
    ],
  },
  {
    name: 'nothing is written for a virtual address that stays and of which nobody said where it attaches',
    input: {
      configs: edge(
        { web: 'WEB-OUT out', nodes: 'K8S-OUT out' },
        'ip access-list extended WEB-OUT\n 10 permit tcp any host 10.1.10.100 eq 443\nip access-list extended K8S-OUT\n 10 deny ip any any\n',
      ),
      inventory: inventory(NODES, [
        'vips: [{ address: 10.1.10.100, ports: [{ port: 443, target: 8443 }] }]',
        'entries: [{ address: 10.1.10.100, ports: [{ port: 443, target: 8443 }], client: visible }]',
      ]),
    },
    want: [
      'wave 1: shop/web',
      '- edge1 WEB-OUT: 20 deny ip any any',
      '- edge1 WEB-OUT: no 10 (permit tcp any host 10.1.10.100 eq 443)',
      '# move/path-unknown',
      '# move/exit-unknown',
      '# move/same-segment',
    ],
  },
  {
    name: 'pods that leave with two addresses need two lines',
    input: {
      configs: edge(
        { web: 'WEB-IN in', nodes: 'K8S-IN in' },
        'ip access-list extended WEB-IN\n 10 permit tcp host 10.1.10.11 host 10.9.0.5 eq 443\n 20 permit tcp host 10.1.10.11 host 198.51.100.7 eq 443\nip access-list extended K8S-IN\n 10 deny ip any any\n',
      ),
      inventory: inventory(
        '{ nodes: [10.20.0.0/24], pods: [10.244.0.0/16], exit: [{ to: [10.0.0.0/8], as: pod }, { as: node }] }',
        ['entries: []'],
        ['paths: [{ to: [10.244.0.0/16], interface: Vlan90 }]'],
      ),
    },
    want: [
      'wave 1: shop/web',
      '+ edge1: ip access-list extended K8S-IN',
      '+ edge1:  3 permit tcp 10.244.0.0 0.0.255.255 host 10.9.0.5 eq 443',
      '+ edge1:  6 permit tcp 10.20.0.0 0.0.0.255 host 198.51.100.7 eq 443',
      '- edge1 WEB-IN: 30 deny ip any any',
      '- edge1 WEB-IN: no 10 (permit tcp host 10.1.10.11 host 10.9.0.5 eq 443)',
      '- edge1 WEB-IN: no 20 (permit tcp host 10.1.10.11 host 198.51.100.7 eq 443)',
      '# move/shared-exit',
      '# move/shared-exit',
      '# move/same-segment',
    ],
  },
  {
    name: 'lookups leave with the address of the resolver, which asks for the pods',
    input: {
      configs: edge(
        { web: 'WEB-IN in', nodes: 'K8S-IN in, K8S-OUT out' },
        'ip access-list extended WEB-IN\n 10 permit udp host 10.1.10.11 host 10.9.9.9 eq 53\nip access-list extended K8S-IN\n 10 deny ip any any\nip access-list extended K8S-OUT\n 10 permit tcp any any established\n',
      ),
      inventory: inventory(
        BY_NODE,
        [
          'entries: []',
          'exit: [{ to: [192.0.2.0/24], as: pod }]',
          'via: { dns: platform/coredns }',
        ],
        ['  - namespace: platform', '    labels: { app: coredns }'],
      ),
    },
    want: [
      'wave 1: shop/web',
      '+ edge1: ip access-list extended K8S-IN',
      '+ edge1:  5 permit udp 10.20.0.0 0.0.0.255 host 10.9.9.9 eq domain',
      '+ edge1: ip access-list extended K8S-OUT',
      '+ edge1:  20 permit udp host 10.9.9.9 eq domain 10.20.0.0 0.0.0.255',
      '- edge1 WEB-IN: 20 deny ip any any',
      '- edge1 WEB-IN: no 10 (permit udp host 10.1.10.11 host 10.9.9.9 eq domain)',
      '# move/shared-exit',
      '# move/same-segment',
    ],
  },
  {
    name: 'a translation is pointed at the door, its list stays, and the lists behind it learn the door',
    input: {
      configs: (() => {
        const [[name, text] = ['', '']] = Object.entries(
          edge(
            { world: 'OUT-IN in', nodes: 'K8S-OUT out' },
            'ip nat inside source static 10.1.10.11 203.0.113.10\nip access-list extended OUT-IN\n 10 permit tcp any host 203.0.113.10 eq 443\nip access-list extended K8S-OUT\n 10 deny ip any any\n',
          ),
        );
        const sided = text
          .replace('interface Vlan10\n', 'interface Vlan10\n ip nat inside\n')
          .replace('interface Vlan90\n', 'interface Vlan90\n ip nat inside\n')
          .replace('0/0\n', '0/0\n ip nat outside\n');
        return { [name]: sided };
      })(),
      inventory: inventory(NODES, [SAME_PORT]),
    },
    want: [
      'wave 1: shop/web',
      '+ edge1: ip access-list extended K8S-OUT',
      '+ edge1:  5 permit tcp any host 10.30.0.10 eq 443',
      '! nat, line 23: no ip nat inside source static 10.1.10.11 203.0.113.10 / ip nat inside source static 10.30.0.10 203.0.113.10',
      '# move/exit-unknown',
      '# move/same-segment',
    ],
  },
  {
    name: 'both ends move one wave apart: a line for the time between, and advice',
    input: {
      configs: edge(
        { db: 'DB-OUT out' },
        'ip access-list extended DB-OUT\n 10 permit tcp host 10.1.10.11 host 10.1.30.31 eq 5432\n',
      ),
      inventory: inventory(BY_NODE, ['entries: []'], [...DB, '    entries: []']),
      waves: [['shop/web'], ['shop/db']],
    },
    want: [
      'wave 1: shop/web',
      '+ edge1: ip access-list extended DB-OUT',
      '+ edge1:  11 permit tcp 10.20.0.0 0.0.0.255 host 10.1.30.31 eq 5432',
      '- edge1 DB-OUT: no 10 (permit tcp host 10.1.10.11 host 10.1.30.31 eq 5432)',
      '# move/shared-exit',
      '# move/same-segment',
      'wave 2: shop/db',
      '- edge1 DB-OUT: 21 deny ip any any',
      '- edge1 DB-OUT: no 11 (permit tcp 10.20.0.0 0.0.0.255 host 10.1.30.31 eq 5432)',
      '# move/shared-exit',
      '# move/same-segment',
      '# move/two-waves',
    ],
  },
  {
    name: 'a numbered list without numbers in its text gets new ones first',
    input: {
      configs: edge(
        { world: '101 in' },
        'access-list 101 permit tcp any host 10.1.10.11 eq 443\naccess-list 101 permit tcp any host 10.1.10.11 eq 8080\n',
      ),
      inventory: inventory(NODES, [
        'exit: node',
        'entries: [{ address: 10.30.0.10, ports: [{ port: 443 }, { port: 8080 }] }]',
      ]),
    },
    want: [
      'wave 1: shop/web',
      '+ edge1: ip access-list resequence 101 10 10',
      '+ edge1: ip access-list extended 101',
      '+ edge1:  15 permit tcp any host 10.30.0.10 eq 443',
      '+ edge1:  30 permit tcp any host 10.30.0.10 eq 8080',
      '+ edge1:  40 permit tcp any 10.20.0.0 0.0.0.255 established',
      '- edge1 101: no 10 (permit tcp any host 10.1.10.11 eq 443)',
      '- edge1 101: no 20 (permit tcp any host 10.1.10.11 eq 8080)',
      '# move/shared-exit',
      '# move/same-segment',
    ],
  },
];

describe('what plans write', () => {
  test.each(EXAMPLES)('$name', ({ input, want }) => {
    const plan = planOf(input);
    expect(told(plan)).toEqual(want);
    expect(plan.proven).toBe(true);
  });
});

describe('three devices, of which the new way meets another than the old one', () => {
  const EDGE = `hostname edge1
interface Gi0/0
 ip address 203.0.113.2 255.255.255.252
 ip access-group OUT-IN in
interface Gi0/1
 ip address 10.255.0.1 255.255.255.252
interface Gi0/2
 ip address 10.255.0.5 255.255.255.252
ip route 0.0.0.0 0.0.0.0 203.0.113.1
ip route 10.1.10.0 255.255.255.0 10.255.0.2
ip route 10.30.0.0 255.255.255.0 10.255.0.6
ip access-list extended OUT-IN
 10 permit tcp any any eq 443
`;
  const OLD_CORE = `hostname core1
interface Gi0/1
 ip address 10.255.0.2 255.255.255.252
 ip access-group CORE-IN in
interface Vlan10
 ip address 10.1.10.1 255.255.255.0
ip route 0.0.0.0 0.0.0.0 10.255.0.1
ip access-list extended CORE-IN
 10 permit tcp 192.0.2.0 0.0.0.255 host 10.1.10.11 eq 443
`;
  const newCore = (list: string): string => `hostname core2
interface Gi0/2
 ip address 10.255.0.6 255.255.255.252
${list === '' ? '' : ' ip access-group C2-IN in\n'}interface Vlan90
 ip address 10.30.0.1 255.255.255.0
ip route 0.0.0.0 0.0.0.0 10.255.0.5
${list}`;
  const planned = (list: string) =>
    planOf({
      configs: { 'edge1.cfg': EDGE, 'core1.cfg': OLD_CORE, 'core2.cfg': newCore(list) },
      inventory: inventory('', [
        'exit: [{ to: [203.0.113.99], as: [10.30.0.5] }]',
        'entries: [{ address: 10.30.0.10, ports: [{ port: 443 }], client: visible }]',
      ]),
    });

  test('without a list there nothing is written, and the policies are told to hold the rest', () => {
    const plan = planned('');
    expect(told(plan).filter((line) => /^[+] (?:edge1|core2)/.test(line))).toEqual([]);
    expect(told(plan)).toContain('# move/no-list-on-path');
    expect(plan.proven).toBe(true);
  });

  test('a list there learns what the list on the old way said', () => {
    const plan = planned('ip access-list extended C2-IN\n 10 permit tcp any any established\n');
    expect(told(plan).filter((line) => line.startsWith('+ core2'))).toEqual([
      '+ core2: ip access-list extended C2-IN',
      '+ core2:  20 permit tcp 192.0.2.0 0.0.0.255 host 10.30.0.10 eq 443',
    ]);
    expect(plan.proven).toBe(true);
  });
});

describe('lists of IPv6', () => {
  const config = (sequence: string): string => `hostname edge1
ipv6 unicast-routing
interface Vlan10
 ipv6 address 2001:db8:10::1/64
 ipv6 traffic-filter WEB out
interface Vlan90
 ipv6 address 2001:db8:90::1/64
 ipv6 traffic-filter K8S in
interface GigabitEthernet0/0
 ipv6 address 2001:db8:ffff::2/64
ipv6 route 2001:db8:30::/64 2001:db8:90::250
ipv6 route ::/0 2001:db8:ffff::1
ipv6 access-list WEB
${sequence} permit tcp any host 2001:db8:10::11 eq 8443
ipv6 access-list K8S
${sequence} deny ipv6 any any
`;
  const planned = (sequence: string) =>
    planOf({
      configs: { 'edge1.cfg': config(sequence) },
      inventory: `version: 1
workloads:
  - namespace: shop
    labels: { app: web }
    addresses: ["2001:db8:10::11"]
    entries: [{ address: "2001:db8:30::10", ports: [{ port: 443, target: 8443 }], client: visible }]
`,
    });

  test('are edited by their numbers, and keep neighbour discovery', () => {
    const plan = planned(' sequence 10');
    expect(told(plan)).toEqual([
      'wave 1: shop/web',
      '+ edge1: ipv6 access-list K8S',
      '+ edge1:  sequence 5 permit tcp host 2001:db8:30::10 eq 443 any established',
      '- edge1 WEB: 20 permit icmp any any nd-na',
      '- edge1 WEB: 30 permit icmp any any nd-ns',
      '- edge1 WEB: 40 deny ipv6 any any',
      '- edge1 WEB: no 10 (permit tcp any host 2001:db8:10::11 eq 8443)',
      '# move/exit-unknown',
      '# move/same-segment',
    ]);
    expect(plan.proven).toBe(true);
  });

  test('are left as they are where their numbers are not known', () => {
    const plan = planned('');
    expect(told(plan).filter((line) => /^[-+]/.test(line))).toEqual([]);
    expect(told(plan)).toContain('# move/not-editable');
    expect(plan.proven).toBe(true);
  });
});
