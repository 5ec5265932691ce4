/** The built program, started as a process, does what the sources do within the process of the other tests. */
import { expect, test } from 'vitest';
import { Workplace } from './testing/run-aclift.ts';
import { treeOf } from './testing/tree.ts';

const FILES = {
  'r.cfg': `hostname r1
interface GigabitEthernet0/0
 ip address 10.6.1.1 255.255.255.0
 ip access-group A in
interface GigabitEthernet0/1
 ip address 10.6.2.1 255.255.255.0
ip access-list extended A
 permit tcp 10.6.1.0 0.0.0.15 host 10.6.2.20 eq 443
 permit tcp host 10.6.1.10 host 10.6.2.20 eq 443
 deny ip any any
`,
  'inventory.yaml': `version: 1
workloads:
  - { namespace: lab, labels: { app: desk }, addresses: [10.6.1.10] }
  - { namespace: lab, labels: { app: till }, addresses: [10.6.2.20] }
`,
  'policy.yaml': `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: till, namespace: lab }
spec:
  podSelector: { matchLabels: { app: till } }
  policyTypes: [Ingress]
  ingress:
    - ports: [{ port: 443 }]
`,
  hosts: '10.6.1.77 lab-kiosk-1\n',
  'flows.csv': 'source,destination,protocol,destination_port\n10.6.1.10,10.6.2.20,tcp,443\n',
};

test.each([
  'migrate r.cfg -i inventory.yaml -o out',
  'migrate r.cfg -i inventory.yaml -t cilium --json',
  'migrate - --json',
  'verify policy.yaml --config r.cfg -i inventory.yaml',
  'policy-diff policy.yaml policy.yaml -i inventory.yaml',
  'trace --config r.cfg -i inventory.yaml --from lab/desk --to lab/till --port 443/tcp',
  'replay flows.csv --config r.cfg -i inventory.yaml --verdicts v.jsonl',
  'explain policy.yaml --config r.cfg',
  'suggest r.cfg -i inventory.yaml --hosts hosts -o s.yaml',
  'lint r.cfg --fix -o fixed',
  'diff r.cfg r.cfg',
  'query r.cfg --acl A --permits tcp',
  'parse r.cfg --json',
  'validate policy.yaml',
  'inventory check inventory.yaml --config r.cfg',
  'inventory import hosts hosts',
  'init r.cfg',
  'review --help',
  'nothing of the kind',
])('aclift %s', async (line) => {
  using here = new Workplace(FILES);
  using there = new Workplace(FILES);
  const input = line.includes(' - ') ? FILES['r.cfg'] : '';
  const wanted = await here.runWith(input, ...line.split(' '));
  expect(there.startWith(input, ...line.split(' '))).toEqual(wanted);
  expect(treeOf(there.folder)).toEqual(treeOf(here.folder));
  expect(wanted.out + wanted.err).not.toBe('');
});

test('the built program has the version of its package', () => {
  using place = new Workplace({});
  expect(place.start('--version')).toEqual({ code: 0, out: '0.0.0\n', err: '' });
});
