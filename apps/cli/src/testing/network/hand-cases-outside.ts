/** The world outside: upstreams, next hops that are not listed, and a core between two edges. */
import type { HandCase } from './hand-case.ts';

const TWO_UPLINKS = {
  r1: `
    Gi0/0 10.1.1.1/24
    Gi0/1 198.51.100.2/30 in A out B
    Gi0/2 10.0.0.1/30 in L
    route 0.0.0.0/0 198.51.100.1
    route 0.0.0.0/0 10.0.0.2 200
    list A permit tcp any any eq 80
    list B permit tcp any any eq 80
    list L permit ip any any`,
  r2: `
    Gi0/1 198.51.100.6/30 in C out D
    Gi0/2 10.0.0.2/30
    route 0.0.0.0/0 198.51.100.5
    route 10.1.1.0/24 10.0.0.1
    list C permit tcp any any eq 22
    list D permit tcp any any eq 22`,
};
const EDGES_OF_A_CORE = {
  r1: `
    Gi0/0 10.1.1.1/24 in A
    Gi0/1 198.51.100.2/30 out B
    route 0.0.0.0/0 198.51.100.1
    list A permit ip any any
    list B permit ip any any`,
  r2: `
    Gi0/0 10.1.2.1/24 out D
    Gi0/1 198.51.100.6/30 in C
    route 0.0.0.0/0 198.51.100.5
    list C permit tcp any any eq 80
    list D permit ip 10.1.1.0/24 any`,
};

export const OUTSIDE_CASES: readonly HandCase[] = [
  {
    name: 'a floating route is a second way',
    network: TWO_UPLINKS,
    flow: 'tcp 10.1.1.10 203.0.113.7 80',
    ways: [
      'r1 Gi0/0 in > r1 Gi0/1 out B:1 permit',
      'r1 Gi0/0 in > r1 Gi0/2 out > r2 Gi0/2 in > r2 Gi0/1 out D:end deny',
    ],
  },
  {
    name: 'from outside a packet may come in at every upstream',
    network: TWO_UPLINKS,
    flow: 'tcp 203.0.113.7 10.1.1.10 80',
    ways: [
      'r1 Gi0/1 in A:1 permit > r1 Gi0/0 out',
      'r2 Gi0/1 in C:end deny > r2 Gi0/2 out > r1 Gi0/2 in L:1 permit > r1 Gi0/0 out',
    ],
  },
  {
    name: 'two edges of a core that is not listed: out of one, into the other',
    network: EDGES_OF_A_CORE,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [
      'r1 Gi0/0 in A:1 permit > r1 Gi0/1 out B:1 permit > r2 Gi0/1 in C:1 permit > r2 Gi0/0 out D:1 permit',
    ],
  },
  {
    name: 'from outside an edge does not hand back to the core what is for the other edge',
    network: EDGES_OF_A_CORE,
    flow: 'tcp 203.0.113.7 10.1.2.10 22',
    ways: ['r2 Gi0/1 in C:end deny > r2 Gi0/0 out D:end deny'],
  },
  {
    name: 'two edges of a core that is not listed, with routes to each other alone',
    network: {
      r1: EDGES_OF_A_CORE.r1.replace('0.0.0.0/0', '10.1.2.0/24'),
      r2: EDGES_OF_A_CORE.r2.replace('0.0.0.0/0', '10.1.1.0/24'),
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [
      'r1 Gi0/0 in A:1 permit > r1 Gi0/1 out B:1 permit > r2 Gi0/1 in C:1 permit > r2 Gi0/0 out D:1 permit',
    ],
  },
  {
    name: 'the world is passed through once on a way',
    network: {
      r1: 'Gi0/0 10.1.1.1/24\n Gi0/1 198.51.100.2/30\n route 0.0.0.0/0 198.51.100.1',
      r2: `
        Gi0/1 198.51.100.6/30
        Gi0/2 198.51.100.10/30
        route 0.0.0.0/0 198.51.100.5
        route 10.1.1.0/24 198.51.100.9`,
      r3: 'Gi0/0 10.1.2.1/24\n Gi0/1 198.51.100.14/30\n route 0.0.0.0/0 198.51.100.13',
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in > r1 Gi0/1 out > r3 Gi0/1 in > r3 Gi0/0 out'],
  },
  {
    name: 'a next hop that is not listed may hand on to a device of the same segment',
    network: {
      r1: 'Gi0/0 10.1.1.1/24\n Gi0/1 10.0.2.1/28\n route 10.1.2.0/24 10.0.2.9',
      r2: 'Gi0/0 10.0.2.2/28 in C\n Gi0/1 10.1.2.1/24\n list C permit udp any any',
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in > r1 Gi0/1 out > r2 Gi0/0 in C:end deny > r2 Gi0/1 out'],
  },
  {
    name: 'an address is behind the next hop of its longest route',
    network: {
      r1: `
        Gi0/0 10.1.1.1/24
        Gi0/1 10.1.2.1/24
        Gi0/2 10.1.3.1/24
        route 10.9.0.0/16 10.1.1.200
        route 10.9.1.0/24 10.1.2.200`,
    },
    flow: 'tcp 10.9.1.10 10.1.3.10 80',
    ways: ['r1 Gi0/1 in > r1 Gi0/2 out'],
  },
  {
    name: 'a host on the uplink is reached by the world without any device',
    network: { r1: 'Gi0/0 10.1.1.1/24 in A\n route 0.0.0.0/0 10.1.1.200\n list A deny ip any any' },
    flow: 'tcp 203.0.113.7 10.1.1.10 80',
    ways: ['directly'],
  },
];
