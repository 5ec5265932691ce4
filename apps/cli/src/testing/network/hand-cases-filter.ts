/** What filters on a router: lists and chains of them, classes that drop, policy routing. */
import type { HandCase } from './hand-case.ts';

const CHAIN = {
  r1: `
    Gi0/0 10.1.1.1/24 common C in A
    Gi0/1 10.1.2.1/24
    list C deny tcp any any eq 22
    list C permit tcp any any eq 443
    list A permit ip host 10.1.1.10 any`,
};
const CLASSES = {
  r1: `
    Gi0/0 10.1.1.1/24 in A policy P
    Gi0/1 10.1.2.1/24
    list A permit ip any any
    policy P pass FRIEND drop WORM
    list FRIEND permit ip host 10.1.1.11 any
    list WORM permit tcp any any eq 80`,
};
const SINK = {
  r1: `
    Gi0/0 10.1.1.1/24 pbr M
    Gi0/1 10.1.2.1/24
    pbr M null S
    list S deny ip host 10.1.1.11 any
    list S permit tcp any any eq 80`,
};

export const FILTER_CASES: readonly HandCase[] = [
  {
    name: 'a list that is not defined permits everything',
    network: { r1: 'Gi0/0 10.1.1.1/24 in NOPE\n Gi0/1 10.1.2.1/24' },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in NOPE:nothing permit > r1 Gi0/1 out'],
  },
  {
    name: 'a list without entries permits everything',
    network: { r1: 'Gi0/0 10.1.1.1/24\n Gi0/1 10.1.2.1/24 out E\n empty E' },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in > r1 Gi0/1 out E:nothing permit'],
  },
  {
    name: 'a standard list looks at the source alone',
    network: {
      r1: 'Gi0/0 10.1.1.1/24\n Gi0/1 10.1.2.1/24 out 17\n list 17 standard permit host 10.1.1.10',
    },
    flow: 'tcp 10.1.1.11 10.1.2.10 80',
    ways: ['r1 Gi0/0 in > r1 Gi0/1 out 17:end deny'],
  },
  {
    name: 'an entry for established connections does not match what opens one',
    network: {
      r1: `
        Gi0/0 10.1.1.1/24 in A
        Gi0/1 10.1.2.1/24
        list A permit tcp any any established
        list A deny tcp any any eq 80`,
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in A:2 deny > r1 Gi0/1 out'],
  },
  {
    name: 'a common list decides before the own one',
    network: CHAIN,
    flow: 'tcp 10.1.1.10 10.1.2.10 22',
    ways: ['r1 Gi0/0 in C:1 deny > r1 Gi0/1 out'],
  },
  {
    name: 'what the common list permits, the own one is not asked about',
    network: CHAIN,
    flow: 'tcp 10.1.1.11 10.1.2.10 443',
    ways: ['r1 Gi0/0 in C:2 permit > r1 Gi0/1 out'],
  },
  {
    name: 'what the common list does not mention goes on to the own one',
    network: CHAIN,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in A:1 permit > r1 Gi0/1 out'],
  },
  {
    name: 'a common and an own list have one end',
    network: CHAIN,
    flow: 'tcp 10.1.1.11 10.1.2.10 80',
    ways: ['r1 Gi0/0 in A:end deny > r1 Gi0/1 out'],
  },
  {
    name: 'a common list alone has its end',
    network: { r1: 'Gi0/0 10.1.1.1/24 common C\n Gi0/1 10.1.2.1/24\n list C permit udp any any' },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in C:end deny > r1 Gi0/1 out'],
  },
  {
    name: 'a class that drops comes after the list',
    network: CLASSES,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in A:1 permit > r1 Gi0/0 in P:C2 deny > r1 Gi0/1 out'],
  },
  {
    name: 'a class that does not drop keeps a packet from a later one',
    network: CLASSES,
    flow: 'tcp 10.1.1.11 10.1.2.10 80',
    ways: ['r1 Gi0/0 in A:1 permit > r1 Gi0/0 in P:C1 permit > r1 Gi0/1 out'],
  },
  {
    name: 'what no class takes passes',
    network: CLASSES,
    flow: 'tcp 10.1.1.10 10.1.2.10 22',
    ways: ['r1 Gi0/0 in A:1 permit > r1 Gi0/0 in P:end permit > r1 Gi0/1 out'],
  },
  {
    name: 'policy routing to Null0 drops what its list permits',
    network: SINK,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in M:1 deny > r1 Gi0/1 out'],
  },
  {
    name: 'policy routing leaves alone what its list denies',
    network: SINK,
    flow: 'tcp 10.1.1.11 10.1.2.10 80',
    ways: ['r1 Gi0/0 in M:end permit > r1 Gi0/1 out'],
  },
  {
    name: 'a clause of policy routing that denies leaves a packet to the routing table',
    network: {
      r1: `
        Gi0/0 10.1.1.1/24 pbr M
        Gi0/1 10.1.2.1/24
        pbr M deny S null ALL
        list S permit tcp any any eq 80
        list ALL permit ip any any`,
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in M:1 permit > r1 Gi0/1 out'],
  },
  {
    name: 'a class of two lists that both have to permit',
    network: {
      r1: `
        Gi0/0 10.1.1.1/24 policy P
        Gi0/1 10.1.2.1/24
        policy P drop WEB+BAD
        list WEB permit tcp any any eq 80
        list BAD permit ip host 10.1.1.11 any`,
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in P:end permit > r1 Gi0/1 out'],
  },
];
