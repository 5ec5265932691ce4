/** Routers that speak BGP over links, alone or beside OSPF. */
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
const BGP = {
  r1: `
    Gi0/0 10.1.1.1/24
    Gi0/1 10.0.0.1/30
    bgp 65001 network 10.1.1.0/24 neighbor 10.0.0.2 65002`,
  r2: `
    Gi0/0 10.1.2.1/24
    Gi0/1 10.0.0.2/30 in C
    bgp 65002 network 10.1.2.0/24 neighbor 10.0.0.1 65001
    list C permit ip any any`,
};
const TWO_PROTOCOLS = {
  r1: OSPF.r1,
  r2: `
    Gi0/1 10.0.0.2/30
    Gi0/2 10.0.0.5/30
    ospf 10.0.0.0/30 redistribute bgp
    bgp 65002 neighbor 10.0.0.6 65003`,
  r3: `
    Gi0/2 10.0.0.6/30
    Vlan30 10.1.3.1/24
    bgp 65003 network 10.1.3.0/24 neighbor 10.0.0.5 65002`,
};

export const BGP_CASES: readonly HandCase[] = [
  {
    name: 'an eBGP session over a link leads to what is announced',
    network: BGP,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['r1 Gi0/0 in > r1 Gi0/1 out > r2 Gi0/1 in C:1 permit > r2 Gi0/0 out'],
  },
  {
    name: 'eBGP does not announce what no network line names',
    network: { ...BGP, r2: BGP.r2.replace('network 10.1.2.0/24 ', '') },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [],
  },
  {
    name: 'a session that one side does not name is none',
    network: { ...BGP, r2: BGP.r2.replace('neighbor 10.0.0.1 65001', '') },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [],
  },
  {
    name: 'an eBGP neighbour that is not listed leads outside',
    network: {
      r1: `
        Gi0/0 10.1.1.1/24
        Gi0/1 198.51.100.2/30 out B
        bgp 65001 network 10.1.1.0/24 neighbor 198.51.100.1 64500
        list B permit tcp any any eq 22`,
    },
    flow: 'tcp 10.1.1.10 203.0.113.7 80',
    ways: ['r1 Gi0/0 in > r1 Gi0/1 out B:end deny'],
  },
  {
    name: 'from one protocol into the other by redistribution',
    network: TWO_PROTOCOLS,
    flow: 'tcp 10.1.1.10 10.1.3.10 80',
    ways: [
      'r1 Vlan10 in > r1 Gi0/1 out > r2 Gi0/1 in > r2 Gi0/2 out > r3 Gi0/2 in > r3 Vlan30 out',
    ],
  },
  {
    name: 'not from one protocol into the other without',
    network: { ...TWO_PROTOCOLS, r2: TWO_PROTOCOLS.r2.replace('redistribute bgp', '') },
    flow: 'tcp 10.1.1.10 10.1.3.10 80',
    ways: [],
  },
];
