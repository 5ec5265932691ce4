/** `aclift policy-diff` as a user meets it: two files, folders or a cluster's list, and what B opens and closes. */
import type { PolicyDiffReport } from '@aclift/insight';
import { describe, expect, test } from 'vitest';
import { Workplace } from '../testing/run-aclift.ts';

const INVENTORY = `version: 1
namespaces:
  shop: {}
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.0.1.10] }
  - { namespace: shop, labels: { app: client }, addresses: [10.0.2.10] }
  - { namespace: shop, labels: { app: job } }
`;

function policy(ingress: string, app = 'web'): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${app}, namespace: shop }
spec:
  podSelector: { matchLabels: { app: ${app} } }
  policyTypes: [Ingress]
  ingress:
${ingress}`;
}

const CLIENT = 'from: [{ podSelector: { matchLabels: { app: client } } }]';
const OLD = policy(`    - ${CLIENT}
      ports: [{ port: 443 }, { port: 444 }]
`);
const SAME = policy(`    - ${CLIENT}
      ports: [{ port: 443, endPort: 444 }]
    - from: [{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [client] }] } }]
      ports: [{ port: 444, protocol: TCP }]
`);
const WIDER = policy(`    - ${CLIENT}
      ports: [{ port: 443 }, { port: 444 }]
    - from: [{ podSelector: { matchLabels: { app: job } } }]
      ports: [{ port: 443 }]
`);
const CLOSED = policy(`    - ${CLIENT}
      ports: [{ port: 443 }]
`);

async function diff(old: string, young: string, ...flags: readonly string[]) {
  using place = new Workplace({ 'i.yaml': INVENTORY, 'old.yaml': old, 'new.yaml': young });
  return await place.run('policy-diff', 'old.yaml', 'new.yaml', '-i', 'i.yaml', ...flags);
}

async function report(
  old: string,
  young: string,
  ...flags: readonly string[]
): Promise<PolicyDiffReport> {
  return JSON.parse((await diff(old, young, '--json', ...flags)).out) as PolicyDiffReport;
}

describe('aclift policy-diff', () => {
  test('proves sets alike that are written differently', async () => {
    const { code, out } = await diff(OLD, SAME, '--fail-on', 'any');
    expect(out).toContain('Proven: A and B treat every flow that can be compared alike.');
    expect(code).toBe(0);
  });

  test('shows what B opens, by which rule of B, and who isolates in A', async () => {
    const { code, out } = await diff(OLD, WIDER);
    expect(code).toBe(0);
    expect(out).toContain('Opened by B: 1 group of flows, 65,536 in all');
    expect(out).toContain('shop/job → shop/web  tcp/443');
    expect(out).toContain('from (no address) port 49152 to 10.0.1.10 port 443');
    expect(out).toContain(
      'A: ingress of shop/web: isolated by old.yaml:4 (NetworkPolicy shop/web, spec); no rule allows it',
    );
    expect(out).toContain(
      'B: ingress of shop/web: allowed by new.yaml:10 (NetworkPolicy shop/web, spec.ingress[1])',
    );
  });

  test('shows the end that makes the difference, and somebody outside with an address to try', async () => {
    const egress = OLD.replace('name: web', 'name: client')
      .replace('app: web', 'app: client')
      .replace('[Ingress]', '[Egress]')
      .replace('ingress:', 'egress:')
      .replace('from:', 'to:')
      .replaceAll('app: client } } }]', 'app: web } } }, { ipBlock: { cidr: 0.0.0.0/0 } }]');
    const { out } = await diff(`${OLD}---\n${egress}`, `${CLOSED}---\n${egress}`);
    expect(out).toContain('A: ingress of shop/web: allowed by old.yaml:8');
    expect(out).not.toContain('egress of shop/client');
    const open = policy('    - {}\n');
    expect((await diff(OLD, open)).out).toContain(
      'from 203.0.113.1 port 49152 to 10.0.1.10 port 443',
    );
  });

  test('puts together the ends that one rule concerns', async () => {
    const all = policy(
      '    - from: [{ podSelector: {} }]\n      ports: [{ port: 443 }, { port: 444 }]\n',
    );
    const { out } = await diff(
      policy('    - from: [{ podSelector: { matchLabels: { app: web } } }]\n'),
      all,
    );
    expect(out).toContain('Opened by B: 2 groups of flows');
    expect(out).toContain('  shop/client, shop/job → shop/web  tcp/443-444');
    const many = Array.from(
      { length: 9 },
      (_, i) => `  - { namespace: shop, labels: { app: x${i} } }`,
    );
    using place = new Workplace({
      'i.yaml': `${INVENTORY}${many.join('\n')}\n`,
      'a.yaml': OLD,
      'b.yaml': all,
    });
    const { out: more } = await place.run('policy-diff', 'a.yaml', 'b.yaml', '-i', 'i.yaml');
    expect(more).toContain(
      'shop/job, shop/x0, shop/x1, shop/x2 and 6 more → shop/web  tcp/443-444',
    );
  });

  test('shows what B closes', async () => {
    const { out } = await diff(OLD, CLOSED);
    expect(out).toContain('Closed by B: 1 group of flows');
    expect(out).toContain('shop/client → shop/web  tcp/444');
    expect(out).toContain('A: ingress of shop/web: allowed by old.yaml:8');
  });

  test.each([
    { name: 'opened', old: OLD, young: WIDER, failOn: 'opened', code: 1 },
    { name: 'opened', old: OLD, young: WIDER, failOn: 'closed', code: 0 },
    { name: 'opened', old: OLD, young: WIDER, failOn: 'any', code: 1 },
    { name: 'closed', old: OLD, young: CLOSED, failOn: 'opened', code: 0 },
    { name: 'closed', old: OLD, young: CLOSED, failOn: 'closed', code: 1 },
    { name: 'closed', old: OLD, young: CLOSED, failOn: 'nothing', code: 0 },
  ])(
    'flows that B has $name give $code with --fail-on $failOn',
    async ({ code, failOn, old, young }) => {
      expect((await diff(old, young, '--fail-on', failOn)).code).toBe(code);
    },
  );

  test('reads a folder and what kubectl prints from standard input', async () => {
    using place = new Workplace({ 'i.yaml': INVENTORY, 'set/a.yaml': OLD, 'set/notes.md': '[' });
    const list = `apiVersion: v1\nkind: List\nitems:\n${SAME.replace(/^(?=.)/gm, '    ').replace('    api', '  - api')}`;
    const { code, out } = await place.runWith(
      list,
      'policy-diff',
      '-',
      'set',
      '-i',
      'i.yaml',
      '--fail-on',
      'any',
    );
    expect(out).toContain('A is standard input: 1 object in force, of 1 file');
    expect(out).toContain('Proven');
    expect(code).toBe(0);
  });

  test('reads standard input for one of the sets only', async () => {
    using place = new Workplace({ 'i.yaml': INVENTORY });
    const { code, err } = await place.run('policy-diff', '-', '-', '-i', 'i.yaml');
    expect(err).toContain('standard input (-) can be read only once');
    expect(code).toBe(2);
  });

  test('the same question to the cluster in both sets is no difference', async () => {
    const named = policy(`    - ${CLIENT}\n      ports: [{ port: https }]\n`);
    expect((await report(named, named)).equal).toBe(true);
  });

  test('a question that only one set asks is left to the cluster', async () => {
    const named = policy(`    - ${CLIENT}\n      ports: [{ port: https }]\n`);
    const found = await report(policy(`    - ${CLIENT}\n      ports: [{ port: 8443 }]\n`), named);
    expect(found.equal).toBe(false);
    expect(found.undecided).toMatchObject([
      { from: 'shop/client', to: 'shop/web', b: { ingress: { verdict: 'undecided' } } },
      { services: ['tcp/8443'], a: { ingress: { verdict: 'allowed' } } },
    ]);
    expect(found.notModelled).toMatchObject([{ side: 'b', caveat: 'named-port' }]);
  });

  test('an edit beside a question leaves only its own flows open', async () => {
    const named = policy(`    - ${CLIENT}\n      ports: [{ port: https }]\n`);
    const more = policy(`    - ${CLIENT}\n      ports: [{ port: https }, { port: 8443 }]\n`);
    const found = await report(named, more);
    expect(found.differences).toEqual([]);
    expect(found.undecided).toMatchObject([{ services: ['tcp/8443'] }]);
  });

  test('a layer 7 rule closes a part of what was open', async () => {
    const cilium = (rules: string): string => `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: web } }
  ingress: [{ toPorts: [{ ports: [{ port: "80", protocol: TCP }]${rules} }] }]
`;
    const { differences, engine, undecided } = await report(
      cilium(''),
      cilium(', rules: { http: [{ path: /a }] }'),
    );
    expect(engine).toBe('cilium');
    expect(differences.map(({ inPart, kind }) => ({ inPart, kind }))).toEqual([
      { kind: 'closed', inPart: true },
    ]);
    expect(undecided).toEqual([]);
  });

  test('names objects that are not in force and objects that nobody of the inventory meets', async () => {
    const refused = policy('    - ports: [{ port: 443000 }]\n', 'client');
    const odd = `${OLD}---\n${policy('    - {}\n', 'stranger')}---\n${refused}`;
    const { code, out } = await diff(OLD, odd, '--fail-on', 'any');
    expect(out).toContain('Refused by a cluster, so left open: 1 object, see aclift validate');
    expect(out).toContain('Not covered: 1 object, no workload of the inventory is selected');
    expect(out).toContain('B: new.yaml:11 NetworkPolicy shop/stranger');
    expect(code).toBe(1);
  });

  test('never joins two objects of one name, and says where both stand', async () => {
    const { code, err, out } = await diff(CLOSED, `${CLOSED}---\n${WIDER}`, '--fail-on', 'opened');
    expect(err).toContain(
      'new.yaml:13: error[policy/duplicate-object]: NetworkPolicy shop/web is written twice: new.yaml:1 has the same name and says something else.',
    );
    expect(out).toContain('Left to the cluster');
    expect(out).not.toContain('Opened by B');
    expect(code).toBe(0);
  });

  test('takes a copy that says the same for one object', async () => {
    expect(await report(OLD, `${OLD}---\n${OLD}`)).toMatchObject({ equal: true, undecided: [] });
  });

  test('is not clean when a text was not read', async () => {
    const lost = `${OLD}---\n${policy('    - {}\n').replace('[Ingress]', '[Both]')}`;
    const { code, err, out } = await diff(OLD, lost);
    expect(err).toContain('error[policy/unknown-value]');
    expect(out).toContain('Not read, so left open: 1 object');
    expect(out).toContain('Left to the cluster');
    expect(code).toBe(2);
  });

  test('is no proof with an inventory that has nobody in the cluster', async () => {
    using place = new Workplace({ 'i.yaml': 'version: 1\n', 'p.yaml': OLD });
    const { code, out } = await place.run(
      'policy-diff',
      'p.yaml',
      'p.yaml',
      '-i',
      'i.yaml',
      '--fail-on',
      'any',
    );
    expect(out).toContain('There is no flow to compare');
    expect(code).toBe(1);
  });

  test.each([
    ['cilium', false],
    ['calico-like', true],
  ])('the engine changes what a block means for pods: %s', async (engine, opens) => {
    const block = policy('    - from: [{ ipBlock: { cidr: 0.0.0.0/0 } }]\n');
    const { differences } = await report(
      OLD,
      block,
      '--engine',
      engine,
      '--pod-cidr',
      '172.16.0.0/16',
    );
    expect(
      differences.some(
        ({ kind, regions }) => kind === 'opened' && regions.some(({ from }) => from === 'shop/job'),
      ),
    ).toBe(opens);
  });
});
