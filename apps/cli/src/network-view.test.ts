/** The view of a network, from texts of configurations. */
import { type FamilyNetwork, networkPicture, networkView, networkWay } from '@aclift/insight';
import { parseIos } from '@aclift/ios';
import { describe, expect, test } from 'vitest';

type Texts = Readonly<Record<string, string>>;

function viewOf(texts: Texts, options: { readonly detached?: readonly string[] } = {}) {
  const sources = Object.entries(texts).map(([name, text]) => ({ name, text }));
  return networkView({
    devices: sources.map((source) => parseIos(source).device),
    inventory: undefined,
    sources,
    options: {
      unseenTraffic: 'preserve',
      clientPorts: 'any',
      detached: options.detached ?? [],
      upstream: [],
    },
  });
}

function ipv4Of(texts: Texts): FamilyNetwork {
  const [first] = viewOf(texts).families;
  if (first === undefined) throw new Error('no network');
  return first;
}

/** Each link in a line: device, interface, place, then the filters in and out. */
function lines({ links, nodes }: FamilyNetwork): readonly string[] {
  const named = new Map(
    nodes.map((node) => [
      node.id,
      node.kind === 'device'
        ? `${node.name}${node.vrf === null ? '' : `/${node.vrf}`}`
        : `${node.kind} ${node.prefixes.join(' ')}`.trim(),
    ]),
  );
  return links.map((link) => {
    const filters = (['in', 'out'] as const).flatMap((direction) =>
      link[direction].map((one) => `${direction} ${one.name}@${one.line}`),
    );
    return [named.get(link.device), link.interface, named.get(link.place), ...filters].join(' | ');
  });
}

const EDGE = `hostname edge
interface GigabitEthernet0/0
 ip address 198.51.100.2 255.255.255.252
 ip access-group FROM-OUTSIDE in
interface GigabitEthernet0/1
 ip address 10.0.0.1 255.255.255.252
ip route 0.0.0.0 0.0.0.0 198.51.100.1
ip route 10.1.0.0 255.255.0.0 10.0.0.2
ip access-list extended FROM-OUTSIDE
 permit tcp any any eq 443
`;
const CORE = `hostname core
interface GigabitEthernet0/1
 ip address 10.0.0.2 255.255.255.252
interface Vlan10
 ip address 10.1.10.1 255.255.255.0
 ip access-group USERS in
 ip access-group TO-USERS out
interface Vlan20
 ip address 10.1.20.1 255.255.255.0
 ip access-group NOWHERE in
interface Loopback0
 ip address 10.255.0.1 255.255.255.255
interface Vlan30
 shutdown
 ip address 10.1.30.1 255.255.255.0
 ip access-group USERS in
ip route 0.0.0.0 0.0.0.0 10.0.0.1
ip route 10.9.0.0 255.255.0.0 10.1.20.9
ip access-list extended USERS
 permit tcp 10.1.10.0 0.0.0.255 any
ip access-list extended TO-USERS
 permit tcp any any established
 frobnicate any any
`;
const TWO = { 'core.cfg': CORE, 'edge.cfg': EDGE };

describe('the view of a network', () => {
  test('joins devices by their link, and has each filter where a packet meets it', () => {
    expect(lines(ipv4Of(TWO))).toEqual([
      'core | GigabitEthernet0/1 | segment 10.0.0.0/30',
      'core | Vlan10 | segment 10.1.10.0/24 | in USERS@6 | out TO-USERS@7',
      'core | Vlan20 | beyond 10.9.0.0/16 | in NOWHERE@10',
      'core | Vlan20 | segment 10.1.20.0/24 | in NOWHERE@10',
      'edge | GigabitEthernet0/0 | segment 198.51.100.0/30 | in FROM-OUTSIDE@4',
      'edge | GigabitEthernet0/0 | world | in FROM-OUTSIDE@4',
      'edge | GigabitEthernet0/1 | segment 10.0.0.0/30',
    ]);
  });

  test('is the same in whichever order files are given', () => {
    expect(viewOf({ 'edge.cfg': EDGE, 'core.cfg': CORE })).toEqual(viewOf(TWO));
  });

  test('is plain data', () => {
    const view = viewOf(TWO);
    expect(JSON.parse(JSON.stringify(view))).toEqual(view);
  });

  test('says of a filter what is not certain about it, and where its lists are', () => {
    const filters = ipv4Of(TWO).links.flatMap((link) => [...link.in, ...link.out]);
    const named = (name: string) => filters.find((one) => one.name === name);
    expect(named('USERS')).toMatchObject({
      doubts: [],
      met: true,
      lists: [{ name: 'USERS', line: 19 }],
    });
    expect(named('TO-USERS')?.doubts).toContain('entries');
  });

  test('names a list that is not there, in a whole configuration and in a part of one', () => {
    const nowhere = (texts: Readonly<Record<string, string>>): unknown =>
      ipv4Of(texts)
        .links.flatMap((link) => [...link.in, ...link.out])
        .find(({ name }) => name === 'NOWHERE');
    const missing = { doubts: ['missing'], lists: [{ name: 'NOWHERE', line: null }] };
    expect(nowhere(TWO)).toMatchObject(missing);
    const whole = Object.fromEntries(
      Object.entries(TWO).map(([name, text]) => [name, `version 15.2\n${text}end\n`]),
    );
    expect(nowhere(whole)).toMatchObject(missing);
  });

  test('keeps interfaces that lead nowhere, with what is bound there and why', () => {
    const { apart } = ipv4Of(TWO);
    expect(apart.map(({ interface: name, why }) => [name, why])).toEqual([
      ['Loopback0', 'itself'],
      ['Vlan30', 'shutdown'],
    ]);
    expect(apart[1]?.in).toMatchObject([{ name: 'USERS', met: false, line: 16 }]);
  });

  test('keeps a device that has no address', () => {
    const texts = { ...TWO, 'hub.cfg': 'hostname hub\ninterface FastEthernet0/1\n switchport\n' };
    expect(ipv4Of(texts).nodes).toContainEqual(
      expect.objectContaining({ kind: 'device', name: 'hub', file: 'hub.cfg' }),
    );
  });

  test('has a node for each table of a device', () => {
    const text = `hostname pe
interface Gi0/0
 vrf forwarding RED
 ip address 10.0.0.1 255.255.255.0
interface Gi0/1
 ip address 10.0.0.1 255.255.255.0
`;
    const links = lines(ipv4Of({ 'pe.cfg': text })).filter((line) => line.includes('segment'));
    expect(links).toEqual([
      'pe | Gi0/1 | segment 10.0.0.0/24',
      'pe/RED | Gi0/0 | segment 10.0.0.0/24',
    ]);
  });

  test('has filters that stand at no interface, too', () => {
    const text = `${CORE}vlan access-map QUARANTINE 10
 match ip address USERS
 action drop
vlan filter QUARANTINE vlan-list 10
`;
    expect(ipv4Of({ 'core.cfg': text }).elsewhere).toMatchObject([
      { kind: 'vlan-map', name: 'QUARANTINE', device: 'core', file: 'core.cfg' },
    ]);
  });

  test('has IPv6 as a network of its own, after IPv4', () => {
    const text = `${EDGE}interface GigabitEthernet0/2
 ipv6 address 2001:db8:0:1::1/64
 ipv6 traffic-filter SIX in
ipv6 access-list SIX
 permit tcp any any
`;
    const { families } = viewOf({ 'edge.cfg': text });
    expect(families.map(({ family }) => family)).toEqual(['ipv4', 'ipv6']);
    expect(lines(families[1] as FamilyNetwork)).toContain(
      'edge | GigabitEthernet0/2 | segment 2001:db8:0:1::/64 | in SIX@13',
    );
  });

  test('has no places where lists are taken as filters of every flow', () => {
    const [first] = viewOf(TWO, { detached: ['USERS'] }).families;
    expect(first).toMatchObject({ placed: false, links: [], elsewhere: [{ kind: 'detached' }] });
    expect(first?.nodes.map(({ kind }) => kind)).toEqual(['device', 'device']);
  });

  test('is empty without addresses and lists', () => {
    expect(viewOf({ 'bare.cfg': 'hostname bare\n' })).toEqual({ families: [] });
  });
});

describe('a way in the view', () => {
  const hop = (device: string, name: string | null, direction: 'in' | 'out') => ({
    device,
    file: `${device}.cfg`,
    interface: name,
    direction,
  });
  const way = (source: string, destination: string) =>
    networkWay(
      ipv4Of(TWO),
      [
        hop('edge', 'GigabitEthernet0/0', 'in'),
        hop('edge', 'GigabitEthernet0/1', 'out'),
        hop('core', 'GigabitEthernet0/1', 'in'),
        hop('core', 'Vlan20', 'out'),
      ],
      { source, destination },
    ).map(({ links }) => links.map((id) => id.replace(/^\S+ /, '')));

  test('begins and ends at the place that the address is in, though its interface leads to others', () => {
    const outside = way('203.0.113.9', '10.1.20.7');
    expect(outside).toHaveLength(4);
    expect(outside.every((links) => links.length === 1)).toBe(true);
    expect(outside[0]?.[0]).toContain('world');
    expect(outside[3]?.[0]).toContain('segment 10.1.20.0/24');
    expect(way('198.51.100.1', '10.9.3.3')[0]?.[0]).toContain('segment 198.51.100.0/30');
    expect(way('198.51.100.1', '10.9.3.3')[3]?.[0]).toContain('beyond 10.9.0.0/16');
  });
});

describe('a picture of a large network', () => {
  const many = (count: number): string =>
    [
      'hostname dist',
      ...Array.from({ length: count }, (_, n) => [
        `interface Vlan${n + 1}`,
        ` ip address 10.2.${n}.1 255.255.255.0`,
        ' ip access-group L in',
      ]).flat(),
      'interface Vlan900',
      ' ip address 10.0.0.2 255.255.255.252',
      'interface Vlan901',
      ' ip address 10.0.0.6 255.255.255.252',
      'ip route 0.0.0.0 0.0.0.0 10.0.0.1',
      'ip access-list extended L',
      ' permit ip any any',
      '',
    ].join('\n');
  const network = ipv4Of({ 'dist.cfg': many(200) });

  test('has like segments as one node, whose line stands for all links', () => {
    const { lines: drawn, nodes } = networkPicture(network, new Set(), new Set());
    expect(nodes.map(({ kind }) => kind)).toEqual(['device', 'folded', 'world']);
    expect(nodes[1]).toMatchObject({ of: 'place', filters: 200 });
    expect(drawn.reduce((sum, line) => sum + line.links.length, 0)).toBe(network.links.length);
  });

  test('has no node twice and none left out, whether a fold is open or not', () => {
    const [closed] = [networkPicture(network, new Set(), new Set())];
    const fold = closed.nodes.find(({ kind }) => kind === 'folded');
    const opened = networkPicture(network, new Set([fold?.id ?? '']), new Set());
    expect(fold).toMatchObject({ open: false });
    expect(opened.nodes.find(({ kind }) => kind === 'folded')).toMatchObject({ open: true });
    for (const { nodes } of [closed, opened]) {
      const drawn = nodes.flatMap((node) => (node.kind === 'folded' ? node.members : [node.id]));
      expect(drawn.toSorted()).toEqual(network.nodes.map(({ id }) => id).toSorted());
    }
  });

  test('has the ends of links on a way by themselves', () => {
    const [link] = network.links;
    const { nodes } = networkPicture(network, new Set(), new Set([link?.id ?? '']));
    expect(nodes.map(({ id }) => id)).toContain(link?.place);
    expect(nodes.find(({ kind }) => kind === 'folded')).toMatchObject({
      members: expect.not.arrayContaining([link?.place]),
    });
  });

  test('has a dozen segments one by one', () => {
    const small = ipv4Of({ 'dist.cfg': many(10) });
    expect(networkPicture(small, new Set(), new Set()).nodes).toEqual(small.nodes);
  });
});
