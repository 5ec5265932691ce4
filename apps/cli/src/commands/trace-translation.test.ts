/** Traces through address translation, inspection and zones: what lists see there is not what the flow says. */
import { readTracedService, Replay, trace, type TraceReport } from '@aclift/insight';
import { parseIpv4 } from '@aclift/ir';
import { describe, expect, test } from 'vitest';
import { adHoc, DEFAULTS, readScenario, runScenario } from '../testing/scenario.ts';
import { traceLines } from '../trace-summary.ts';

const INVENTORY = `version: 1
namespaces: { shop: {} }
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.9.1.10] }
  - { namespace: shop, labels: { app: mail }, addresses: [10.9.1.20] }
`;
const CLIENT = '203.0.113.9';
const OVERLOAD = 'ip nat inside source list INSIDE interface GigabitEthernet0/1 overload';
const WHOLE = 'ip nat inside source static 10.9.1.10 198.51.100.10';
const PORT = 'ip nat inside source static tcp 10.9.1.10 8443 198.51.100.2 443';

interface Edge {
  /** Lines of the outside interface. */
  readonly outside?: readonly string[];
  /** Lines of the inside interface. */
  readonly inside?: readonly string[];
  readonly nat?: readonly string[];
  /** Entries of EDGE. */
  readonly entries?: readonly string[];
  readonly insideList?: readonly string[];
  readonly more?: readonly string[];
}

function config({ entries = [], inside, insideList, more = [], nat = [], outside }: Edge): string {
  return [
    'hostname gw',
    ...more,
    'interface GigabitEthernet0/0',
    ' ip address 10.9.1.1 255.255.255.0',
    ...(inside ?? ['ip nat inside']).map((line) => ` ${line}`),
    'interface GigabitEthernet0/1',
    ' ip address 198.51.100.2 255.255.255.240',
    ...(outside ?? ['ip nat outside', 'ip access-group EDGE in']).map((line) => ` ${line}`),
    ...nat,
    'ip route 0.0.0.0 0.0.0.0 198.51.100.1',
    'ip access-list extended INSIDE',
    ...(insideList ?? ['permit ip 10.9.1.0 0.0.0.255 any']).map((line) => ` ${line}`),
    'ip access-list extended EDGE',
    ...entries.map((line) => ` ${line}`),
    '',
  ].join('\n');
}

function traced(edge: Edge, from: string, to: string, port: string): TraceReport {
  const given = adHoc(config(edge), INVENTORY);
  const { devices, inventory } = readScenario(given);
  const service = readTracedService(port);
  if (service === undefined) throw new Error(`no service: ${port}`);
  const result = trace({
    devices,
    inventory,
    sources: [...given.configs, given.inventory],
    diagnostics: [],
    flow: { from, to, ...service },
    options: DEFAULTS,
  });
  if (result.kind !== 'traced') throw new Error('no end');
  return result.report;
}

const codes = ({ diagnostics }: TraceReport): readonly string[] =>
  diagnostics.filter(({ concerns }) => concerns).map(({ code }) => code);

describe('the answer to a connection from inside', () => {
  const GLOBAL = ['permit tcp any host 198.51.100.2 established', 'deny ip any any'];
  test.each<{ name: string; edge: Edge; verdict: string; besides: string | null }>([
    {
      name: 'comes for an address that an overload chose, and the list names one: unknown',
      edge: { nat: [OVERLOAD], entries: GLOBAL },
      verdict: 'unknown',
      besides: 'translation',
    },
    {
      name: 'the same beside a port forward',
      edge: { nat: [OVERLOAD, PORT], entries: GLOBAL },
      verdict: 'unknown',
      besides: 'translation',
    },
    {
      name: 'comes for a pool that a route map chooses',
      edge: { nat: ['ip nat inside source route-map OUT pool P'], entries: GLOBAL },
      verdict: 'unknown',
      besides: 'translation',
    },
    {
      name: 'of any connection is permitted whatever the address',
      edge: { nat: [OVERLOAD], entries: ['permit tcp any any established'] },
      verdict: 'permit',
      besides: null,
    },
    {
      name: 'is dropped whatever the address',
      edge: { nat: [OVERLOAD], entries: ['permit udp any any', 'deny ip any any'] },
      verdict: 'deny',
      besides: null,
    },
    {
      name: 'of a connection that is left untranslated is for the local address',
      edge: {
        nat: [OVERLOAD],
        insideList: ['deny ip any host 203.0.113.9', 'permit ip 10.9.1.0 0.0.0.255 any'],
        entries: ['permit tcp any host 10.9.1.10 established'],
      },
      verdict: 'permit',
      besides: null,
    },
    {
      name: 'comes for the address of a static entry',
      edge: { nat: [WHOLE], entries: ['permit tcp any host 198.51.100.10 established'] },
      verdict: 'permit',
      besides: null,
    },
    {
      name: 'comes for the address of a static entry, and the list names another',
      edge: { nat: [WHOLE], entries: ['permit tcp any host 198.51.100.11 established'] },
      verdict: 'deny',
      besides: null,
    },
    {
      name: 'may be let back by inspection on the outside',
      edge: {
        outside: ['ip access-group EDGE in', 'ip inspect FW out'],
        inside: [],
        entries: ['deny ip any any'],
      },
      verdict: 'unknown',
      besides: 'inspection',
    },
    {
      name: 'may be let back by inspection on the inside',
      edge: {
        outside: ['ip access-group EDGE in'],
        inside: ['ip inspect FW in'],
        entries: ['deny ip any any'],
      },
      verdict: 'unknown',
      besides: 'inspection',
    },
    {
      name: 'is dropped where only the other direction is inspected',
      edge: {
        outside: ['ip access-group EDGE in', 'ip inspect FW in'],
        inside: [],
        entries: ['deny ip any any'],
      },
      verdict: 'deny',
      besides: null,
    },
  ])('$name', ({ besides, edge, verdict }) => {
    const report = traced(edge, 'web', CLIENT, '443/tcp');
    const { reply } = report.today;
    expect({ verdict: reply?.verdict, besides: reply?.filters[0]?.besides }).toEqual({
      verdict,
      besides,
    });
    const text = traceLines(report).join('\n');
    expect(text.includes('it does not work today')).toBe(verdict === 'deny');
    expect(text.includes('Whether the answer gets back cannot be told')).toBe(
      verdict === 'unknown',
    );
    const named = codes(report).includes('core/address-translation');
    expect(named || besides !== 'translation').toBe(true);
  });
});

describe('zones', () => {
  const zoned = (action: string): Edge => ({
    inside: ['zone-member security IN'],
    outside: ['zone-member security OUT'],
    more: [
      'zone security IN',
      'zone security OUT',
      'class-map type inspect match-any ALL',
      ' match protocol tcp',
      'policy-map type inspect FW',
      ' class type inspect ALL',
      `  ${action}`,
      ' class class-default',
      '  drop',
      'zone-pair security IN-OUT source IN destination OUT',
      ' service-policy type inspect FW',
    ],
  });
  test('let back the answers to what they inspect', () => {
    const { opening, reply } = traced(zoned('inspect'), 'web', CLIENT, '443/tcp').today;
    expect(opening.verdict).not.toBe('deny');
    expect(reply).toMatchObject({ verdict: 'permit', filters: [{ besides: 'stateful' }] });
  });
  test('drop the answers to what they only pass', () => {
    const { opening, reply } = traced(zoned('pass'), 'web', CLIENT, '443/tcp').today;
    expect(opening.verdict).not.toBe('deny');
    expect(reply?.verdict).not.toBe('permit');
  });
  test('let nothing in that nobody inside opened', () => {
    const { opening } = traced(zoned('inspect'), CLIENT, 'web', '443/tcp').today;
    expect(opening.verdict).toBe('deny');
  });
});

describe('a flow to a global address', () => {
  test.each<{ name: string; nat: string; to: string; port: string; gets: object }>([
    {
      name: 'of a host gets to the host',
      nat: WHOLE,
      to: '198.51.100.10',
      port: '25/tcp',
      gets: { destination: '10.9.1.10', destinationPort: 25 },
    },
    {
      name: 'with a port forward gets to the port behind it',
      nat: PORT,
      to: '198.51.100.2',
      port: '443/tcp',
      gets: { destination: '10.9.1.10', destinationPort: 8443 },
    },
    {
      name: "with a forward of the interface's own address gets there, too",
      nat: 'ip nat inside source static tcp 10.9.1.10 8443 interface GigabitEthernet0/1 443',
      to: '198.51.100.2',
      port: '443/tcp',
      gets: { destination: '10.9.1.10', destinationPort: 8443 },
    },
    {
      name: 'of a network gets to the same place in it',
      nat: 'ip nat inside source static network 10.9.1.0 198.18.7.0 /24',
      to: '198.18.7.20',
      port: '25/tcp',
      gets: { destination: '10.9.1.20', destinationPort: 25 },
    },
  ])('$name', ({ gets, nat, port, to }) => {
    const entries = [`permit tcp any host ${to} eq ${port.split('/')[0] ?? ''}`];
    const report = traced({ nat: [nat], entries }, CLIENT, to, port);
    expect(report.flow).toMatchObject(gets);
    expect(report.translation).toMatchObject({ text: nat, asked: { destination: to } });
    expect(report.today.opening.verdict).toBe('permit');
    // The drafts were made from the same reading of the list.
    expect({ agree: report.agree, cluster: report.cluster.verdict }).toEqual({
      agree: true,
      cluster: 'allow',
    });
  });

  test.each([
    { name: 'on another port stays with the router', from: CLIENT, port: '80/tcp' },
    { name: 'on another protocol stays with the router', from: CLIENT, port: '443/udp' },
    { name: 'from inside is not translated', from: '10.9.1.20', port: '443/tcp' },
  ])('$name', ({ from, port }) => {
    const report = traced(
      { nat: [PORT], entries: ['permit ip any any'] },
      from,
      '198.51.100.2',
      port,
    );
    expect(report.translation).toBeNull();
    expect(report.flow.destination).toBe('198.51.100.2');
  });
});

describe('an opening past an outbound list on the outside', () => {
  test.each<{ name: string; nat: readonly string[]; entries: readonly string[]; verdict: string }>([
    {
      name: 'that names sources which an overload replaces',
      nat: [OVERLOAD],
      entries: ['permit ip 10.9.1.0 0.0.0.255 any'],
      verdict: 'unknown',
    },
    {
      name: 'that names the global address',
      nat: [OVERLOAD],
      entries: ['permit ip host 198.51.100.2 any'],
      verdict: 'unknown',
    },
    {
      name: 'that names no sources',
      nat: [OVERLOAD],
      entries: ['permit tcp any any eq 443'],
      verdict: 'permit',
    },
    {
      name: 'that denies all sources alike',
      nat: [OVERLOAD],
      entries: ['deny tcp any any eq 443', 'permit ip any any'],
      verdict: 'deny',
    },
    {
      name: 'that names the address of a static entry',
      nat: [WHOLE],
      entries: ['permit tcp host 198.51.100.10 any'],
      verdict: 'permit',
    },
  ])('$name: $verdict, in a replay as well', ({ entries, nat, verdict }) => {
    const edge = { nat, entries, outside: ['ip nat outside', 'ip access-group EDGE out'] };
    const report = traced(edge, 'web', CLIENT, '443/tcp');
    expect(report.today.opening.verdict).toBe(verdict);
    expect(report.agree === null).toBe(verdict === 'unknown');

    const given = adHoc(config(edge), INVENTORY);
    const { devices, inventory } = readScenario(given);
    const sources = [...given.configs, given.inventory];
    const replay = new Replay({ devices, inventory, sources, diagnostics: [], options: DEFAULTS });
    const flow = {
      family: 'ipv4' as const,
      source: parseIpv4('10.9.1.10') ?? 0,
      destination: parseIpv4(CLIENT) ?? 0,
      protocol: 6,
      service: 443,
      sourcePort: 49152,
    };
    expect(replay.add(flow, { file: 'flows.csv', line: 1 })?.acl).toBe(verdict);
  });

  test('a list in both directions is compared as it stands, and its verdict unknown where that matters', () => {
    const edge = {
      nat: [WHOLE],
      entries: ['permit tcp any host 198.51.100.10 eq 443'],
      outside: ['ip nat outside', 'ip access-group EDGE in', 'ip access-group EDGE out'],
    };
    expect(traced(edge, CLIENT, 'web', '443/tcp').today.opening.verdict).toBe('unknown');
  });
});

test('a line for answers at addresses that an overload chooses is no reply without opening', () => {
  const edge = { nat: [OVERLOAD], entries: ['permit tcp any host 198.51.100.2 established'] };
  const { report } = runScenario(adHoc(config(edge), INVENTORY));
  expect(report.ledger.entries.find(({ list }) => list === 'EDGE')).toMatchObject({
    outcome: 'return-traffic',
    because: expect.stringContaining('for addresses that translation may choose') as string,
  });
});
