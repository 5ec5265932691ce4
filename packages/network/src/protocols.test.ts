/** Where routing protocols speak, and what follows for the rest of the world. */
import { describe, expect, test } from 'vitest';
import type { Device } from '@aclift/ir';
import { device, ip, type PlainDevice, type PlainInterface } from '../testing/devices.ts';
import { network } from '../testing/questions.ts';

const SPAN = { start: 0, end: 0 };
const ospf = (passive = false): Pick<PlainInterface, 'routing'> => ({
  routing: [{ protocol: 'ospf', process: '1', family: 'ipv4', passive }],
});
const PROCESS = [{ protocol: 'ospf', process: '1', span: SPAN }];

/** Evidence for each interface that leads to the world. */
function world(...devices: readonly Device[]): Readonly<Record<string, string | undefined>> {
  const { graph } = network(devices).built;
  return Object.fromEntries(
    graph.edges
      .filter(({ place }) => place === graph.world)
      .map(({ evidence, via }) => [via?.name ?? '?', evidence]),
  );
}

const router = (plain: PlainDevice['interfaces'], rest: Partial<PlainDevice> = {}): Device =>
  device('r', { interfaces: plain, routing: PROCESS, ...rest });

describe('the rest of the world', () => {
  test.each([
    [
      'is behind a link on which a protocol speaks to nobody of the run',
      router({
        lan: { at: ['10.0.0.1/24'], ...ospf(true) },
        link: { at: ['192.0.2.1/30'], ...ospf() },
      }),
      { link: 'protocol' },
    ],
    [
      'may be in a segment of hosts on which a protocol speaks',
      router({ lan: { at: ['10.0.0.1/24'], ...ospf() } }),
      { lan: 'perhaps' },
    ],
    [
      'is not behind a passive interface',
      router(
        { lan: { at: ['10.0.0.1/24'], ...ospf(true) }, link: { at: ['192.0.2.1/30'] } },
        { routes: ['0.0.0.0/0 via 192.0.2.2'] },
      ),
      { link: 'default' },
    ],
    [
      'is behind a BGP neighbour that is no device of the run',
      device('r', {
        interfaces: {
          lan: {
            at: ['10.0.0.1/24'],
            routing: [{ protocol: 'bgp', process: '65000', family: 'ipv4', passive: false }],
          },
        },
        routing: [{ protocol: 'bgp', process: '65000', neighbors: [ip('10.0.0.7')], span: SPAN }],
      }),
      { lan: 'protocol' },
    ],
    [
      'is behind every interface if nothing says anything',
      device('r', { interfaces: { a: { at: ['10.0.0.1/24'] }, b: { at: ['10.1.0.1/24'] } } }),
      { a: 'guess', b: 'guess' },
    ],
  ] as const)('%s', (_, r, found) => {
    expect(world(r)).toEqual(found);
  });

  test('is not behind a link to a device of the run that speaks the same', () => {
    const far = device('far', {
      routing: PROCESS,
      interfaces: {
        back: { at: ['192.0.2.2/30'], ...ospf() },
        out: { at: ['192.0.2.5/30'], ...ospf() },
      },
    });
    const near = router({ link: { at: ['192.0.2.1/30'], ...ospf() } });
    expect(world(near, far)).toEqual({ out: 'protocol' });
  });

  test('may come in at every router of a segment that a default route leads through', () => {
    const other = device('other', { interfaces: { beside: { at: ['192.0.2.3/28'] } } });
    const own = device('r', {
      interfaces: { lan: { at: ['10.0.0.1/24'] }, link: { at: ['192.0.2.1/28'] } },
      routes: ['0.0.0.0/0 via 192.0.2.14'],
    });
    expect(world(own, other)).toEqual({ link: 'default', beside: 'beside' });
  });

  test('is where the user says, whatever the routes say', () => {
    const r = device('r', {
      interfaces: { a: { at: ['192.0.2.1/30'] }, b: { at: ['192.0.2.5/30'] } },
      routes: ['0.0.0.0/0 via 192.0.2.2'],
    });
    const { graph } = network([r], { upstream: ['b'] }).built;
    const found = graph.edges.filter(({ place }) => place === graph.world);
    expect(found.map(({ evidence, via }) => [via?.name, evidence])).toEqual([['b', 'chosen']]);
  });
});
