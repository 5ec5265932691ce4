/** Switches: ports with lists, VLAN maps, and switches that do not route. */
import type { HandCase } from './hand-case.ts';

const LAYER_THREE = {
  sw: `
    Vlan10 10.1.1.1/24 in A
    Vlan20 10.1.2.1/24
    port Gi1/1 10 in P
    port Gi1/2 10
    map VM 10 drop WORM forward
    list A permit tcp any any
    list P permit tcp any any eq 80
    list WORM permit tcp any any eq 22`,
};
const NO_PORTS = {
  sw: `
    Vlan10 10.1.1.1/24 in A
    Vlan20 10.1.2.1/24
    map VM 10 drop WORM forward
    list A permit tcp any any
    list WORM permit tcp any any eq 22`,
};
const ACCESS = {
  sw: `
    switch
    gateway 10.1.1.1
    Vlan10 10.1.1.2/24 in M
    port Gi1/1 10 in P
    trunk Gi1/9
    list M permit tcp 10.1.1.0/24 any
    list P permit tcp any any eq 80`,
};
const ACCESS_AND_ROUTER = {
  sw: `
    switch
    port Gi1/1 10 in P
    trunk Gi1/9
    list P permit tcp any any eq 80`,
  r1: `
    Gi0/0.10 10.1.1.1/24 in A
    Gi0/0.20 10.1.2.1/24
    list A permit tcp any any`,
};
const PAIR = {
  sw1: `
    Vlan10 10.1.1.2/24 vip 10.1.1.1
    Vlan20 10.1.2.2/24
    port Gi1/1 10
    trunk Gi1/9
    map VM 10 drop WORM forward
    list WORM permit tcp any any eq 22`,
  sw2: `
    Vlan10 10.1.1.3/24 vip 10.1.1.1 in B
    trunk Gi1/9
    list B permit ip any any`,
};

export const SWITCH_CASES: readonly HandCase[] = [
  {
    name: 'the list of the port, the map of the VLAN and the list of its interface are asked in turn, if the host is there',
    network: LAYER_THREE,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [
      'sw Gi1/1 in P:1 permit > sw VLAN 10 through VM:2 permit > sw Vlan10 in A:1 permit > sw Vlan20 out',
      'sw VLAN 10 through VM:2 permit > sw Vlan10 in A:1 permit > sw Vlan20 out',
    ],
  },
  {
    name: 'towards the host the map is asked, and no list of a port',
    network: LAYER_THREE,
    flow: 'tcp 10.1.2.10 10.1.1.10 22',
    ways: ['sw Vlan20 in > sw Vlan10 out > sw VLAN 10 through VM:1 deny'],
  },
  {
    name: 'inside the VLAN: from one port to the other, or behind one port',
    network: LAYER_THREE,
    flow: 'tcp 10.1.1.10 10.1.1.11 22',
    ways: [
      'sw Gi1/1 in P:end deny > sw VLAN 10 through VM:1 deny',
      'sw VLAN 10 through VM:1 deny',
      'directly',
    ],
  },
  {
    name: 'to the switch itself all three are asked',
    network: LAYER_THREE,
    flow: 'tcp 10.1.1.10 10.1.1.1 80',
    ways: [
      'sw Gi1/1 in P:1 permit > sw VLAN 10 through VM:2 permit > sw Vlan10 in A:1 permit',
      'sw VLAN 10 through VM:2 permit > sw Vlan10 in A:1 permit',
    ],
  },
  {
    name: 'a map is asked about what is routed, whether the text shows ports or not',
    network: NO_PORTS,
    flow: 'tcp 10.1.1.10 10.1.2.10 22',
    ways: ['sw VLAN 10 through VM:1 deny > sw Vlan10 in A:1 permit > sw Vlan20 out'],
  },
  {
    name: 'without ports in the text, a packet inside the VLAN may go through the switch or not',
    network: NO_PORTS,
    flow: 'tcp 10.1.1.10 10.1.1.11 22',
    ways: ['sw VLAN 10 through VM:1 deny', 'directly'],
  },
  {
    name: 'a map with a list drops what no clause takes',
    network: { sw: NO_PORTS.sw.replace('drop WORM forward', 'forward WORM') },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['sw VLAN 10 through VM:end deny > sw Vlan10 in A:1 permit > sw Vlan20 out'],
  },
  {
    name: 'what the switch itself makes meets no map',
    network: NO_PORTS,
    flow: 'tcp 10.1.1.1 10.1.1.10 22',
    ways: ['directly'],
  },
  {
    name: 'a switch that does not route: hosts reach the gateway it names by their port, or from beyond the trunk',
    network: ACCESS,
    flow: 'tcp 10.1.1.10 203.0.113.7 22',
    ways: ['sw Gi1/1 in P:end deny', 'directly'],
  },
  {
    name: 'a switch that does not route and names no gateway: nothing is known of a way out',
    network: { sw: ACCESS.sw.replace('gateway 10.1.1.1', '') },
    flow: 'tcp 10.1.1.10 203.0.113.7 80',
    ways: [],
  },
  {
    name: 'the own address of a switch that does not route meets the list of its interface',
    network: ACCESS,
    flow: 'tcp 10.1.1.10 10.1.1.2 22',
    ways: ['sw Gi1/1 in P:end deny > sw Vlan10 in M:1 permit', 'sw Vlan10 in M:1 permit'],
  },
  {
    name: 'from outside it is reached by its gateway, wherever that is plugged in',
    network: ACCESS,
    flow: 'tcp 203.0.113.7 10.1.1.2 80',
    ways: ['sw Gi1/1 in P:1 permit > sw Vlan10 in M:end deny', 'sw Vlan10 in M:end deny'],
  },
  {
    name: 'what it makes itself goes to its gateway',
    network: ACCESS,
    flow: 'tcp 10.1.1.2 203.0.113.7 22',
    ways: ['directly'],
  },
  {
    name: 'a switch that does not route joins no VLANs',
    network: { sw: 'switch\n Vlan10 10.1.1.1/24\n Vlan20 10.1.2.1/24' },
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: [],
  },
  {
    name: 'a switch without an address in the VLAN filters at its port before the router does',
    network: ACCESS_AND_ROUTER,
    flow: 'tcp 10.1.1.10 10.1.2.10 22',
    ways: [
      'sw Gi1/1 in P:end deny > r1 Gi0/0.10 in A:1 permit > r1 Gi0/0.20 out',
      'r1 Gi0/0.10 in A:1 permit > r1 Gi0/0.20 out',
    ],
  },
  {
    name: 'the list of a trunk is asked about what comes from beyond it',
    network: {
      ...ACCESS_AND_ROUTER,
      sw: `${ACCESS_AND_ROUTER.sw.replace('Gi1/9', 'Gi1/9 in T')}\n list T permit tcp any any eq 443`,
    },
    flow: 'tcp 10.1.2.10 10.1.1.10 80',
    ways: [
      'r1 Gi0/0.20 in > r1 Gi0/0.10 out > sw Gi1/9 in T:end deny',
      'r1 Gi0/0.20 in > r1 Gi0/0.10 out',
    ],
  },
  {
    name: 'without a trunk, a router is behind a port of its own',
    network: {
      sw: `
        switch
        Vlan10 10.1.1.2/24
        port Gi1/1 10 in P
        port Gi1/2 10 in P
        list P permit tcp any any eq 80`,
      r1: 'Gi0/0 10.1.1.1/24\n Gi0/1 10.1.2.1/24',
    },
    flow: 'tcp 10.1.1.10 10.1.2.10 22',
    ways: [
      'sw Gi1/1 in P:end deny > r1 Gi0/0 in > r1 Gi0/1 out',
      'sw Gi1/2 in P:end deny > r1 Gi0/0 in > r1 Gi0/1 out',
    ],
  },
  {
    name: 'what enters a VLAN interface came through the trunk of the switch, if the VLAN has no port',
    network: {
      sw: `
        Vlan10 10.1.1.1/24
        Vlan99 10.0.0.1/30 in X
        port Gi1/1 10
        trunk Gi1/9 in T
        list T permit tcp any any eq 80
        list X permit ip any any`,
      r1: 'Gi0/0 10.0.0.2/30\n Gi0/1 10.1.2.1/24\n route 10.1.1.0/24 10.0.0.1',
    },
    flow: 'tcp 10.1.2.10 10.1.1.10 22',
    ways: [
      'r1 Gi0/1 in > r1 Gi0/0 out > sw Gi1/9 in T:end deny > sw Vlan99 in X:1 permit > sw Vlan10 out',
    ],
  },
  {
    name: 'a shut trunk leads nowhere: the host is behind the port',
    network: { sw: ACCESS.sw.replace('trunk Gi1/9', 'trunk Gi1/9 shut') },
    flow: 'tcp 10.1.1.10 10.1.1.2 22',
    ways: ['sw Gi1/1 in P:end deny > sw Vlan10 in M:1 permit'],
  },
  {
    name: 'nobody is behind a shut port',
    network: { sw: ACCESS.sw.replace('10 in P', '10 in P shut') },
    flow: 'tcp 10.1.1.10 10.1.1.2 22',
    ways: ['sw Vlan10 in M:1 permit'],
  },
  {
    name: 'the map of a switch is asked where the packet goes through that switch',
    network: PAIR,
    flow: 'tcp 10.1.1.10 10.1.1.3 22',
    ways: ['sw1 VLAN 10 through VM:1 deny > sw2 Vlan10 in B:1 permit', 'sw2 Vlan10 in B:1 permit'],
  },
  {
    name: 'and where the switch routes, from wherever the host is',
    network: PAIR,
    flow: 'tcp 10.1.1.10 10.1.2.10 80',
    ways: ['sw1 VLAN 10 through VM:2 permit > sw1 Vlan10 in > sw1 Vlan20 out'],
  },
];
