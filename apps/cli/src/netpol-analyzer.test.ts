/** Expected connectivity of the netpol-analyzer's test folders, flow by flow. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPolicyFiles } from '@aclift/insight';
import { intersectRanges, normalizeRanges, NOTHING, type Ranges } from '@aclift/packet-set';
import {
  endsOf,
  FlowCuts,
  modelPolicies,
  NETWORKPOLICY_PROTOCOLS,
  policyBoxes,
  PolicyFunctions,
  withStandIns,
} from '@aclift/verify';
import {
  type ConnectionEnd,
  type Folder,
  readConnections,
  readFolder,
} from './testing/connectivity.ts';

const CORPUS = new URL('../../../../shared/corpus-policies/netpol-analyzer/', import.meta.url);
const present = existsSync(CORPUS);

/** Compares a folder with a list. @returns pairs of ends whose connections differ. */
function compareWith(folder: Folder, expected: string): readonly string[] {
  const { ends } = withStandIns(endsOf(folder.inventory, 'ipv4'), folder.inventory);
  const { accepted } = readPolicyFiles(folder.files);
  const { policies } = modelPolicies(accepted, folder.inventory, 'ipv4', { engine: 'strict-spec' });
  const connections = readConnections(expected);
  const addressesOf = (end: ConnectionEnd): Ranges => {
    if (end.kind === 'outside') return intersectRanges([end.addresses], ends.outside);
    const pod = ends.pods.find(({ workload }) => workload.id === end.id);
    if (pod === undefined) throw new Error(`no workload ${end.id}`);
    return pod.addresses;
  };
  const boxes = connections.flatMap(({ from, services, to }) =>
    services.map((box) => ({ ...box, source: addressesOf(from), destination: addressesOf(to) })),
  );
  const rules = policyBoxes(policies);
  const cuts = new FlowCuts('ipv4').boxes(rules.boxes).boxes(boxes).addresses(rules.addresses);
  cuts.addresses(ends.outside);
  for (const { addresses } of ends.pods) cuts.addresses(addresses);
  const space = cuts.space();
  const listed = space.unionAll(boxes.map((box) => space.box(box)));
  const functions = new PolicyFunctions(space, policies);
  const peers = { pods: ends.pods, outside: ends.outside };
  const pods = normalizeRanges(ends.pods.flatMap(({ addresses }) => addresses));
  const side = (direction: 'egress' | 'ingress', bound: 'certain' | 'at-most') => {
    const end = direction === 'egress' ? 'source' : 'destination';
    return space.union(
      space.complement(space.box({ [end]: pods })),
      functions.allowed(direction, ends.pods, peers, bound),
    );
  };
  const allowed = (bound: 'certain' | 'at-most') =>
    space.intersect(side('egress', bound), side('ingress', bound));
  const services = space.box({
    protocol: NETWORKPOLICY_PROTOCOLS.toSorted((a, b) => a - b).map((p) => ({ from: p, to: p })),
    service: [{ from: 1, to: 65535 }],
  });
  const missing = space.subtract(space.intersect(allowed('certain'), services), listed);
  const excess = space.subtract(listed, allowed('at-most'));
  const wrong = space.union(missing, excess);
  const all = [
    ...ends.pods.map(({ addresses, workload }) => ({ name: workload.id, addresses })),
    { name: 'outside', addresses: ends.outside },
  ];
  return all.flatMap((from) =>
    all
      .filter((to) => to.name !== from.name)
      .filter(
        (to) =>
          space.intersect(
            wrong,
            space.box({ source: from.addresses, destination: to.addresses }),
          ) !== NOTHING,
      )
      .map((to) => `${from.name} => ${to.name}`),
  );
}

/** Whether a list depends on admin policies, which are named by the reader and not evaluated. */
function hasAdminPolicies({ kinds }: Folder): boolean {
  return kinds.has('AdminNetworkPolicy') || kinds.has('BaselineAdminNetworkPolicy');
}

const BAD_NAME = {
  why: 'that tool does not look at names of objects; Kubernetes refuses this one',
  code: 'policy/bad-object-name',
  mend: (text: string) => text.replaceAll(/name: .*_.*/g, 'name: mended'),
};

/** Folders of which aclift thinks otherwise than the tool, why, and what must be mended for the lists to agree. */
const DEVIATIONS: Readonly<Record<string, typeof BAD_NAME>> = {
  example_pods_w_same_owner_and_labels_gap_with_good_match_expression: BAD_NAME,
  example_pods_w_same_owner_and_labels_gap_with_good_match_expression2: BAD_NAME,
};

describe.skipIf(!present)(
  'connectivity that another tool expects (skipped without ../shared/corpus-policies)',
  () => {
    const lists = present
      ? readdirSync(new URL('expected/', CORPUS))
          .toSorted()
          .map((file) => {
            const folder = file.replace(/_(?:connlist|exposure)_output\.txt$/, '');
            return { file, folder, read: readFolder(new URL(`tests/${folder}/`, CORPUS)) };
          })
      : [];
    const withAdmin = lists.filter(({ read }) => hasAdminPolicies(read));
    const compared = lists.filter(({ read }) => !hasAdminPolicies(read));
    const textOf = (file: string): string =>
      readFileSync(new URL(`expected/${file}`, CORPUS), 'utf8');

    test('there are as many lists as are known to be there', () => {
      expect({ compared: compared.length, withAdmin: withAdmin.length }).toEqual({
        compared: 58,
        withAdmin: 30,
      });
    });

    test.each(compared)(
      '$file is what the policies allow, flow by flow',
      ({ file, folder, read }) => {
        const mend = DEVIATIONS[folder]?.mend ?? ((text: string) => text);
        const files = read.files.map(({ name, text }) => ({ name, text: mend(text) }));
        expect(compareWith({ ...read, files }, textOf(file))).toEqual([]);
      },
    );

    test.each(compared.filter(({ folder }) => folder in DEVIATIONS))(
      '$folder agrees only when it is mended',
      ({ file, folder, read }) => {
        const codes = readPolicyFiles(read.files).findings.map(({ code }) => code);
        expect(codes).toContain(DEVIATIONS[folder]?.code);
        expect(compareWith(read, textOf(file))).not.toEqual([]);
      },
    );

    test.each(withAdmin)('$folder holds admin policies, which are named', ({ read }) => {
      expect(readPolicyFiles(read.files).findings.map(({ code }) => code)).toContain(
        'policy/unsupported-policy-kind',
      );
    });

    test.each(compared)('$file without its last line is found out', ({ file, read }) => {
      const lines = textOf(file).split('\n');
      const last = lines.findLastIndex(
        (line) => line.includes(' => ') && !line.startsWith('{ingress-controller}'),
      );
      const text = lines.filter((_, i) => i !== last).join('\n');
      expect(compareWith(read, text).length > 0).toBe(last >= 0);
    });
  },
);
