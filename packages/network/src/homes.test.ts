/** Where addresses sit. */
import { describe, expect, test } from 'vitest';
import { device } from '../testing/devices.ts';
import { homes, network } from '../testing/questions.ts';

const EDGE = device('edge', {
  interfaces: {
    lan: { at: ['10.0.0.1/16'], virtual: ['10.0.0.9'] },
    inner: { at: ['10.0.7.1/24'] },
    link: { at: ['192.0.2.1/30'] },
  },
  routes: ['172.16.0.0/16 via 192.0.2.2', '172.16.9.0/24 via 10.0.7.5', '0.0.0.0/0 via 192.0.2.2'],
});

describe('an address sits', () => {
  const net = network([EDGE]);
  test.each([
    ['in the segment of its prefix', '10.0.3.3', ['edge lan']],
    ['in the segment of its longest prefix', '10.0.7.3', ['edge inner']],
    ['at the router whose own address it is', '10.0.7.1', ['edge']],
    ['at the router that answers for HSRP', '10.0.0.9', ['edge']],
    ['beyond the next hop of its route', '172.16.1.1', ['beyond edge link']],
    ['beyond the next hop of its longest route', '172.16.9.1', ['beyond edge inner']],
    ['elsewhere if only a default route holds it', '198.51.100.1', ['elsewhere']],
  ] as const)('%s', (_, address, at) => {
    expect(homes(net, address)).toEqual(at);
  });

  test('at all routers that share a virtual address', () => {
    const pair = [1, 2].map((n) =>
      device(`gw${n}`, {
        interfaces: { a: { at: [`10.0.0.${n + 1}/24`], virtual: ['10.0.0.1'] } },
      }),
    );
    expect(homes(network(pair), '10.0.0.1')).toEqual(['gw1', 'gw2']);
    expect(homes(network(pair), '10.0.0.2')).toEqual(['gw1']);
  });

  test('in several segments where parts of the network that never meet use one prefix', () => {
    const vrfs = device('pe', {
      interfaces: {
        a: { at: ['10.0.0.1/24'], vrf: 'RED' },
        b: { at: ['10.0.0.1/24'], vrf: 'BLUE' },
      },
    });
    expect(homes(network([vrfs]), '10.0.0.7')).toEqual(['pe a', 'pe b']);
    expect(homes(network([vrfs]), '10.0.0.1')).toEqual(['pe RED', 'pe BLUE']);
  });
});
