/** Policies whose subjects only the cluster knows: they matter where the verdict would be another with them. */
import { describe, expect, test } from 'vitest';
import { type Ask, verdict } from '../testing/cluster.ts';
import type { PolicyVerdict } from './decide.ts';

const cnp = (name: string, selector: string, rule: string): string => `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec: { endpointSelector: { matchLabels: ${selector} }, ${rule} }
`;
/** A rule for \`db\`, if it has the service account. */
const perhaps = (rule: string): string =>
  cnp('perhaps', '{ app: db, io.cilium.k8s.policy.serviceaccount: a }', rule);
const certain = (rule: string): string => cnp('certain', '{ app: db }', rule);

const WEB = 'fromEndpoints: [{ matchLabels: { app: web } }]';
const port = (number: number, more = ''): string =>
  `toPorts: [{ ports: [{ port: "${number}", protocol: TCP }]${more} }]`;

interface Row extends Ask {
  readonly name: string;
  readonly yaml: string;
  readonly is: PolicyVerdict;
}

describe('a policy that may apply', () => {
  test.each<Row>([
    {
      name: 'leaves open what it would stop',
      yaml: perhaps(`ingress: [{ ${WEB}, ${port(80)} }]`),
      flow: 'web -> db tcp 81',
      is: 'undecided',
    },
    {
      name: 'does not matter to what passes with and without it',
      yaml: perhaps(`ingress: [{ ${WEB}, ${port(80)} }]`),
      flow: 'web -> db tcp 80',
      is: 'passes',
    },
    {
      name: 'leaves open what it alone lets through',
      yaml: certain('ingress: [{}]') + perhaps(`ingress: [{ ${WEB}, ${port(80)} }]`),
      flow: 'web -> db tcp 80',
      is: 'undecided',
    },
    {
      name: 'does not matter to what is stopped with and without it',
      yaml: certain('ingress: [{}]') + perhaps(`ingress: [{ ${WEB}, ${port(80)} }]`),
      flow: 'web -> db tcp 81',
      is: 'held',
    },
    {
      name: 'cannot let through what it denies itself',
      yaml:
        certain('ingress: [{}]') +
        perhaps(`ingress: [{ ${WEB} }], ingressDeny: [{ ${WEB}, ${port(80)} }]`),
      flow: 'web -> db tcp 80',
      is: 'held',
    },
    {
      name: 'may deny what others let through',
      yaml: certain(`ingress: [{ ${WEB} }]`) + perhaps(`ingressDeny: [{ ${WEB}, ${port(80)} }]`),
      flow: 'web -> db tcp 80',
      is: 'undecided',
    },
    {
      name: 'cannot deny what is denied already',
      yaml:
        certain(`ingressDeny: [{ ${WEB} }]`) + perhaps(`ingressDeny: [{ ${WEB}, ${port(80)} }]`),
      flow: 'web -> db tcp 80',
      is: 'held',
    },
    {
      name: 'may look into what passes without it',
      yaml: perhaps(`ingress: [{ ${WEB}, ${port(80, ', rules: { http: [{ path: /a }] }')} }]`),
      flow: 'web -> db tcp 80',
      is: 'in-part',
    },
    {
      name: 'does not look into what it lets through wholly',
      yaml: perhaps(
        `ingress: [{ ${WEB}, ${port(80, ', rules: { http: [{ path: /a }] }')} }, { ${WEB} }]`,
      ),
      flow: 'web -> db tcp 80',
      is: 'passes',
    },
  ])('$name', ({ is, yaml, ...ask }) => {
    expect(verdict(yaml, ask)).toBe(is);
  });

  test('and another one: each must let through what opens whichever of them applies', () => {
    const other = (rule: string): string =>
      cnp('other', '{ app: db, io.cilium.k8s.policy.serviceaccount: b }', rule);
    const both = perhaps(`ingress: [{ ${WEB}, ${port(80)} }]`);
    const wide = other(`ingress: [{ ${WEB} }]`);
    expect(verdict(both + wide, { flow: 'web -> db tcp 80' })).toBe('passes');
    expect(verdict(both + wide, { flow: 'web -> db tcp 81' })).toBe('undecided');
  });
});

describe('a rule that looks into a port that only the cluster knows', () => {
  const named = `toPorts: [{ ports: [{ port: web, protocol: TCP }], rules: { http: [{ path: /a }] } }]`;

  test('may look into any port where nothing is isolated', () => {
    const open = 'enableDefaultDeny: { ingress: false, egress: false }';
    const yaml = certain(`ingress: [{ ${WEB}, ${named} }], ${open}`);
    expect(verdict(yaml, { flow: 'web -> db tcp 80' })).toBe('in-part');
    expect(verdict(yaml, { flow: 'web -> db udp 80' })).toBe('passes');
  });

  test('opens it or not where something is', () => {
    const yaml = certain(`ingress: [{ ${WEB}, ${named} }]`);
    expect(verdict(yaml, { flow: 'web -> db tcp 80' })).toBe('undecided');
  });
});
