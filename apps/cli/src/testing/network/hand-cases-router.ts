/** One router: its segments, its own addresses, and its VRFs. */
import type { HandCase } from './hand-case.ts';

const TWO_SEGMENTS = {
  r1: `
    Gi0/0 10.1.1.1/24 in A
    Gi0/1 10.1.2.1/24 out B
    list A permit tcp any any eq 80
    list B deny ip host 10.1.1.11 any
    list B permit ip any any`,
};
const SECONDARY = {
  r1: `
    Gi0/0 10.1.1.1/24 10.1.2.1/24 in A out B
    list A permit tcp any any eq 80
    list B permit ip 10.1.1.0/24 any`,
};
const ONE_ARMED = {
  r1: `
    Gi0/0 10.1.1.1/24 10.1.2.1/24 in A out B
    Gi0/1 10.1.3.1/24
    route 10.9.0.0/16 10.1.1.200
    list A permit tcp any any eq 80
    list B permit ip any any`,
};
const SERIAL = {
  r1: `
    Lo0 10.255.0.1/32
    Gi0/0 10.1.1.1/24
    Se0/0 unnumbered Lo0 in A out B
    route 10.9.0.0/16 Se0/0
    list A permit tcp any any eq 80
    list B permit tcp any any eq 22`,
};
const VRFS = {
  r1: `
    Gi0/0 10.1.1.1/24 vrf RED in A
    Gi0/1 10.1.2.1/24 vrf RED
    Gi0/2 10.1.1.1/24 vrf BLUE in B
    Gi0/3 10.1.2.1/24 vrf BLUE
    route vrf RED 10.9.0.0/16 10.1.2.200
    list A permit ip any any
    list B permit tcp any any eq 22`,
};

export const ROUTER_CASES: readonly HandCase[] = [
  {
    name: 'between two segments, the first list is asked inwards and the second outwards',
    network: TWO_SEGMENTS,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in A:1 permit > r1 Gi0/1 out B:2 permit'],
  },
  {
    name: 'the end of a list denies',
    network: TWO_SEGMENTS,
    flow: 'tcp 10.1.1.10 10.1.2.10 22',
    ways: ['r1 Gi0/0 in A:end deny > r1 Gi0/1 out B:2 permit'],
  },
  {
    name: 'a list is not asked against its direction',
    network: TWO_SEGMENTS,
    flow: 'tcp 10.1.2.10 10.1.1.10 22',
    ways: ['r1 Gi0/1 in > r1 Gi0/0 out'],
  },
  {
    name: 'two hosts of one subnet meet no list',
    network: TWO_SEGMENTS,
    flow: 'tcp 10.1.1.10 10.1.1.11 22',
    ways: ['directly'],
  },
  {
    name: 'the own address of the interface meets its list inwards',
    network: TWO_SEGMENTS,
    flow: 'tcp 10.1.1.10 10.1.1.1 22',
    ways: ['r1 Gi0/0 in A:end deny'],
  },
  {
    name: 'the own address of another interface does not meet the list outwards there',
    network: TWO_SEGMENTS,
    flow: 'tcp 10.1.1.11 10.1.2.1 80',
    ways: ['r1 Gi0/0 in A:1 permit'],
  },
  {
    name: 'what the router makes meets no list of its own',
    network: TWO_SEGMENTS,
    flow: 'tcp 10.1.1.1 10.1.2.10 22',
    ways: ['directly'],
  },
  {
    name: 'the broadcast address of another segment is delivered to the router',
    network: TWO_SEGMENTS,
    flow: 'udp 10.1.1.10 10.1.2.255 9',
    ways: ['r1 Gi0/0 in A:end deny'],
  },
  {
    name: 'an address outside has no way without any upstream',
    network: TWO_SEGMENTS,
    flow: 'tcp 10.1.1.10 203.0.113.7 80',
    ways: [],
  },
  {
    name: 'primary to secondary subnet crosses one interface both ways',
    network: SECONDARY,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in A:1 permit > r1 Gi0/0 out B:1 permit'],
  },
  {
    name: 'secondary to primary subnet does so, too',
    network: SECONDARY,
    flow: 'tcp 10.1.2.10 10.1.1.10 80',
    ways: ['r1 Gi0/0 in A:1 permit > r1 Gi0/0 out B:end deny'],
  },
  {
    name: 'two hosts of the secondary subnet meet no list',
    network: SECONDARY,
    flow: 'tcp 10.1.2.10 10.1.2.11 22',
    ways: ['directly'],
  },
  {
    name: 'the secondary address is the own one of the router',
    network: SECONDARY,
    flow: 'tcp 10.1.1.10 10.1.2.1 80',
    ways: ['r1 Gi0/0 in A:1 permit'],
  },
  {
    name: 'one arm: towards a next hop on the segment, both lists of the interface are asked',
    network: ONE_ARMED,
    flow: 'tcp 10.1.1.10 10.9.1.10 80',
    ways: ['r1 Gi0/0 in A:1 permit > r1 Gi0/0 out B:1 permit'],
  },
  {
    name: 'one arm: the next hop delivers in its own subnet without the router',
    network: ONE_ARMED,
    flow: 'tcp 10.9.1.10 10.1.1.10 22',
    ways: ['directly'],
  },
  {
    name: 'one arm: the next hop needs the router for the other subnet of the segment',
    network: ONE_ARMED,
    flow: 'tcp 10.9.1.10 10.1.2.10 22',
    ways: ['r1 Gi0/0 in A:end deny > r1 Gi0/0 out B:1 permit'],
  },
  {
    name: 'from behind a next hop to another segment',
    network: ONE_ARMED,
    flow: 'tcp 10.9.1.10 10.1.3.10 80',
    ways: ['r1 Gi0/0 in A:1 permit > r1 Gi0/1 out'],
  },
  {
    name: 'subinterfaces are interfaces of their own',
    network: {
      r1: `
        Gi0/0.10 10.1.1.1/24 in A
        Gi0/0.20 10.1.2.1/24 out B
        list A permit ip any any
        list B permit tcp any any eq 22`,
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0.10 in A:1 permit > r1 Gi0/0.20 out B:end deny'],
  },
  {
    name: 'a segment behind a shut interface is not there',
    network: { r1: 'Gi0/0 10.1.1.1/24\n Gi0/1 10.1.2.1/24 shut' },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [],
  },
  {
    name: 'an interface with a borrowed address leads where a route says',
    network: SERIAL,
    flow: 'tcp 10.1.1.10 10.9.1.10 80',
    ways: ['r1 Gi0/0 in > r1 Se0/0 out B:end deny'],
  },
  {
    name: 'and packets come in by it from there',
    network: SERIAL,
    flow: 'tcp 10.9.1.10 10.1.1.10 80',
    ways: ['r1 Se0/0 in A:1 permit > r1 Gi0/0 out'],
  },
  {
    name: 'equal addresses in two VRFs are different hosts with ways of their own',
    network: VRFS,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in A:1 permit > r1 Gi0/1 out', 'r1 Gi0/2 in B:end deny > r1 Gi0/3 out'],
  },
  {
    name: 'so are the own addresses of the router',
    network: VRFS,
    flow: 'tcp 10.1.1.10 10.1.2.1 22',
    ways: ['r1 Gi0/0 in A:1 permit', 'r1 Gi0/2 in B:1 permit'],
  },
  {
    name: 'a route of one VRF serves that VRF alone',
    network: VRFS,
    flow: 'tcp 10.1.1.10 10.9.1.10 80',
    ways: ['r1 Gi0/0 in A:1 permit > r1 Gi0/1 out'],
  },
  {
    name: 'BGP of the global table tells a VRF nothing',
    network: {
      r1: `
        Gi0/0 10.1.1.1/24 vrf RED
        Gi0/1 198.51.100.2/30 vrf RED
        bgp 65001 neighbor 198.51.100.1 64500`,
    },
    flow: 'tcp 10.1.1.10 203.0.113.7 80',
    ways: [],
  },
  {
    name: 'nothing leads from a VRF to the global table',
    network: { r1: 'Gi0/0 10.1.1.1/24 vrf RED\n Gi0/1 10.1.2.1/24' },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [],
  },
];
