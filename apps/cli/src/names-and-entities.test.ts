/** Outsiders by DNS name and by entity, where the inventory says who they are. */
import { describe, expect, test } from 'vitest';
import { runScenario, scenario } from './testing/scenario.ts';

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
