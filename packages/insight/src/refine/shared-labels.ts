/** Shared labels: sets of workloads that drafts mean again and again, and that no single label names. */
import type { Inventory, Workload } from '@aclift/inventory';
import type { Device, ObjectGroup } from '@aclift/ir';
import { equalRanges, intersectRanges, type Ranges, unionRanges } from '@aclift/packet-set';
import { type PolicyDocument, readPolicies } from '@aclift/policy';
import { type Ends, endsOf, modelPolicies, ObjectGroups } from '@aclift/verify';
import { contentHash, dnsLabel, dnsName, familiesIn, SelectorChooser } from '@aclift/core/stages';
import type { Migration } from '@aclift/core';
import type { RefinementEvidence } from './refinement.ts';
import type { Proposed } from './splits.ts';

/** The keys that are proposed, the first that no workload has. */
const KEYS = ['access', 'acl-access', 'acl-group-member'] as const;

/** Larger sets are no group of applications any more. */
const MOST_MEMBERS = 40;
/** Values that are spelled out; more of them are named by a hash. */
const MOST_NAMES = 3;
/** Label values have at most so many characters. */
const LONGEST_VALUE = 63;

export interface SharedLabelsInput {
  readonly devices: readonly Device[];
  readonly inventory: Inventory;
  /** Where an object-group stands, for people. */
  readonly placeOf: (device: Device, group: ObjectGroup) => RefinementEvidence;
}

/** A set of workloads and how often the drafts mean it. */
interface Meant {
  readonly members: readonly string[];
  times: number;
}

/** Sets worth trying, those that the drafts mean most often first. */
export function sharedLabelProposals(
  input: SharedLabelsInput,
  before: Migration,
): readonly Proposed[] {
  const { inventory } = input;
  const documents = draftsIn(before);
  const [family] = familiesIn(input.devices, inventory);
  const ends = endsOf(inventory, family);
  const { policies } = modelPolicies(documents, inventory, family);
  const found = new Map<string, Meant>();
  const note = (ids: Iterable<string>, times = 1): void => {
    const members = [...ids].toSorted();
    if (members.length < 2 || members.length > MOST_MEMBERS) return;
    const key = members.join('\n');
    const known = found.get(key);
    if (known === undefined) found.set(key, { members, times });
    else known.times += times;
  };
  for (const { rules } of policies) {
    for (const { peers } of rules) if (peers.kind === 'some') note(peers.workloads);
  }
  for (const same of Map.groupBy(documents, rulesText).values()) {
    const subjects = policies
      .filter(({ document }) => same.includes(document))
      .flatMap((policy) => [...policy.subjects]);
    if (same.length > 1) note(new Set(subjects), same.length);
  }
  const groups = groupSets(input, ends);
  const chooser = new SelectorChooser(inventory);
  const isNamed = (members: readonly string[]): boolean => {
    const ids = new Set(members);
    const selections = chooser.peers('', ids, ids);
    return selections.length === 1 && selections[0]?.oneOf === undefined;
  };
  const key = KEYS.find((one) => inventory.workloads.every(({ labels }) => !(one in labels)));
  if (key === undefined) return [];
  return [...found.values()]
    .filter(({ members }) => !isNamed(members))
    .toSorted(
      (a, b) =>
        b.times * b.members.length - a.times * a.members.length ||
        (a.members.join() < b.members.join() ? -1 : 1),
    )
    .map(({ members, times }): Proposed => {
      const group = groups.find((one) => one.members.join() === members.join());
      const value = group?.value ?? valueOf(inventory, members);
      return {
        id: `share ${value}`,
        kind: 'shared-label',
        workloads: members,
        says: `${times === 1 ? 'a rule means' : `${times} rules or subjects mean`} exactly ${members.join(', ')}, and no label names them together`,
        labels: members.map((workload) => ({ workload, key, value })),
        evidence: group === undefined ? [] : [group.place],
        edits: members.map((id) => ({
          kind: 'change-workload',
          id,
          change: { setLabels: { [key]: value } },
        })),
      };
    });
}

/** The drafts as they would be read from their files. */
export function draftsIn({ files }: Migration): readonly PolicyDocument[] {
  return files
    .filter(({ path }) => path.startsWith('policies/') && !path.endsWith('kustomization.yaml'))
    .flatMap(({ path, text }) => readPolicies({ name: path, text }).value);
}

/** Equal for objects of one namespace that differ in nothing but whom they select. */
function rulesText({ object }: PolicyDocument): string {
  const {
    podSelector: _,
    endpointSelector: __,
    ...rules
  } = (object.spec ?? {}) as Record<string, unknown>;
  return JSON.stringify([object.kind, object.metadata.namespace, rules]);
}

/** Object-groups that hold all addresses of several workloads and none of any other. */
function groupSets(
  { devices, placeOf }: SharedLabelsInput,
  { family, pods }: Ends,
): readonly {
  readonly members: readonly string[];
  readonly value: string;
  readonly place: RefinementEvidence;
}[] {
  return devices.flatMap((device) => {
    const groups = new ObjectGroups(device);
    return device.objectGroups.flatMap((group) => {
      if (group.kind !== 'network') return [];
      const { may } = groups.addresses(group.name, family);
      const meant = pods.filter(({ addresses }) => intersectRanges(addresses, may).length > 0);
      const all = meant.reduce<Ranges>((sum, { addresses }) => unionRanges(sum, addresses), []);
      const exact = equalRanges(intersectRanges(may, all), all);
      const value = dnsLabel(group.name);
      if (meant.length < 2 || !exact || value === '') return [];
      const members = meant.map(({ workload }) => workload.id).toSorted();
      return [{ members, value, place: placeOf(device, group) }];
    });
  });
}

/** `cart-catalog`, or a hash where that would be long. */
function valueOf({ workloads }: Inventory, members: readonly string[]): string {
  const names = workloads
    .filter(({ id }) => members.includes(id))
    .map(({ name }: Workload) => name)
    .toSorted();
  const spelled = dnsName(names.join('-'));
  return names.length <= MOST_NAMES && spelled.length <= LONGEST_VALUE
    ? spelled
    : `group-${contentHash(members.join())}`;
}
