/**
 * Fifth stage: the drafts, as text, read again and evaluated by code that had no part in them, against the lists over
 * all flows.
 */
import type { ExplainedDiagnostic } from '@aclift/diagnostics';
import type { Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import type { PolicyDocument } from '@aclift/policy';
import type { Space, SpaceOptions } from '@aclift/packet-set';
import {
  compare,
  type Comparison,
  coverageBoxes,
  type CoverageCase,
  coverageCases,
  CoverageMap,
  type CoveragePlan,
  type Ends,
  type FilterList,
  filterListBoxes,
  type FlowBox,
  FlowCuts,
  followVirtual,
  type FlowField,
  heldBetween,
  keptFlows,
  modelPolicies,
  type EngineOptions,
  type NotModelled,
  type OtherFamily,
  type PolicyModel,
  type PolicyNote,
  policyBoxes,
  today,
  type Today,
  type Topology,
  topologyAddresses,
} from '@aclift/verify';
import type { ClientPorts, UnseenHandling } from '../options.ts';
import { type DraftText, readDrafts } from './read-drafts.ts';

/** The lists side of every comparison. */
export interface ProofInput {
  readonly family: Family;
  readonly topology: Topology;
  /** Lists that filter, by id. */
  readonly lists: ReadonlyMap<string, FilterList>;
  /** The same with conditions taken to do what was decided; the same map where nothing was. */
  readonly assumed: ReadonlyMap<string, FilterList>;
  readonly coverage: CoveragePlan;
  readonly ends: Ends;
  /** Undefined: nobody to select. */
  readonly inventory: Inventory | undefined;
  readonly protocols: readonly number[];
  readonly unseenTraffic: UnseenHandling;
  readonly clientPorts: ClientPorts;
  readonly spaceOptions: SpaceOptions;
  /** Absent: nobody has addresses of another family. */
  readonly otherFamily?: OtherFamily;
}

/** The result of a proof with the space that it was made in. */
export interface Proof {
  readonly space: Space<FlowField>;
  readonly today: Today;
  readonly comparison: Comparison;
  /** Services that only some addresses of a workload have. */
  readonly cases: readonly CoverageCase[];
  readonly documents: readonly PolicyDocument[];
  /** Parts of the drafts that the evaluator does not model; any of them spoils the proof. */
  readonly notModelled: readonly NotModelled[];
  /** Parts that are understood, and about which a reader of verdicts should know. */
  readonly notes: readonly PolicyNote[];
  /** What the validator warns of in the drafts; `source` is the draft's path. */
  readonly warnings: readonly ExplainedDiagnostic[];
}

/**
 * Proves drafts.
 * @throws Error when a draft cannot be read back or is no valid policy, as {@link readDrafts} does.
 */
export function prove(input: ProofInput, drafts: readonly DraftText[]): Proof {
  const { documents, warnings } = readDrafts(drafts);
  return { ...compareDocuments(input, documents, { onlyAsked: true }), warnings };
}

/** How policies are to be taken that aclift did not draft. */
export interface ComparisonOptions extends EngineOptions {
  /** Whether rules may look only into what the inventory asks for: so it is with drafts. */
  readonly onlyAsked?: boolean;
}

/** Any policies that a cluster accepts against the lists, over all flows. */
export function compareDocuments(
  input: ProofInput,
  documents: readonly PolicyDocument[],
  { onlyAsked = false, ...engine }: ComparisonOptions,
): Omit<Proof, 'warnings'> {
  const modelled = inOneSpace(input, documents, engine);
  const { notModelled, notes, policies, space, today: verdicts } = modelled;
  const assumed = assumedToday(space, input, verdicts);
  const comparison = compare({
    ...input,
    space,
    today: verdicts,
    assumed,
    policies,
    onlyAsked,
  });
  const kept = keptFlows(space, assumed, input.unseenTraffic, input.clientPorts);
  const coverage = new CoverageMap(space, assumed, input.ends, input.coverage);
  const cases = coverageCases(space, assumed, input.ends, coverage, kept);
  return { space, today: verdicts, comparison, cases, documents, notModelled, notes };
}

/** Lists and policies as functions over the same flows. */
export function inOneSpace(
  input: ProofInput,
  documents: readonly PolicyDocument[],
  engine: EngineOptions,
): Pick<Proof, 'space' | 'today' | 'notModelled' | 'notes'> & {
  readonly policies: readonly PolicyModel[];
} {
  const modelled =
    input.inventory === undefined
      ? { policies: [], notModelled: [], notes: [] }
      : modelPolicies(documents, input.inventory, input.family, engine);
  const { boxes, addresses } = policyBoxes(modelled.policies);
  const space = flowCuts(input).boxes(boxes).addresses(addresses).space(input.spaceOptions);
  const verdicts = followVirtual(
    space,
    today(space, input.topology, input.lists),
    input.ends.services,
  );
  return { ...modelled, space, today: verdicts };
}

/** Today as the drafts take it: with conditions decided. `plain` is today as the lists say it. */
function assumedToday(
  space: Space<FlowField>,
  { assumed, lists, topology, ends }: ProofInput,
  plain: Today,
): Today {
  return assumed === lists
    ? plain
    : followVirtual(space, today(space, topology, assumed), ends.services);
}

/** Everything that the lists, the topology and the inventory tell apart. */
export function flowCuts(
  input: Pick<ProofInput, 'family' | 'lists' | 'topology' | 'ends' | 'coverage' | 'otherFamily'>,
): FlowCuts {
  const { family, topology, ends, otherFamily } = input;
  const cuts = new FlowCuts(family).boxes(boxesOf(input)).boxes(otherFamily?.boxes ?? []);
  for (const addresses of topologyAddresses(topology)) cuts.addresses(addresses);
  for (const { addresses } of [...ends.pods, ...ends.named]) cuts.addresses(addresses);
  return cuts.addresses(ends.virtual).addresses(ends.outside);
}

function boxesOf({
  coverage,
  ends,
  lists,
}: Pick<ProofInput, 'lists' | 'ends' | 'coverage'>): readonly FlowBox[] {
  return [
    ...coverageBoxes(coverage),
    ...[...lists.values()].flatMap((list) => filterListBoxes(list)),
    ...ends.pods.flatMap(({ workload }) =>
      (workload.http ?? []).map(({ port }) => ({ service: [{ from: port, to: port }] })),
    ),
    ...ends.services.flatMap(({ at, leadsTo }) => [at, leadsTo]),
  ];
}

/** The lists side of one family as the proof of the other one sees it. Worked out when it is asked for the first time. */
export function asOtherFamily(input: ProofInput): OtherFamily {
  let answer: OtherFamily['held'] | undefined;
  const held: OtherFamily['held'] = (from, to) => {
    if (answer === undefined) {
      const space = flowCuts(input).space(input.spaceOptions);
      const verdicts = followVirtual(
        space,
        today(space, input.topology, input.assumed),
        input.ends.services,
      );
      const coverage = new CoverageMap(space, verdicts, input.ends, input.coverage);
      answer = heldBetween({ ...input, space, today: verdicts, coverage });
    }
    return answer(from, to);
  };
  const boxes = boxesOf(input).map(({ protocol, service }): FlowBox => ({
    ...(protocol === undefined ? {} : { protocol }),
    ...(service === undefined ? {} : { service }),
  }));
  return { boxes, held };
}
