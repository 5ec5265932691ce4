/** A policy that could not be read is named, and no command ends as if it had been. */
import { describe, expect, test } from 'vitest';
import { Workplace } from './testing/run-aclift.ts';

const HEAD =
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: front, namespace: shop }\n';
const FILES = {
  'r.cfg': `hostname r
interface Vlan1
 ip address 10.6.1.1 255.255.255.0
interface Vlan2
 ip address 10.6.2.1 255.255.255.0
`,
  'i.yaml': `version: 1
workloads:
  - { namespace: shop, labels: { app: front }, addresses: [10.6.1.10] }
  - { namespace: shop, labels: { app: back }, addresses: [10.6.2.10] }
`,
  'flows.csv': 'src,dst,proto,sport,dport\n10.6.1.10,10.6.2.10,tcp,40000,443\n',
  'deep.yaml': `${HEAD}spec: ${'[ '.repeat(400)}${'] '.repeat(400)}\n`,
  'cut.yaml': `${HEAD}spec:\n  podSelector: { matchLabels: { app: front }\n`,
  'template.yaml': `${HEAD}spec:\n  podSelector: {{ .Values.front }}\n`,
};

describe.each(['deep.yaml', 'cut.yaml', 'template.yaml'])('%s', (file) => {
  const given = ['--config', 'r.cfg', '-i', 'i.yaml'];
  test.each([
    ['verify', file, ...given],
    ['trace', '--policies', file, ...given, '--from=front', '--to=back', '--port=443/tcp'],
    ['replay', 'flows.csv', '--policies', file, ...given],
    ['policy-diff', file, file, '-i', 'i.yaml'],
    ['explain', file],
  ])('%s ends with 2 and names it', async (...args) => {
    using place = new Workplace(FILES);
    const { code, err, out } = await place.run(...args);
    expect(code).toBe(2);
    expect(err).toContain(`${file}:`);
    expect(out).not.toContain('Proven');
  });
});
