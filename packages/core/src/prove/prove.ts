/**
 * Fifth stage: the drafts, as text, read again and evaluated by code that had no part in them, against the lists over
 * all flows.
 */
import type { ExplainedDiagnostic } from '@aclift/diagnostics';
import type { PolicyDocument } from '@aclift/policy';
import type { Space } from '@aclift/packet-set';
import {
  compare,
  type Comparison,
  type CoverageCase,
  coverageCases,
  CoverageMap,
  followVirtual,
  type FlowField,
  keptFlows,
  modelPolicies,
  type EngineOptions,
  type NotModelled,
  type PolicyModel,
  type PolicyNote,
  policyBoxes,
  today,
  type Today,
} from '@aclift/verify';
import { type DraftText, readDrafts } from './read-drafts.ts';
import { type ProofInput, flowCuts } from '../sides/flow-cuts.ts';

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
