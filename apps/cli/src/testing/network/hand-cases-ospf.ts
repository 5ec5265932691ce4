/** Routers that speak OSPF: who can have heard of what, and where someone unlisted may speak. */
import type { HandCase } from './hand-case.ts';

const OSPF = {
  r1: `
    Vlan10 10.1.1.1/24
    Gi0/1 10.0.0.1/30
    ospf 10.0.0.0/8 passive Vlan10`,
  r2: `
    Gi0/1 10.0.0.2/30 in C
    Vlan20 10.1.2.1/24
    ospf 10.0.0.0/8 passive Vlan20
    list C permit ip any any`,
};
const OVER_THE_LINK = ['r1 Vlan10 in > r1 Gi0/1 out > r2 Gi0/1 in C:1 permit > r2 Vlan20 out'];
const TRIANGLE = {
  r1: `
    Vlan10 10.1.1.1/24
    Gi0/1 10.0.0.1/30 out A
    Gi0/2 10.0.0.5/30
    ospf 10.0.0.0/8 passive Vlan10
    list A permit tcp any any eq 80`,
  r2: `
    Vlan20 10.1.2.1/24
    Gi0/1 10.0.0.2/30
    Gi0/2 10.0.0.9/30 in B
    ospf 10.0.0.0/8 passive Vlan20
    list B permit tcp any any eq 22`,
  r3: `
    Gi0/1 10.0.0.6/30
    Gi0/2 10.0.0.10/30
    ospf 10.0.0.0/8`,
};
const DIRECT = 'r1 Vlan10 in > r1 Gi0/1 out A:1 permit > r2 Gi0/1 in > r2 Vlan20 out';
const ROUND =
  'r1 Vlan10 in > r1 Gi0/2 out > r3 Gi0/1 in > r3 Gi0/2 out > r2 Gi0/2 in B:end deny > r2 Vlan20 out';
const OPEN_SEGMENTS = {
  r1: `
    Vlan10 10.1.1.1/24 out A
    Vlan20 10.1.2.1/24
    ospf 10.0.0.0/8
    list A permit tcp any any eq 22`,
};

export const OSPF_CASES: readonly HandCase[] = [
  {
    name: 'OSPF over a link leads to a segment that takes part, passive or not',
    network: OSPF,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: OVER_THE_LINK,
  },
  {
    name: 'nobody has heard of a segment that does not take part',
    network: { ...OSPF, r2: OSPF.r2.replace('10.0.0.0/8', '10.0.0.0/24') },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [],
  },
  {
    name: 'connected segments are announced by redistribution, too',
    network: {
      ...OSPF,
      r2: OSPF.r2.replace('10.0.0.0/8 passive Vlan20', '10.0.0.0/24 redistribute connected'),
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: OVER_THE_LINK,
  },
  {
    name: 'a link that is passive at one end carries no routes',
    network: { ...OSPF, r2: OSPF.r2.replace('passive Vlan20', 'passive Gi0/1') },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [],
  },
  {
    name: 'passive by default, and the link is the exception',
    network: { ...OSPF, r2: OSPF.r2.replace('passive Vlan20', 'only Gi0/1') },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: OVER_THE_LINK,
  },
  {
    name: 'a static route is heard of if it is redistributed',
    network: {
      ...OSPF,
      r2: `${OSPF.r2.replace('Vlan20\n', 'Vlan20 redistribute static\n')}\n route 10.9.0.0/16 10.1.2.200`,
    },
    flow: 'tcp 10.1.1.10 10.9.1.10 80',
    ways: OVER_THE_LINK,
  },
  {
    name: 'a static route is not heard of otherwise',
    network: { ...OSPF, r2: `${OSPF.r2}\n route 10.9.0.0/16 10.1.2.200` },
    flow: 'tcp 10.1.1.10 10.9.1.10 80',
    ways: [],
  },
  {
    name: 'in a triangle both ways are possible',
    network: TRIANGLE,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [DIRECT, ROUND],
  },
  {
    name: 'a static route of the same prefix is used instead',
    network: { ...TRIANGLE, r1: `${TRIANGLE.r1}\n route 10.1.2.0/24 10.0.0.2` },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [DIRECT],
  },
  {
    name: 'a floating static route waits beside the protocol',
    network: { ...TRIANGLE, r1: `${TRIANGLE.r1}\n route 10.1.2.0/24 10.0.0.2 200` },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [DIRECT, ROUND],
  },
  {
    name: 'what a protocol says of a longer prefix stands beside a static summary',
    network: { ...TRIANGLE, r1: `${TRIANGLE.r1}\n route 10.1.0.0/16 10.0.0.2` },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [DIRECT, ROUND],
  },
  {
    name: 'the address of a link is reached over the link, or by the router at its other end',
    network: TRIANGLE,
    flow: 'tcp 10.1.1.10 10.0.0.10 80',
    ways: [
      'r1 Vlan10 in > r1 Gi0/2 out > r3 Gi0/1 in',
      'r1 Vlan10 in > r1 Gi0/1 out A:1 permit > r2 Gi0/1 in > r2 Gi0/2 out > r3 Gi0/2 in',
    ],
  },
  {
    name: 'a link to a neighbour that is not listed leads outside',
    network: { r1: OSPF.r1 },
    flow: 'tcp 10.1.1.10 203.0.113.7 80',
    ways: ['r1 Vlan10 in > r1 Gi0/1 out'],
  },
  {
    name: 'two routers that speak to the same core, which is not listed, hear of each other',
    network: { r1: OSPF.r1, r2: OSPF.r2.replace('10.0.0.2/30', '10.0.0.6/30') },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: OVER_THE_LINK,
  },
  {
    name: 'a longer static route keeps the protocol out',
    network: { ...TRIANGLE, r1: `${TRIANGLE.r1}\n route 10.1.2.0/25 10.0.0.2` },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [DIRECT],
  },
  {
    name: 'the next hop of a static route may be known from a protocol',
    network: {
      r1: `${OSPF.r1}\n route 10.9.0.0/16 10.255.0.2`,
      r2: `${OSPF.r2}\n Lo0 10.255.0.2/32\n route 10.9.0.0/16 10.1.2.200`,
    },
    flow: 'tcp 10.1.1.10 10.9.1.10 80',
    ways: OVER_THE_LINK,
  },
  {
    name: 'a neighbour that heard of a prefix from the router itself is no way to it',
    network: {
      r1: `
        Vlan10 10.1.1.1/24
        Vlan30 10.1.3.1/24
        Gi0/1 10.0.0.1/30
        ospf 10.0.0.0/30 redistribute static
        route 10.9.1.0/24 10.1.1.200 200`,
      r2: `
        Vlan10 10.1.1.2/24
        Gi0/1 10.0.0.2/30
        ospf 10.0.0.0/30
        route 10.9.0.0/16 10.1.1.200`,
    },
    flow: 'tcp 10.1.3.10 10.9.1.10 80',
    ways: ['r1 Vlan30 in > r1 Vlan10 out'],
  },
  {
    name: 'a secondary subnet that no network line covers is not announced',
    network: {
      r1: OSPF.r1,
      r2: `
        Gi0/1 10.0.0.2/30
        Vlan20 10.1.2.1/24 10.1.3.1/24
        ospf 10.0.0.0/24 10.1.2.0/24 passive Vlan20`,
    },
    flow: 'tcp 10.1.1.10 10.1.3.10 80',
    ways: [],
  },
  {
    name: 'a segment with a listed neighbour leads to nobody else',
    network: {
      r1: 'Vlan10 10.1.1.1/24\n Gi0/1 10.0.2.1/28\n ospf 10.0.0.0/8 passive Vlan10',
      r2: 'Gi0/1 10.0.2.2/28\n ospf 10.0.0.0/8',
    },
    flow: 'tcp 10.1.1.10 203.0.113.7 80',
    ways: [],
  },
  {
    name: 'OSPF may be switched on at the interfaces',
    network: {
      r1: 'Vlan10 10.1.1.1/24\n Gi0/1 10.0.0.1/30 ospf\n ospf',
      r2: 'Gi0/1 10.0.0.2/30 ospf in C\n Vlan20 10.1.2.1/24 ospf\n ospf\n list C permit ip any any',
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: OVER_THE_LINK,
  },
  {
    name: 'OSPF does not speak over secondary subnets',
    network: {
      r1: OSPF.r1,
      r2: `
        Gi0/1 10.0.0.9/30 10.0.0.2/30
        Vlan20 10.1.2.1/24
        ospf 10.0.0.0/8 passive Vlan20`,
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [],
  },
  {
    name: 'a neighbour may have heard of a prefix from a core that is not listed',
    network: {
      r1: OSPF.r1,
      r2: 'Gi0/1 10.0.0.2/30\n Gi0/2 10.0.0.5/30\n ospf 10.0.0.0/8',
      r3: 'Gi0/2 10.0.0.10/30 in C\n Vlan30 10.1.3.1/24\n ospf 10.0.0.0/8 passive Vlan30\n list C permit ip any any',
    },
    flow: 'tcp 10.1.1.10 10.1.3.10 80',
    ways: [
      'r1 Vlan10 in > r1 Gi0/1 out > r2 Gi0/1 in > r2 Gi0/2 out > r3 Gi0/2 in C:1 permit > r3 Vlan30 out',
    ],
  },
  {
    name: 'outside is where a default route leads, and where someone unlisted speaks a protocol',
    network: {
      r1: `${OSPF.r1}\n Gi0/2 198.51.100.2/30\n route 0.0.0.0/0 198.51.100.1`,
    },
    flow: 'tcp 10.1.1.10 203.0.113.7 80',
    ways: ['r1 Vlan10 in > r1 Gi0/1 out', 'r1 Vlan10 in > r1 Gi0/2 out'],
  },
  {
    name: 'passive interfaces lead nowhere',
    network: { r1: OSPF.r1.replace('passive Vlan10', 'only Gi0/9') },
    flow: 'tcp 10.1.1.10 203.0.113.7 80',
    ways: [],
  },
  {
    name: 'segments of hosts that are not passive may lead outside, the one of the sender included',
    network: OPEN_SEGMENTS,
    flow: 'tcp 10.1.1.10 203.0.113.7 80',
    ways: ['r1 Vlan10 in > r1 Vlan10 out A:end deny', 'r1 Vlan10 in > r1 Vlan20 out'],
  },
  {
    name: 'OSPF on a line with a borrowed address leads outside',
    network: {
      r1: 'Lo0 10.255.0.1/32\n Gi0/0 10.1.1.1/24\n Se0/0 unnumbered Lo0 ospf\n ospf',
    },
    flow: 'tcp 10.1.1.10 203.0.113.7 80',
    ways: ['r1 Gi0/0 in > r1 Se0/0 out'],
  },
  {
    name: 'and packets from outside may come in there, the segment of the receiver included',
    network: OPEN_SEGMENTS,
    flow: 'tcp 203.0.113.7 10.1.1.10 80',
    ways: ['directly', 'r1 Vlan20 in > r1 Vlan10 out A:end deny'],
  },
];
