/** `aclift trace` on the campus sample: the story of five flows, and what it says of names that lead nowhere. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { readTracedService, trace, type TracedFlow, type TraceReport } from '@aclift/insight';
import { traceLines } from '../trace-summary.ts';
import { Workplace } from '../testing/run-aclift.ts';
import { DEFAULTS, readScenario, scenario } from '../testing/scenario.ts';

const GOLDEN = fileURLToPath(new URL('../../../../fixtures/traces/', import.meta.url));
const campus = scenario('campus');
const { devices, inventory } = readScenario(campus);

const schema = JSON.parse(
  readFileSync(
    new URL('../../../../packages/core/schema/trace-report.schema.json', import.meta.url),
    'utf8',
  ),
) as object;
const valid = new Ajv({ allErrors: true, strict: false }).compile(schema);

function traced(flow: Pick<TracedFlow, 'from' | 'to' | 'sourcePort'>, port: string): TraceReport {
  const service = readTracedService(port);
  if (service === undefined) throw new Error(`no service: ${port}`);
  const result = trace({
    devices,
    inventory,
    sources: [...campus.configs, campus.inventory],
    diagnostics: [],
    flow: { ...flow, ...service },
    options: DEFAULTS,
  });
  if (result.kind !== 'traced') throw new Error(`no end: ${result.end.text}`);
  return result.report;
}

describe.each([
  {
    name: 'allowed',
    flow: { from: 'shop/cart', to: 'shop-db' },
    port: '5432/tcp',
    agree: true,
    verdicts: ['permit', 'allow'],
  },
  {
    name: 'denied',
    flow: { from: 'shop/cart', to: '10.10.30.21' },
    port: '22/tcp',
    agree: true,
    verdicts: ['deny', 'deny'],
  },
  {
    name: 'same-segment',
    flow: { from: 'shop/shop-db', to: 'billing/ledger-db' },
    port: '5432/tcp',
    agree: true,
    verdicts: ['unfiltered', 'allow'],
  },
  {
    name: 'reply-only',
    flow: { from: 'corp-dns', to: 'shop/cart', sourcePort: 53 },
    port: '5000/udp',
    agree: false,
    verdicts: ['permit', 'deny'],
  },
  {
    name: 'differing',
    flow: { from: 'billing/invoices', to: 'mail-relay' },
    port: '25/tcp',
    agree: false,
    verdicts: ['permit', 'deny'],
  },
])('a flow that is $name', ({ agree, flow, name, port, verdicts }) => {
  const report = traced(flow, port);

  test('has its golden story', async () => {
    const text = `${traceLines(report).join('\n')}\n`;
    await expect(text).toMatchFileSnapshot(`${GOLDEN}${name}.txt`);
  });

  test('has the verdicts of both sides, and fits the schema', () => {
    expect([report.today.opening.verdict, report.cluster.verdict]).toEqual(verdicts);
    expect(report.agree).toBe(agree);
    valid(JSON.parse(JSON.stringify(report)));
    expect(valid.errors ?? []).toEqual([]);
  });
});

test('reasons of differing flows are those of the proof', () => {
  expect(traced({ from: 'billing/invoices', to: 'mail-relay' }, '25/tcp').because).toBe(
    'partial-coverage',
  );
  expect(traced({ from: 'corp-dns', to: 'shop/cart', sourcePort: 53 }, '5000/udp').because).toBe(
    'return-traffic',
  );
});

test('a workload and itself: its replicas, or the pod that no policy stops', () => {
  const replicas = traced({ from: 'shop/storefront', to: 'shop/storefront' }, '80/tcp');
  expect(replicas.flow.source).not.toBe(replicas.flow.destination);
  const one = traced({ from: '10.10.10.11', to: '10.10.10.11' }, '80/tcp');
  expect(one).toMatchObject({
    agree: true,
    cluster: { verdict: 'allow', egress: { verdict: 'itself' }, ingress: { verdict: 'itself' } },
  });
  expect(traceLines(one).join('\n')).toContain('a pod talks to itself, which no policy stops');
});

test('a pod is found by its own name', () => {
  const { from } = traced({ from: 'cart-6d5f9c7b8-x2x4z', to: 'shop-db' }, '5432/tcp');
  expect(from.name).toBe('shop/cart');
});

test('other replicas that fare otherwise are named', () => {
  const { otherwise } = traced({ from: 'billing/invoices', to: 'mail-relay' }, '25/tcp');
  expect(otherwise).toContainEqual({ source: '10.10.20.32', destination: '10.10.40.25' });
});

describe('aclift trace', () => {
  const files = Object.fromEntries(
    [...campus.configs, campus.inventory].map(({ name, text }) => [name, text]),
  );
  const run = async (...args: readonly string[]) => {
    using place = new Workplace(files);
    return await place.run('trace', '--config', 'campus-rtr.cfg', '-i', 'inventory.yaml', ...args);
  };

  test.each([
    { name: 'agreement', to: 'shop-db', port: '5432/tcp', code: 0 },
    { name: 'difference', to: 'mail-relay', port: '25/tcp', code: 1 },
  ])('returns $code on $name', async ({ code, port, to }) => {
    const from = to === 'mail-relay' ? 'billing/invoices' : 'shop/cart';
    expect((await run('--from', from, '--to', to, '--port', port)).code).toBe(code);
  });

  test.each([
    {
      name: 'an unknown end',
      args: ['--from', 'nobody', '--to', 'shop-db', '--port', '1/tcp'],
      says: '"nobody" is no IP address',
    },
    {
      name: 'no service',
      args: ['--from', 'cart', '--to', 'shop-db', '--port', 'https'],
      says: 'write 443/tcp',
    },
    {
      name: 'a source port that is none',
      args: ['--from', 'cart', '--to', 'shop-db', '--port', '1/tcp', '--source-port', 'x'],
      says: 'write 0 to 65535',
    },
  ])('says what to write instead of $name', async ({ args, says }) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(says);
  });
});

describe('a packet whose opening lists stop', () => {
  test('is told as an answer, where lists let that through', () => {
    const report = traced({ from: 'shop-db', to: 'shop/cart', sourcePort: 5432 }, '50000/tcp');
    expect(report.today.opening.verdict).toBe('deny');
    expect(report.today.asAnswer).toMatchObject({
      verdict: 'permit',
      filters: [
        { lists: [{ entry: { text: 'permit tcp 10.10.30.0 0.0.0.255 any established' } }] },
        { lists: [{ entry: { text: 'permit tcp any any established' } }] },
      ],
    });
    expect(traceLines(report).join('\n')).toContain('The same packet with ACK set, as an answer');
    expect(valid(report)).toBe(true);
  });

  test('is not, where there is no ACK or it would be stopped too', () => {
    const udp = traced({ from: 'shop-db', to: 'shop/cart' }, '50000/udp');
    expect(udp.today).toMatchObject({ opening: { verdict: 'deny' }, asAnswer: null });
    const open = traced({ from: 'shop/cart', to: 'shop-db' }, '5432/tcp');
    expect(open.today.asAnswer).toBeNull();
  });
});

const REFLEXIVE = `interface GigabitEthernet0/0
 ip address 10.0.1.1 255.255.255.0
 ip access-group OUTWARD in
 ip access-group INWARD out
interface GigabitEthernet0/1
 ip address 10.0.2.1 255.255.255.0
ip access-list extended OUTWARD
 permit udp any any eq 53 reflect ASKED
 permit udp any any eq 123 reflect TIME
 permit tcp any any reflect ASKED
ip access-list extended INWARD
 evaluate ASKED
`;

describe('the answer of a connection that a reflexive list recorded', () => {
  test.each([
    { port: '53/udp', passes: true },
    { port: '443/tcp', passes: true },
    { port: '123/udp', passes: false },
  ])('to $port passes the evaluate line: $passes', async ({ passes, port }) => {
    using place = new Workplace({
      'r.cfg': REFLEXIVE,
      'i.yaml':
        'version: 1\nworkloads: [{ namespace: a, labels: { app: b }, addresses: [10.0.1.9] }]\n',
    });
    const { err, out } = await place.run(
      'trace',
      '--config=r.cfg',
      '--inventory=i.yaml',
      '--from=a/b',
      '--to=10.0.2.9',
      `--port=${port}`,
      '--json',
    );
    expect(err).toBe('');
    const { today } = JSON.parse(out) as TraceReport;
    expect(today.reply?.verdict).toBe(passes ? 'permit' : 'deny');
  });
});
