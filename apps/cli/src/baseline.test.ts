/** What drafts allow that no list knows of, what they end because none permits it, and which end enforces chosen lists. */
import { describe, expect, test } from 'vitest';
import { adHoc, runScenario } from './testing/scenario.ts';

const INVENTORY = `version: 1
namespaces: { shop: {} }
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.0.1.5] }
  - { namespace: shop, labels: { app: api }, addresses: [10.0.1.6] }
  - { namespace: shop, labels: { app: db }, addresses: [10.0.2.5] }
`;
const CONFIG = `hostname r1
interface Vlan1
 ip address 10.0.1.1 255.255.255.0
 ip access-group WEB-IN in
interface Vlan2
 ip address 10.0.2.1 255.255.255.0
interface Gi0/0
 ip address 198.51.100.2 255.255.255.252
ip route 0.0.0.0 0.0.0.0 198.51.100.1
ip access-list extended WEB-IN
 permit tcp 10.0.1.0 0.0.0.255 host 10.0.2.5 eq 5432
`;
const given = adHoc(CONFIG, INVENTORY);

const paths = (run: ReturnType<typeof runScenario>) => run.files.map(({ path }) => path);

describe.each(['networkpolicy', 'cilium'] as const)('as %s', (target) => {
  test('one object lets all workloads of a namespace that lose egress look up names', () => {
    const { files, report } = runScenario(given, { target });
    const [dns] = files.filter(({ path }) => path.endsWith('-dns.yaml'));
    expect(dns?.path).toBe('policies/shop/cluster-dns.yaml');
    expect(dns?.text).toMatch(/- api\n +- web\n/);
    expect(dns?.text).toContain('not from an access list');
    expect(dns?.text).toContain('kube-system');
    expect(report.proof).toMatchObject({ proven: true, widened: '0' });
  });

  test('another workload renames nothing', () => {
    const alone = adHoc(CONFIG, INVENTORY.replace(/.*app: api.*\n/, ''));
    expect(paths(runScenario(alone, { target }))).toContain('policies/shop/cluster-dns.yaml');
  });

  test('where the inventory names the resolver the lists decide who may ask it', () => {
    const resolver =
      '  - { namespace: kube-system, labels: { k8s-app: kube-dns }, addresses: [10.0.2.53] }\n';
    const run = runScenario(adHoc(CONFIG, INVENTORY + resolver), { target });
    expect(paths(run).filter((path) => path.endsWith('-dns.yaml'))).toEqual([]);
    expect(run.report.proof).toMatchObject({ proven: true, widened: '0' });
  });

  test('on OpenShift the lookups go to its resolver, on the port that its pods have', () => {
    const openshift = INVENTORY.replace('{ shop: {} }', '{ shop: {}, openshift-dns: {} }');
    const { files, report } = runScenario(adHoc(CONFIG, openshift), { target });
    const [dns] = files.filter(({ path }) => path.endsWith('-dns.yaml'));
    expect(dns?.text).toContain('dns.operator.openshift.io/daemonset-dns: default');
    expect(dns?.text).toMatch(/port: "?5353"?/);
    expect(dns?.text).not.toMatch(/kube-|port: "?53"?$/m);
    expect(report.proof).toMatchObject({ proven: true, widened: '0' });
  });

  test.each([
    { options: { unseenTraffic: 'strict' }, drafted: false },
    { options: { unseenTraffic: 'strict', baseline: 'dns' }, drafted: true },
    { options: { baseline: 'none' }, drafted: false },
  ] as const)('$options draft lookups: $drafted', ({ options, drafted }) => {
    const run = runScenario(given, { target, ...options });
    expect(paths(run).some((path) => path.endsWith('-dns.yaml'))).toBe(drafted);
  });

  test('report drafts what strict drafts, lists what ends, and writes what would keep it aside', () => {
    const strict = runScenario(given, { target, unseenTraffic: 'strict' });
    const run = runScenario(given, { target, unseenTraffic: 'report' });
    const policies = ({ files }: typeof run) =>
      files.filter(({ path }) => path.startsWith('policies/'));
    expect(policies(run)).toEqual(policies(strict));
    expect(run.report.unseen).toEqual([
      'unseen/shop/api-web-same-segment.yaml',
      'unseen/shop/cluster-dns.yaml',
      'unseen/shop/db-same-segment.yaml',
    ]);
    expect(paths(run)).toEqual(expect.arrayContaining([...run.report.unseen]));
    const markdown = run.files.find(({ path }) => path === 'report.md')?.text ?? '';
    expect(markdown).toMatch(
      /\| <code>shop\/web<\/code> \| <code>shop\/api<\/code> \| [\d,]+ \| 10\.0\.1\.5 → 10\.0\.1\.6/,
    );
    expect(strict.report.unseen).toEqual([]);
  });

  test.each([
    { detachedAs: undefined, isolated: ['shop/api', 'shop/db', 'shop/web'], by: 'ingress' },
    { detachedAs: 'egress', isolated: ['shop/api', 'shop/db', 'shop/web'], by: 'egress' },
  ] as const)('a list chosen as $detachedAs is enforced by $by', ({ detachedAs, isolated, by }) => {
    const run = runScenario(given, {
      target,
      detached: ['WEB-IN'],
      ...(detachedAs === undefined ? {} : { detachedAs }),
    });
    expect(run.report.proof).toMatchObject({ proven: true, widened: '0', unexplained: '0' });
    const drafts = run.report.drafts.filter(({ origin }) => origin === 'access-list');
    expect(drafts.flatMap(({ workloads }) => workloads).toSorted()).toEqual(isolated);
    // Towards ends outside the cluster either direction is the pod's own.
    const texts = run.files.filter(({ path }) => path.endsWith('-acl.yaml')).map((f) => f.text);
    const allowing =
      by === 'ingress'
        ? /ingress:[^]*app: (?:api|web)[^]*5432|In[^]*5432/
        : /egress:[^]*app: db[^]*5432/;
    expect(texts.some((text) => allowing.test(text))).toBe(true);
  });
});

test('a permit whose answers are dropped says that it does not work today, and by which list', () => {
  const { report } = runScenario(
    adHoc(
      CONFIG.replace(
        ' ip access-group WEB-IN in\n',
        ' ip access-group WEB-IN in\n ip access-group WEB-OUT out\n',
      ).concat('ip access-list extended WEB-OUT\n permit icmp any any echo\n'),
      INVENTORY,
    ),
  );
  const [entry] = report.ledger.entries.filter(({ list }) => list === 'WEB-IN');
  expect(entry?.because).toContain(
    'it does not work today: list WEB-OUT on Vlan1 drops every answer',
  );
  const working = runScenario(given).report.ledger.entries;
  expect(working.some(({ because }) => because.includes('does not work'))).toBe(false);
});
