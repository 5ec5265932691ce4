import { describe, expect, test } from 'vitest';
import { endsOf, flowsOf } from './flows.ts';
import { handFlow } from './hand-case.ts';
import { handNetwork } from './hand-network.ts';
import { judgeNetwork, showViolation, type Verdict } from './judge.ts';
import { ip, isBroadcast, type NetworkData, type NetworkFlow, showIp } from './network-data.ts';
import { randomNetwork } from './random-network.ts';
import { featuresOf, runOracle } from './run-oracle.ts';
import { walker } from './walk-packet.ts';

/** Bounds that are as tight as the ways allow. */
function honest(network: NetworkData): (flow: NetworkFlow) => Verdict {
  const waysOf = walker(network);
  return (flow) => {
    const ways = waysOf(flow);
    return {
      min: ways.every((way) => way.passes),
      max: ways.length === 0 || ways.some((way) => way.passes),
    };
  };
}

/** Two routers with one gateway address, one of which lets only SSH through. */
const PAIR = handNetwork('a pair', {
  r1: 'Gi0/0 10.1.1.2/24 vip 10.1.1.1\n Gi0/1 10.1.2.2/24',
  r2: 'Gi0/0 10.1.1.3/24 vip 10.1.1.1 in A\n Gi0/1 10.1.2.3/24\n list A permit tcp any any eq 22',
});

describe('judging', () => {
  test('nothing is said against tight bounds', () => {
    const found = runOracle({ count: 60, seed: 1, flows: 30, product: honest }).violation;
    expect(found === undefined ? '' : showViolation(found)).toBe('');
  });

  test('nor against bounds that claim nothing', () => {
    const nothing = (): (() => Verdict) => () => ({ min: false, max: true });
    expect(
      runOracle({ count: 60, seed: 1, flows: 30, product: nothing }).violation,
    ).toBeUndefined();
  });

  test.each([
    { name: 'everything passes for certain', verdict: { min: true, max: true }, rule: 'min' },
    { name: 'nothing passes for certain', verdict: { min: false, max: false }, rule: 'max' },
  ])('$name: refuted by a pair of which one denies', ({ verdict, rule }) => {
    const violation = judgeNetwork(PAIR, () => verdict, { flows: 100 });
    expect(violation?.rule).toBe(rule);
  });

  test('a violation shows seed, flow, ways and texts', () => {
    const said = ({ service, source, destination }: NetworkFlow): Verdict => ({
      min: service === 80 && source === ip('10.1.1.10') && destination === ip('10.1.2.10'),
      max: true,
    });
    const violation = judgeNetwork(PAIR, said, { flows: 2000 });
    const shown = violation === undefined ? '' : showViolation(violation);
    expect(shown).toContain('a pair: said to pass whatever the way, and a way is shut');
    expect(shown).toMatch(/10\.1\.1\.10 -> 10\.1\.2\.10 protocol \d+, ports \d+ -> 80/);
    expect(shown).toContain('  passes  r1 Gi0/0 in > r1 Gi0/1 out');
    expect(shown).toMatch(/ {2}shut {4}r2 Gi0\/0 in A:end deny > r2 Gi0\/1 out/);
    expect(shown).toContain('=== r2.cfg');
    expect(shown).toContain(' ip access-group A in');
  });

  test('a product that leaves out one interface is found out', () => {
    // It asks no list where packets leave: a fault that only some flows show.
    const blind = (network: NetworkData): ((flow: NetworkFlow) => Verdict) =>
      honest({
        ...network,
        devices: network.devices.map((device) => ({
          ...device,
          interfaces: device.interfaces.map((data) => ({ ...data, listOut: 'NOT-THERE' })),
        })),
      });
    expect(runOracle({ count: 100, seed: 1, flows: 50, product: blind }).violation?.rule).toBe(
      'min',
    );
  });
});

describe('flows', () => {
  const network = handNetwork('ends', {
    r1: `
      Lo0 10.255.0.1/32
      Gi0/0 10.1.1.2/24 10.1.2.2/24 vip 10.1.1.1
      Gi0/1 10.0.0.1/30
      route 10.9.0.0/16 10.1.1.200
      route 0.0.0.0/0 10.1.1.201`,
  });

  test.each([
    { what: 'a host of the primary subnet', address: '10.1.1.10' },
    { what: 'a host of the secondary subnet', address: '10.1.2.10' },
    { what: 'an own address', address: '10.1.1.2' },
    { what: 'a secondary own address', address: '10.1.2.2' },
    { what: 'the shared address', address: '10.1.1.1' },
    { what: 'a loopback', address: '10.255.0.1' },
    { what: 'an address of a link', address: '10.0.0.1' },
    { what: 'an address behind a next hop', address: '10.9.0.10' },
    { what: 'the next hop', address: '10.1.1.200' },
    { what: 'an address outside', address: '203.0.113.7' },
  ])('start and end at $what', ({ address }) => {
    expect(endsOf(network).map(showIp)).toContain(address);
    const flows = flowsOf(network, 1, 2000);
    expect(flows.some(({ source }) => source === ip(address))).toBe(true);
    expect(flows.some(({ destination }) => destination === ip(address))).toBe(true);
  });

  test.each([
    {
      what: 'from an address to itself',
      asked: ({ source, destination }: NetworkFlow) => source === destination,
    },
    {
      what: 'from outside to outside',
      asked: ({ source, destination }: NetworkFlow) =>
        [source, destination].every((end) => end >= ip('192.0.2.0')),
    },
    {
      what: 'from a broadcast address',
      asked: ({ source }: NetworkFlow) =>
        isBroadcast({ address: ip('10.1.1.0'), length: 24 }, source),
    },
    {
      what: 'from behind one router of a segment to behind another on it',
      asked: ({ source, destination }: NetworkFlow) =>
        source === ip('10.9.0.10') && destination === ip('203.0.113.7'),
    },
    {
      what: 'for a broadcast address',
      asked: ({ destination }: NetworkFlow) =>
        isBroadcast({ address: ip('10.1.1.0'), length: 24 }, destination),
    },
    {
      what: 'from a next hop to what is behind it',
      asked: ({ source, destination }: NetworkFlow) =>
        source === ip('10.1.1.200') && destination === ip('10.9.0.10'),
    },
  ])('nobody asks $what', ({ asked }) => {
    expect(flowsOf(network, 1, 2000).filter(asked)).toEqual([]);
  });

  test('the same seed gives the same flows', () => {
    expect(flowsOf(network, 5, 40)).toEqual(flowsOf(network, 5, 40));
    expect(flowsOf(network, 6, 40)).not.toEqual(flowsOf(network, 5, 40));
  });
});

test('counts add up', () => {
  const counts = runOracle({ count: 90, seed: 1, flows: 30 });
  expect(counts.networks).toBe(90);
  expect(counts.open + counts.shut + counts.mixedVerdicts + counts.withoutWay).toBe(counts.flows);
  expect(counts.mixedVerdicts).toBeGreaterThan(0);
  expect(counts.severalWays).toBeGreaterThan(counts.mixedVerdicts);
});

test('a flow of a hand-made case is what its words say', () => {
  expect(handFlow('udp 10.1.1.10 10.1.2.10 53')).toEqual({
    source: ip('10.1.1.10'),
    destination: ip('10.1.2.10'),
    protocol: 17,
    sourcePort: 40_000,
    service: 53,
  });
});

test('a seed alone says which network it was', () => {
  const { violation } = runOracle({
    count: 40,
    seed: 1,
    flows: 30,
    product: () => () => ({ min: true, max: true }),
  });
  const seed = Number(/\d+/.exec(violation?.network.label ?? '')?.[0]);
  expect(randomNetwork(seed, featuresOf(seed))).toEqual(violation?.network);
});
