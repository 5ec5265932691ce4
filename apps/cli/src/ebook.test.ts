/** The well-known example policy, written as access lists, comes back as itself. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readPolicies } from '@aclift/policy';
import { endsOf, FlowCuts, modelPolicies, PolicyFunctions, policyBoxes } from '@aclift/verify';
import { readScenario, runScenario, scenario } from './testing/scenario.ts';

const given = scenario('ebook-network-policy');
const expected = readFileSync(given.golden('../expected-policy.yaml'), 'utf8');

test.each(['preserve', 'strict'] as const)(
  'the draft for the database means the same (%s)',
  (unseenTraffic) => {
    const { files } = runScenario(given, { unseenTraffic });
    const drafted = files.find(({ path }) => path === 'policies/default/db-acl.yaml')?.text ?? '';
    const { inventory } = readScenario(given);
    const [ours, theirs] = [drafted, expected].map((text, i) => {
      const { value } = readPolicies({ name: `policy-${i}`, text });
      return modelPolicies(value, inventory, 'ipv4');
    });
    expect(ours?.notModelled).toEqual([]);
    const ends = endsOf(inventory, 'ipv4');
    const cuts = new FlowCuts('ipv4').addresses(ends.outside);
    for (const { addresses } of ends.pods) cuts.addresses(addresses);
    for (const side of [ours, theirs]) {
      const { boxes, addresses } = policyBoxes(side?.policies ?? []);
      cuts.boxes(boxes).addresses(addresses);
    }
    const space = cuts.space();
    const peers = { pods: ends.pods, outside: ends.outside };
    for (const direction of ['ingress', 'egress'] as const) {
      // Equal functions are the same node: this is equality over all flows of all pods.
      const [a, b] = [ours, theirs].map((side) =>
        new PolicyFunctions(space, side?.policies ?? []).allowed(direction, ends.pods, peers),
      );
      expect(a).toBe(b);
    }
  },
);

test('it selects by labels and cuts the exception out', () => {
  const { files } = runScenario(given);
  const text = files.find(({ path }) => path === 'policies/default/db-acl.yaml')?.text ?? '';
  const draft = text.replace(/^ *#.*$/gm, '');
  expect(draft).toContain('project: myproject');
  expect(draft).toContain('role: frontend');
  expect(draft).toMatch(/cidr: 172\.17\.0\.0\/16\n\s+except:\n\s+- 172\.17\.1\.0\/24/);
  expect(draft).not.toContain('192.168.');
});
