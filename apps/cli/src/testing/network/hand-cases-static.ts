/** Several routers with static routes, and shared gateways. */
import type { HandCase } from './hand-case.ts';

const CORE_AND_EDGE = {
  core: `
    Gi0/0 10.1.1.1/24 in A
    Gi0/1 10.0.0.1/30 in X out B
    route 10.1.2.0/24 10.0.0.2
    list A permit ip any any
    list B permit tcp any any
    list X permit ip any any`,
  edge: `
    Gi0/0 10.0.0.2/30 in C out Y
    Gi0/1 10.1.2.1/24 out D
    route 10.1.1.0/24 10.0.0.1
    list C deny tcp any any eq 22
    list C permit ip any any
    list D permit tcp any host 10.1.2.10 eq 80
    list Y permit udp any any`,
};
const PAIR = {
  r1: `
    Gi0/0 10.1.1.2/24 vip 10.1.1.1 in A
    Gi0/1 10.0.0.1/30
    route 10.1.2.0/24 10.0.0.2
    list A permit tcp any any eq 80`,
  r2: `
    Gi0/0 10.1.1.3/24 vip 10.1.1.1 in B
    Gi0/1 10.0.0.5/30
    route 10.1.2.0/24 10.0.0.6
    list B permit tcp any any eq 22`,
  r3: `
    Gi0/0 10.0.0.2/30
    Gi0/1 10.0.0.6/30
    Gi0/2 10.1.2.1/24 out D
    route 10.1.1.0/24 10.0.0.1
    route 10.1.1.0/24 10.0.0.5
    list D permit ip any any`,
};
const TO_A_SHARED_GATEWAY = {
  r1: `
    Gi0/0 10.0.2.1/28 vip 10.0.2.14 in A
    Gi0/1 10.1.1.1/24
    list A permit ip any any`,
  r2: `
    Gi0/0 10.0.2.2/28 vip 10.0.2.14 in B
    Gi0/1 10.1.1.2/24
    list B permit tcp any any eq 22`,
  r3: `
    Gi0/0 10.0.2.3/28
    Gi0/1 10.1.2.1/24
    route 10.1.1.0/24 10.0.2.14`,
};
const RECURSIVE = {
  r1: `
    Gi0/0 10.1.1.1/24
    Gi0/1 10.0.0.1/30
    route 10.1.2.0/24 10.255.0.2
    route 10.255.0.2/32 10.0.0.2`,
  r2: `
    Lo0 10.255.0.2/32
    Gi0/0 10.0.0.2/30 in C
    Gi0/1 10.1.2.1/24
    list C permit tcp any any eq 80`,
};

export const STATIC_CASES: readonly HandCase[] = [
  {
    name: 'over a link between two routers, four lists are asked',
    network: CORE_AND_EDGE,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [
      'core Gi0/0 in A:1 permit > core Gi0/1 out B:1 permit > edge Gi0/0 in C:2 permit > edge Gi0/1 out D:1 permit',
    ],
  },
  {
    name: 'each of them may deny',
    network: CORE_AND_EDGE,
    flow: 'tcp 10.1.1.10 10.1.2.11 22',
    ways: [
      'core Gi0/0 in A:1 permit > core Gi0/1 out B:1 permit > edge Gi0/0 in C:1 deny > edge Gi0/1 out D:end deny',
    ],
  },
  {
    name: 'the way back meets the lists of the other directions',
    network: CORE_AND_EDGE,
    flow: 'tcp 10.1.2.10 10.1.1.10 80',
    ways: ['edge Gi0/1 in > edge Gi0/0 out Y:end deny > core Gi0/1 in X:1 permit > core Gi0/0 out'],
  },
  {
    name: 'an own address of the far router ends where the packet arrives',
    network: CORE_AND_EDGE,
    flow: 'tcp 10.1.1.10 10.1.2.1 80',
    ways: ['core Gi0/0 in A:1 permit > core Gi0/1 out B:1 permit > edge Gi0/0 in C:2 permit'],
  },
  {
    name: 'what one router makes meets the lists of the other',
    network: CORE_AND_EDGE,
    flow: 'tcp 10.0.0.1 10.1.2.10 22',
    ways: ['edge Gi0/0 in C:1 deny > edge Gi0/1 out D:end deny'],
  },
  {
    name: 'a link of two addresses is a link',
    network: {
      r1: 'Gi0/0 10.1.1.1/24\n Gi0/1 10.0.1.0/31\n route 10.1.2.0/24 10.0.1.1',
      r2: 'Gi0/0 10.0.1.1/31 in C\n Gi0/1 10.1.2.1/24\n list C permit ip any any',
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in > r1 Gi0/1 out > r2 Gi0/0 in C:1 permit > r2 Gi0/1 out'],
  },
  {
    name: 'a third router on the transit segment is not on the way',
    network: {
      r1: 'Gi0/0 10.1.1.1/24\n Gi0/1 10.0.2.1/28\n route 10.1.2.0/24 10.0.2.2',
      r2: 'Gi0/0 10.0.2.2/28 in C\n Gi0/1 10.1.2.1/24\n list C permit ip any any',
      r3: 'Gi0/0 10.0.2.3/28 in D out D\n list D deny ip any any\n route 0.0.0.0/0 10.0.2.2',
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in > r1 Gi0/1 out > r2 Gi0/0 in C:1 permit > r2 Gi0/1 out'],
  },
  {
    name: 'a host of a transit segment may send to any router on it',
    network: {
      r1: 'Gi0/0 10.0.2.1/28 in A\n Gi0/1 10.1.1.1/24\n list A permit ip any any',
      r2: 'Gi0/0 10.0.2.2/28 in B out O\n route 10.1.1.0/24 10.0.2.1\n list B permit udp any any\n list O permit ip any any',
    },
    flow: 'tcp 10.0.2.9 10.1.1.10 80',
    ways: [
      'r1 Gi0/0 in A:1 permit > r1 Gi0/1 out',
      'r2 Gi0/0 in B:end deny > r2 Gi0/0 out O:1 permit > r1 Gi0/0 in A:1 permit > r1 Gi0/1 out',
    ],
  },
  {
    name: 'a pair with one gateway address has a way over each, and their lists may differ',
    network: PAIR,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [
      'r1 Gi0/0 in A:1 permit > r1 Gi0/1 out > r3 Gi0/0 in > r3 Gi0/2 out D:1 permit',
      'r2 Gi0/0 in B:end deny > r2 Gi0/1 out > r3 Gi0/1 in > r3 Gi0/2 out D:1 permit',
    ],
  },
  {
    name: 'either of the pair may have the shared address',
    network: PAIR,
    flow: 'tcp 10.1.1.10 10.1.1.1 22',
    ways: ['r1 Gi0/0 in A:end deny', 'r2 Gi0/0 in B:1 permit'],
  },
  {
    name: 'equal routes of a third router may both be used, and end at the first with the shared address',
    network: PAIR,
    flow: 'tcp 10.1.2.10 10.1.1.1 80',
    ways: ['r3 Gi0/2 in > r3 Gi0/0 out > r1 Gi0/1 in', 'r3 Gi0/2 in > r3 Gi0/1 out > r2 Gi0/1 in'],
  },
  {
    name: 'one of the pair is off: there is one way',
    network: { ...PAIR, r2: PAIR.r2.replace('in B', 'in B shut') },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in A:1 permit > r1 Gi0/1 out > r3 Gi0/0 in > r3 Gi0/2 out D:1 permit'],
  },
  {
    name: 'a gateway has to be in the subnet of the host',
    network: {
      r1: 'Gi0/0 10.1.1.1/24 10.1.2.1/24 in A\n Gi0/1 10.1.3.1/24\n list A permit ip any any',
      r2: 'Gi0/0 10.1.1.2/24 in B\n route 10.1.3.0/24 10.1.1.1\n list B permit ip any any',
    },
    flow: 'tcp 10.1.2.10 10.1.3.10 80',
    ways: ['r1 Gi0/0 in A:1 permit > r1 Gi0/1 out'],
  },
  {
    name: 'a next hop that routers share leads to each of them',
    network: TO_A_SHARED_GATEWAY,
    flow: 'tcp 10.1.2.10 10.1.1.10 80',
    ways: [
      'r3 Gi0/1 in > r3 Gi0/0 out > r1 Gi0/0 in A:1 permit > r1 Gi0/1 out',
      'r3 Gi0/1 in > r3 Gi0/0 out > r2 Gi0/0 in B:end deny > r2 Gi0/1 out',
    ],
  },
  {
    name: 'a next hop is found by another route',
    network: RECURSIVE,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in > r1 Gi0/1 out > r2 Gi0/0 in C:1 permit > r2 Gi0/1 out'],
  },
  {
    name: 'a route over a shut interface gives way to a shorter one',
    network: {
      r1: `
        Gi0/0 10.1.1.1/24
        Gi0/1 10.0.0.1/30
        Gi0/2 10.0.0.5/30 shut
        route 10.1.2.0/24 Gi0/2 10.0.0.6
        route 0.0.0.0/0 10.0.0.2`,
      r2: 'Gi0/1 10.0.0.2/30\n Gi0/2 10.0.0.6/30 in C\n Gi0/0 10.1.2.1/24\n list C deny ip any any',
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in > r1 Gi0/1 out > r2 Gi0/1 in > r2 Gi0/0 out'],
  },
  {
    name: 'the longest route wins: a part of a summary is dropped',
    network: {
      r1: `
        Gi0/0 10.1.1.1/24
        Gi0/1 10.0.0.1/30
        route 10.1.0.0/16 10.0.0.2
        route 10.1.2.0/24 null`,
      r2: 'Gi0/0 10.0.0.2/30\n Gi0/1 10.1.2.1/24',
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [],
  },
  {
    name: 'the longest route wins: a part of a dropped summary is sent on',
    network: {
      r1: `
        Gi0/0 10.1.1.1/24
        Gi0/1 10.0.0.1/30
        route 10.1.0.0/16 null
        route 10.1.2.0/24 10.0.0.2`,
      r2: 'Gi0/0 10.0.0.2/30\n Gi0/1 10.1.2.1/24',
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in > r1 Gi0/1 out > r2 Gi0/0 in > r2 Gi0/1 out'],
  },
  {
    name: 'two routers that send to each other lead nowhere',
    network: {
      r1: 'Gi0/0 10.1.1.1/24\n Gi0/1 10.0.0.1/30\n route 0.0.0.0/0 10.0.0.2',
      r2: 'Gi0/0 10.0.0.2/30\n Gi0/1 10.1.2.1/24\n route 0.0.0.0/0 10.0.0.1',
    },
    flow: 'tcp 10.1.1.10 203.0.113.7 80',
    ways: [],
  },
  {
    name: 'a router that knows no way back still gets the packet',
    network: {
      r1: 'Gi0/0 10.1.1.1/24\n Gi0/1 10.0.0.1/30\n route 10.1.2.0/24 10.0.0.2',
      r2: 'Gi0/0 10.0.0.2/30\n Gi0/1 10.1.2.1/24',
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in > r1 Gi0/1 out > r2 Gi0/0 in > r2 Gi0/1 out'],
  },
  {
    name: 'a route by the own address of the router is none',
    network: { r1: 'Gi0/0 10.1.1.1/24\n Gi0/1 10.0.0.1/30\n route 10.9.0.0/16 10.0.0.1' },
    flow: 'tcp 10.1.1.10 10.9.1.10 80',
    ways: [],
  },
];
