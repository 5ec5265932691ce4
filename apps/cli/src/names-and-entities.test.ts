/** Outsiders by DNS name and by entity, where the inventory says who they are. */
import { describe, expect, test } from 'vitest';
import { adHoc, draftTexts, runScenario, scenario } from './testing/scenario.ts';

const given = scenario('fqdn-and-entities');

describe('as Cilium', () => {
  const { files, report } = runScenario(given, { target: 'cilium' });
  const text = (name: string): string =>
    files.find(({ path }) => path === `policies/shop/${name}.yaml`)?.text ?? '';

  test('a rule about all addresses of an external goes by its names, and comes with lookups', () => {
    expect(text('checkout-acl')).toMatch(/toFQDNs:\n\s+- matchName: api\.payments\.example/);
    expect(text('checkout-acl')).not.toContain('203.0.113.0/27');
    expect(text('checkout-dns')).toContain('matchPattern: "*"');
    expect(text('checkout-dns')).toContain('k8s-app: kube-dns');
  });

  test('a rule about some of them keeps the address', () => {
    expect(text('checkout-acl')).toContain('203.0.113.7/32');
  });

  test('an entity stands for its addresses', () => {
    expect(text('operator-acl')).toMatch(/toEntities:\n\s+- kube-apiserver/);
    expect(text('operator-dns')).not.toContain('matchPattern');
  });

  test('nobody is said to lack name resolution, and without the baseline whoever has no lookups is', () => {
    const lacking = ({ diagnostics }: typeof report) =>
      diagnostics.find(({ code }) => code === 'core/dns-not-allowed')?.message;
    expect(lacking(report)).toBeUndefined();
    const without = runScenario(given, { target: 'cilium', baseline: 'none' }).report;
    expect(lacking(without)).toContain('shop/operator');
    expect(lacking(without)).not.toContain('shop/checkout');
  });

  test('names are a narrowing that proof and ledger name, and nothing else differs', () => {
    expect(report.proof).toMatchObject({ proven: true, widened: '0', unexplained: '0' });
    expect(new Set(report.proof.differences.map(({ because }) => because))).toEqual(
      new Set(['dns-names']),
    );
    expect(report.ledger.entries.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
      'narrowed dns-names',
      'translated exact',
      'translated exact',
      'translated default-deny',
    ]);
  });
});

test('as NetworkPolicy the addresses stay', () => {
  const { files, report } = runScenario(given);
  const all = files.map(({ text }) => text).join('');
  expect(all).toContain('cidr: 203.0.113.0/27');
  expect(all).not.toContain('FQDN');
  expect(report.proof).toMatchObject({ proven: true, narrowed: '0', widened: '0' });
});

describe('nodes, which Cilium knows by one word', () => {
  const configOf = (permits: readonly string[], more = ''): string => `hostname r1
interface Vlan10
 ip address 10.0.1.1 255.255.255.0
 ipv6 address 2001:db8:1::1/64
 ip access-group OUT in
${more === '' ? '' : ' ipv6 traffic-filter OUT6 in\n'}interface Vlan99
 ip address 192.0.2.1 255.255.255.0
 ipv6 address 2001:db8:99::1/64
ip route 0.0.0.0 0.0.0.0 192.0.2.254
ipv6 route ::/0 2001:db8:99::2
ip access-list extended OUT
${permits.map((line) => ` permit tcp host 10.0.1.10 ${line}\n`).join('')} deny ip any any
${more}`;
  const inventoryOf = (pods: string, nodes: string): string => `version: 1
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [${pods}] }
externals:
  - { name: nodes, addresses: [${nodes}], entity: remote-node }
`;
  const run = (permits: readonly string[], target: 'cilium' | 'networkpolicy' = 'cilium') =>
    runScenario(adHoc(configOf(permits), inventoryOf('10.0.1.10', '198.51.100.2-198.51.100.4')), {
      target,
      baseline: 'none',
    });

  test.each([
    {
      when: 'one of them',
      permits: ['host 198.51.100.2 eq 9100'],
      outcome: 'needs-decision partial-coverage',
      has: /egress:\n    - \{\}/,
      not: /198\.51|remote-node/,
    },
    {
      when: 'all of them',
      permits: ['198.51.100.0 0.0.0.7 eq 9100'],
      outcome: 'translated exact',
      has: /- toEntities:\n +- remote-node\n/,
      not: /except/,
    },
    {
      when: 'all of them in two lines',
      permits: ['198.51.100.2 0.0.0.1 eq 9100', 'host 198.51.100.4 eq 9100'],
      outcome: 'translated exact',
      has: /- toEntities:\n +- remote-node\n/,
      not: /198\.51\.100\.\d+\/\d/,
    },
    {
      when: 'some of them and others',
      permits: ['198.51.100.0 0.0.0.3 eq 9100'],
      outcome: 'needs-decision partial-coverage',
      has: /198\.51\.100\.0\/31/,
      not: /remote-node|198\.51\.100\.2\/32/,
    },
  ])('a list about $when', ({ has, not, outcome, permits }) => {
    const done = run(permits);
    const { ledger, proof } = done.report;
    expect(proof).toMatchObject({ proven: true, widened: '0', unexplained: '0' });
    expect(ledger.entries[0]).toMatchObject({
      outcome: outcome.split(' ')[0],
      reason: outcome.split(' ')[1],
    });
    const text = draftTexts(done)
      .find((one) => one.includes('name: web-acl'))
      ?.replaceAll(/^ *#.*\n/gm, '');
    expect(text).toMatch(has);
    expect(text).not.toMatch(not);
  });

  test.each([
    ['by name', 'to: one'],
    ['by line', 'ace: permit tcp host 10.0.1.10 host 198.51.100.2 eq 9100'],
  ])('a decision about one of two externals of one entity, %s, is about both', (_, about) => {
    const inventory = `version: 1
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.0.1.10] }
externals:
  - { name: one, addresses: [198.51.100.2], entity: remote-node }
  - { name: two, addresses: [198.51.100.77], entity: remote-node }
`;
    const decided = (decision: string) =>
      runScenario(
        adHoc(
          configOf(['host 198.51.100.2 eq 9100']),
          inventory,
          `version: 1\ncoverage: [{ ${about}, decision: ${decision} }]\n`,
        ),
        { target: 'cilium', baseline: 'none' },
      );
    const granted = decided('grant');
    expect(granted.report.proof).toMatchObject({ proven: true, unexplained: '0' });
    expect(granted.report.proof.differences.map(({ because, to }) => [because, to])).toEqual([
      ['granted', 'two'],
    ]);
    expect(draftTexts(granted).join('')).toMatch(/toEntities:\n +- remote-node\n/);
    const withheld = decided('withhold');
    expect(withheld.report.proof).toMatchObject({ proven: true, widened: '0', unexplained: '0' });
    expect(withheld.report.proof.differences.map(({ because, to }) => [because, to])).toEqual([
      ['withheld', 'one'],
    ]);
  });

  test('a NetworkPolicy, which anybody may enforce, keeps the address', () => {
    const { report } = run(['host 198.51.100.2 eq 9100'], 'networkpolicy');
    expect(report.ledger.entries[0]).toMatchObject({ outcome: 'translated' });
  });

  test('what only one family lets them open is withheld, and said', () => {
    const own = configOf(
      ['198.51.100.0 0.0.0.7 eq 9100', '198.51.100.0 0.0.0.7 eq 9200'],
      `ipv6 access-list OUT6
 permit tcp host 2001:db8:1::10 2001:db8:18::/64 eq 9100
 deny ipv6 any any
`,
    );
    const inventory = inventoryOf(
      '10.0.1.10, 2001:db8:1::10',
      '198.51.100.2-198.51.100.4, 2001:db8:18::2',
    );
    const done = runScenario(adHoc(own, inventory), { target: 'cilium', baseline: 'none' });
    expect(done.report.proof).toMatchObject({ proven: true, widened: '0', unexplained: '0' });
    expect(done.report.proof.differences.map(({ because, to }) => [because, to])).toEqual([
      ['other-family', 'nodes'],
    ]);
    const [text = ''] = draftTexts(done).filter((one) => one.includes('name: web-acl'));
    const [, entity = ''] = text.split('toEntities');
    expect(entity).toContain('9100');
    expect(entity).not.toContain('9200');
  });
});
