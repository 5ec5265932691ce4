/** The proof can fail: drafts that somebody changed for the better or the worse are found out, with a witness. */
import { describe, expect, test } from 'vitest';
import { type PolicyDocument, readPolicies } from '@aclift/policy';
import {
  compare,
  type Comparison,
  endsOf,
  filterList,
  filterListBoxes,
  FlowCuts,
  listId,
  modelPolicies,
  NETWORKPOLICY_PROTOCOLS,
  ObjectGroups,
  policyBoxes,
  today,
  type Topology,
  topologyAddresses,
} from '@aclift/verify';
import { adHoc, draftTexts, readScenario, runScenario } from './testing/scenario.ts';

const given = adHoc(
  `hostname r1
interface Vlan1
 ip address 10.0.1.1 255.255.255.0
 ip access-group WEB out
interface Vlan2
 ip address 10.0.2.1 255.255.255.0
interface Gi0/0
 ip address 198.51.100.2 255.255.255.252
ip route 0.0.0.0 0.0.0.0 198.51.100.1
ip access-list extended WEB
 deny tcp 172.16.5.0 0.0.0.255 any
 permit tcp 172.16.0.0 0.0.255.255 host 10.0.1.5 eq 443
 permit tcp host 10.0.2.5 host 10.0.1.5 eq 8080
`,
  `version: 1
namespaces: { shop: {} }
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.0.1.5] }
  - { namespace: shop, labels: { app: proxy }, addresses: [10.0.2.5] }
  - { namespace: shop, labels: { app: batch }, addresses: [10.0.2.6] }
`,
);

/** Compares given YAML with the lists, as the pipeline does with its own. */
function prove(texts: readonly string[]): Comparison {
  const { devices, inventory } = readScenario(given);
  const [device] = devices;
  if (device === undefined) throw new Error('no device');
  const lists = new Map(
    device.acls.map((acl) => [
      listId(device.source, 'ipv4', acl.name),
      filterList(device, new ObjectGroups(device), acl),
    ]),
  );
  const [id = ''] = lists.keys();
  const ends = endsOf(inventory, 'ipv4');
  const documents: PolicyDocument[] = texts.flatMap(
    (text, i) => readPolicies({ name: `${i}.yaml`, text }).value,
  );
  const { policies } = modelPolicies(documents, inventory, 'ipv4');
  const { boxes, addresses } = policyBoxes(policies);
  const segment = (third: number) => [
    { from: (10 << 24) + (third << 8), to: (10 << 24) + (third << 8) + 255 },
  ];
  const everywhereElse = [
    { from: 0, to: (10 << 24) + (2 << 8) - 1 },
    { from: (10 << 24) + (3 << 8), to: 0xffffffff },
  ];
  const web = segment(1);
  const others = [
    { from: 0, to: (10 << 24) + (1 << 8) - 1 },
    { from: (10 << 24) + (2 << 8), to: 0xffffffff },
  ];
  const region = { plus: [{ sources: others, destinations: web }], minus: [] };
  const span = { start: 0, end: 0 };
  const topology: Topology = {
    family: 'ipv4',
    filters: [
      {
        place: { kind: 'access-group', source: 'r.cfg', device: 'r', name: 'OUT', span },
        role: 'out',
        steps: [{ kind: 'entries', list: id }],
        otherwise: 'deny',
        may: region,
        must: region,
      },
    ],
    choices: [],
    places: [
      { name: 'web', kind: 'segment', addresses: web },
      { name: 'apps', kind: 'segment', addresses: segment(2) },
      { name: 'upstream', kind: 'rest', addresses: everywhereElse },
    ],
  };
  const cuts = new FlowCuts('ipv4').boxes(boxes).addresses(addresses).addresses(ends.outside);
  for (const list of lists.values()) cuts.boxes(filterListBoxes(list));
  for (const { addresses: own } of ends.pods) cuts.addresses(own);
  for (const own of topologyAddresses(topology)) cuts.addresses(own);
  const space = cuts.space();
  return compare({
    space,
    family: 'ipv4',
    ends,
    today: today(space, topology, lists),
    policies,
    protocols: NETWORKPOLICY_PROTOCOLS,
    unseenTraffic: 'preserve',
    clientPorts: 'any',
  });
}

// Lookups go to pods that the inventory does not know, so no flow of theirs is compared.
const drafts = draftTexts(runScenario(given, { baseline: 'none' }));

test('the drafts as they were made are proven', () => {
  expect(prove(drafts).tally).toMatchObject({ widened: 0n, narrowed: 0n, unexplained: 0n });
});

describe('a changed draft is found out', () => {
  const edit = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);
  test.each([
    {
      name: 'the exception removed',
      change: edit(/ +except:\n +- 172.16.5.0\/24\n/, ''),
      want: 'widened',
    },
    {
      name: 'a port widened to a range',
      change: edit('port: 443', 'port: 443\n          endPort: 444'),
      want: 'widened',
    },
    { name: 'a port changed', change: edit('port: 8080', 'port: 8081'), want: 'both' },
    { name: 'a peer label changed', change: edit('app: proxy', 'app: batch'), want: 'both' },
    { name: 'a block widened', change: edit('172.16.0.0/16', '172.16.0.0/15'), want: 'widened' },
    { name: 'a block narrowed', change: edit('172.16.0.0/16', '172.16.0.0/17'), want: 'narrowed' },
    { name: 'the protocol changed', change: edit('protocol: TCP', 'protocol: UDP'), want: 'both' },
    { name: 'policyTypes turned to egress', change: edit('- Ingress', '- Egress'), want: 'both' },
  ])('$name', ({ change, want }) => {
    const changed = drafts.map(change);
    expect(changed).not.toEqual(drafts);
    const { tally, differences } = prove(changed);
    expect(tally.unexplained).toBeGreaterThan(0n);
    expect(tally.widened > 0n).toBe(want !== 'narrowed');
    expect(tally.narrowed > 0n).toBe(want !== 'widened');
    expect(differences.filter(({ because }) => because === undefined).length).toBeGreaterThan(0);
  });

  test.each(drafts.map((text, i) => ({ i, name: /name: (\S+)/.exec(text)?.[1] })))(
    'draft $name removed',
    ({ i }) => {
      const { tally } = prove(drafts.filter((_, at) => at !== i));
      expect(tally.unexplained).toBeGreaterThan(0n);
    },
  );

  test('an unrelated policy that isolates a subject', () => {
    const more = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: lock, namespace: shop }
spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Egress] }
`;
    expect(prove([...drafts, more]).tally).toMatchObject({ widened: 0n });
    expect(prove([...drafts, more]).tally.unexplained).toBeGreaterThan(0n);
  });
});
