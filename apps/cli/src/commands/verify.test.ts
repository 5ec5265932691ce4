/** `aclift verify` as a user meets it: drafts as they are, edited, and what a cluster prints. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { Workplace } from '../testing/run-aclift.ts';
import {
  DEFAULTS,
  draftTexts,
  readScenario,
  runScenario,
  scenario,
  scenarios,
} from '../testing/scenario.ts';
import { verifyPolicies, type VerifyReport } from '@aclift/insight';

const CONFIG = `interface GigabitEthernet0/0
 ip address 10.0.1.1 255.255.255.0
 ip access-group TO-WEB out
interface GigabitEthernet0/1
 ip address 10.0.2.1 255.255.255.0
ip route 0.0.0.0 0.0.0.0 10.0.2.254
ip access-list extended TO-WEB
 permit tcp 10.0.2.0 0.0.0.255 host 10.0.1.10 eq 443
 deny ip any host 10.0.1.10
 permit ip any any
`;
const INVENTORY = `version: 1
namespaces:
  shop: {}
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.0.1.10] }
  - { namespace: shop, labels: { app: client }, addresses: [10.0.2.10] }
`;

function policy(ingress: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress:
${ingress}`;
}

const SAME =
  policy(`    - from: [{ ipBlock: { cidr: 10.0.2.0/24 } }, { podSelector: { matchLabels: { app: client } } }]
      ports: [{ port: 443, protocol: TCP }]
    - from: [{ ipBlock: { cidr: 10.0.1.0/24 } }, { podSelector: { matchLabels: { app: web } } }]
`);
const WIDER = SAME.replace('port: 443', 'port: 443, endPort: 444');
const NARROWER = SAME.replace('app: client', 'app: nobody');

function verify(text: string, ...flags: readonly string[]) {
  return verifyFor(INVENTORY, text, ...flags);
}

async function verifyFor(inventory: string, text: string, ...flags: readonly string[]) {
  using place = new Workplace({ 'r.cfg': CONFIG, 'inventory.yaml': inventory, 'p.yaml': text });
  return await place.run('verify', 'p.yaml', '--config', 'r.cfg', '-i', 'inventory.yaml', ...flags);
}

describe('aclift verify', () => {
  test('proves hand-written policies that say what the lists say', async () => {
    const { code, out } = await verify(SAME, '--fail-on', 'any');
    expect(out).toContain('Proven: 1 object and the lists agree');
    expect(code).toBe(0);
  });

  test('takes no rule for a pod that talks to itself, and one for replicas that talk to each other', async () => {
    const alone = SAME.replace(', { podSelector: { matchLabels: { app: web } } }', '');
    expect(alone).not.toBe(SAME);
    expect(await verify(alone, '--fail-on', 'any')).toMatchObject({ code: 0 });
    const replicas = INVENTORY.replace('[10.0.1.10]', '[10.0.1.10, 10.0.1.12]');
    const { out } = await verifyFor(replicas, alone);
    expect(out).toContain('shop/web → shop/web');
    expect(out).toContain('from 10.0.1.10 port 49152 to 10.0.1.12 port 443');
  });

  test('shows what an edit opens: a flow, the line of the list and the rule', async () => {
    const { code, out } = await verify(WIDER);
    expect(code).toBe(1);
    expect(out).toContain('Widened: these policies could do otherwise');
    expect(out).toContain('shop/client → shop/web  tcp/444');
    expect(out).toContain('to 10.0.1.10 port 444');
    expect(out).toContain('list TO-WEB: r.cfg:9: deny ip any host 10.0.1.10');
    expect(out).toContain('allowed by p.yaml:8 (NetworkPolicy shop/web, spec.ingress[0])');
  });

  test.each([
    { failOn: 'widened', code: 0 },
    { failOn: 'narrowed', code: 1 },
    { failOn: 'any', code: 1 },
  ])('what an edit closes gives $code with --fail-on $failOn', async ({ code, failOn }) => {
    const run = await verify(NARROWER, '--fail-on', failOn);
    expect(run.out).toContain('Narrowed');
    expect(run.out).toContain('isolated by p.yaml');
    expect(run.code).toBe(code);
  });

  test('reads what kubectl prints from standard input', async () => {
    using place = new Workplace({ 'r.cfg': CONFIG, 'inventory.yaml': INVENTORY });
    const list = `apiVersion: v1\nkind: List\nitems:\n${SAME.replace(/^(?=.)/gm, '    ').replace('    api', '  - api')}`;
    const args = ['verify', '-', '--config', 'r.cfg', '-i', 'inventory.yaml', '--fail-on', 'any'];
    const { code, out } = await place.runWith(list, ...args);
    expect(out).toContain('Proven');
    expect(code).toBe(0);
  });

  test('names objects that a cluster refuses, and leaves open what they are about', async () => {
    const refused = SAME.replace('port: 443', 'port: 443000');
    const { code, out } = await verify(refused, '--fail-on', 'any');
    expect(out).toContain('Refused by a cluster, so left open: 1 object');
    expect(out).toContain('only the cluster knows whether p.yaml:4');
    expect(out).not.toContain('Proven');
    expect(code).toBe(1);
  });

  test.each([
    {
      name: 'a value of the wrong type',
      text: SAME.replace('[Ingress]', 'Ingress'),
      says: 'wrong-type',
    },
    { name: 'a text that is no YAML', text: `${SAME}---\nkind: [\n`, says: 'syntax' },
    { name: 'a template', text: SAME.replace('name: web', 'name: "{{ .x }}"'), says: 'template' },
  ])('is never clean after $name', async ({ says, text }) => {
    const { code, err, out } = await verify(text);
    expect(err).toContain(`error[policy/${says}]`);
    expect(out).toContain('Not read, so left open: 1 object');
    expect(out).not.toContain('Proven');
    expect(code).toBe(2);
  });

  test('says that a policy without a namespace is taken for one of default', async () => {
    const { err } = await verify(SAME.replace(', namespace: shop', ''));
    expect(err).toContain(
      'p.yaml:3: warning[policy/no-namespace]: NetworkPolicy web names no namespace',
    );
  });

  test('leaves to the cluster what only the cluster knows', async () => {
    const named = SAME.replace('port: 443', 'port: https');
    const { out } = await verify(named, '--json');
    const report = JSON.parse(out) as VerifyReport;
    expect(report.equal).toBe(false);
    expect(report.undecided.length).toBeGreaterThan(0);
    expect(report.notModelled).toMatchObject([{ caveat: 'named-port' }]);
  });

  test.each([
    ['cilium', false],
    ['calico-like', true],
  ])('the engine changes what a block means for pods: %s', async (engine, widens) => {
    const block = policy('    - from: [{ ipBlock: { cidr: 0.0.0.0/0 } }]\n');
    const { out } = await verify(
      block,
      '--json',
      '--engine',
      engine,
      '--pod-cidr',
      '172.16.0.0/16',
    );
    const { differences } = JSON.parse(out) as VerifyReport;
    expect(
      differences.some(
        ({ kind, regions }) =>
          kind === 'widened' && regions.some(({ from }) => from === 'shop/client'),
      ),
    ).toBe(widens);
  });
});

const schema = JSON.parse(
  readFileSync(
    new URL('../../../../packages/core/schema/verify-report.schema.json', import.meta.url),
    'utf8',
  ),
) as object;
const valid = new Ajv({ allErrors: true, strict: false }).compile(schema);

/** What the proof of a migration takes for the engine. */
const ENGINE = { networkpolicy: 'strict-spec', cilium: 'cilium' } as const;

describe.each(scenarios().map(({ name }) => name))('drafts of %s', (name) => {
  const given = scenario(name);
  test.each(['networkpolicy', 'cilium'] as const)('verify as %s without surprise', (target) => {
    const migration = runScenario(given, { target });
    const { devices, inventory, decisions } = readScenario(given);
    const report = verifyPolicies({
      devices,
      inventory,
      ...(decisions === undefined ? {} : { decisions }),
      policies: draftTexts(migration).map((text, i) => ({ name: `${i}.yaml`, text })),
      sources: [
        ...given.configs,
        given.inventory,
        ...(given.decisions === undefined ? [] : [given.decisions]),
      ],
      diagnostics: [],
      options: { ...DEFAULTS, ...given.options, engine: ENGINE[target] },
    });
    valid(JSON.parse(JSON.stringify(report)));
    expect(valid.errors ?? []).toEqual([]);
    expect(report.differences.filter(({ because }) => because === null)).toEqual([]);
    const { preserved, narrowed, widened } = migration.report.proof;
    expect(report.flows).toMatchObject({ preserved, narrowed, widened });
  });
});
