/** Two sets of policies against each other over all flows among the identities of an inventory: `aclift policy-diff`. */
import { type ExplainedDiagnostic, Sources, type SourceText } from '@aclift/diagnostics';
import type { Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import { type Engine, type EngineOptions, endsOf, engineFor } from '@aclift/verify';
import { reportDiagnostic } from '@aclift/core/stages';
import { readPolicyFiles } from '../validate/policy-files.ts';
import { ENGINE_LIMITS } from '../verify-policies/engine-limits.ts';
import { once } from '../verify-policies/once.ts';
import { placeOf } from '../verify-policies/policy-place.ts';
import { compareFamily, type ComparedFamily, type DocumentSets } from './compare-family.ts';
import type { DiffedGroup, DiffedSet, PolicyDiffReport, PolicySide } from './policy-diff-report.ts';

export interface PolicyDiffInput {
  readonly inventory: Inventory;
  /** Policy files as texts: the old set, or whatever the other one is compared with. */
  readonly a: readonly SourceText[];
  readonly b: readonly SourceText[];
  /** The text of the inventory. */
  readonly sources: readonly SourceText[];
  /** What reading it had to say. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
  readonly options: PolicyDiffOptions;
}

/** Absent engine: Cilium if any object of either set is Cilium's, else what the API promises. */
export interface PolicyDiffOptions extends EngineOptions {
  /** Most diagram nodes; absent: a default. */
  readonly nodeLimit?: number;
}

type SideSources = Readonly<Record<PolicySide, Sources>>;

const SIDES: readonly PolicySide[] = ['a', 'b'];

/**
 * Compares two sets of policies, for each family that workloads have addresses of.
 * @throws DiagramBudgetError when the policies are too tangled.
 */
export function diffPolicies(input: PolicyDiffInput): PolicyDiffReport {
  const { inventory, options } = input;
  // Apart: a file of the same name may stand in both, with other lines.
  const sources: SideSources = {
    a: new Sources([...input.sources, ...input.a]),
    b: new Sources([...input.sources, ...input.b]),
  };
  const files = { a: readPolicyFiles(input.a), b: readPolicyFiles(input.b) };
  const documents: DocumentSets = { a: files.a.considered, b: files.b.considered };
  const engine = options.engine ?? engineFor([...documents.a, ...documents.b]);
  const compared = familiesOf(inventory).map((family) =>
    compareFamily(family, documents, inventory, { ...options, engine }, sources),
  );
  const tallies = compared.map(({ comparison }) => comparison.tally);
  const set = (side: PolicySide): DiffedSet => ({
    files: input[side].map(({ name }) => name),
    accepted: files[side].accepted.length,
    refused: files[side].refused.map((document) => placeOf({ document, path: [] }, sources[side])),
    unread: files[side].unread.map((document) => placeOf({ document, path: [] }, sources[side])),
  });
  return {
    schema: 'aclift/policy-diff/1',
    inventory: inventory.source,
    engine,
    a: set('a'),
    b: set('b'),
    equal:
      tallies.some(({ same }) => same > 0n) &&
      tallies.every(({ closed, opened, undecided }) => opened + closed + undecided === 0n),
    flows: compared.map(({ comparison: { tally }, family }) => ({
      family,
      same: String(tally.same),
      opened: String(tally.opened),
      closed: String(tally.closed),
      notComparable: String(tally.notComparable),
      undecided: String(tally.undecided),
    })),
    differences: groupsOf(compared),
    undecided: compared.flatMap(({ comparison, region }) => comparison.undecided.map(region)),
    notCovered: notCovered(documents, compared, sources),
    notModelled: once(
      compared.flatMap(({ models }) =>
        SIDES.flatMap((side) =>
          models[side].notModelled.map((part) => ({
            side,
            ...placeOf(part, sources[side]),
            what: part.what,
            caveat: part.caveat,
          })),
        ),
      ),
    ),
    notes: once(
      compared.flatMap(({ models }) =>
        SIDES.flatMap((side) =>
          models[side].notes.map((note) => ({
            side,
            ...placeOf(note, sources[side]),
            what: note.what,
          })),
        ),
      ),
    ),
    limits: limitsOf(engine, compared),
    diagnostics: [
      ...[...input.diagnostics, ...files.a.findings].map((each) =>
        reportDiagnostic(each, sources.a),
      ),
      ...files.b.findings.map((each) => reportDiagnostic(each, sources.b)),
    ],
  };
}

/** IPv4 always; IPv6 if some workload has an address of it. */
function familiesOf(inventory: Inventory): readonly Family[] {
  return endsOf(inventory, 'ipv6').pods.length > 0 ? ['ipv4', 'ipv6'] : ['ipv4'];
}

function groupsOf(compared: readonly ComparedFamily[]): readonly DiffedGroup[] {
  const kinds = ['opened', 'closed'] as const;
  return kinds.flatMap((kind) =>
    [false, true].flatMap((inPart): readonly DiffedGroup[] => {
      const found = compared.flatMap(({ comparison, region }) =>
        comparison.differences
          .filter((one) => one.kind === kind && one.inPart === inPart)
          .map((one) => ({ flows: one.flows, region: region(one) })),
      );
      if (found.length === 0) return [];
      const flows = String(found.reduce((sum, one) => sum + one.flows, 0n));
      return [{ kind, inPart, flows, regions: found.map(({ region }) => region) }];
    }),
  );
}

/** Objects of one set, and not in the same words of the other, that apply to nobody whom the inventory knows. */
function notCovered(
  documents: DocumentSets,
  compared: readonly ComparedFamily[],
  sources: SideSources,
): PolicyDiffReport['notCovered'] {
  const [one] = compared;
  if (one === undefined) return [];
  const words = (side: PolicySide): ReadonlySet<string> =>
    new Set(documents[side].map(({ object }) => JSON.stringify(object)));
  const others = { a: words('b'), b: words('a') };
  return SIDES.flatMap((side) =>
    documents[side]
      .filter((document) => {
        const models = one.models[side].policies.filter((model) => model.document === document);
        return (
          models.length > 0 &&
          models.every(({ perhaps, subjects }) => subjects.size + perhaps.size === 0) &&
          !others[side].has(JSON.stringify(document.object))
        );
      })
      .map((document) => ({ side, ...placeOf({ document, path: [] }, sources[side]) })),
  );
}

function limitsOf(engine: Engine, compared: readonly ComparedFamily[]): readonly string[] {
  const none = compared.every(({ comparison }) => comparison.tally.same === 0n);
  const standIns = compared.reduce((sum, { withoutAddress }) => sum + withoutAddress, 0);
  const families = compared.map(({ family }) => (family === 'ipv4' ? 'IPv4' : 'IPv6'));
  return [
    ENGINE_LIMITS[engine],
    `Compared is ${families.join(' and ')}, among the workloads of the inventory and between them and all other addresses.`,
    ...(standIns > 0
      ? [`Workloads without an address in the inventory are compared by their labels: ${standIns}.`]
      : []),
    ...(none
      ? [
          'No flow is treated alike, or the inventory has no workload in the cluster: look at it first.',
        ]
      : []),
    'Rules that wait for the same thing, such as one named port or the addresses of one DNS name, are taken to get the same in both sets.',
    'Not covered: nodes and hostNetwork pods that the inventory does not name, Services, policies of the cluster that are in neither set, and pods that the inventory does not know.',
    'A pod is never stopped from talking to itself, and its own node can reach it.',
  ];
}
