/** Suggestions for addresses that lists name and the inventory does not: subjects, ranked proposals, evidence. Pure. */
import type { SuggestionReview } from '@aclift/inventory';
import { normalizeRanges, type Ranges } from '@aclift/packet-set';
import { addressTexts } from '@aclift/core/stages';
import type { Candidate } from './candidates.ts';
import type { Cell } from './cells.ts';
import type { EvidenceIndex } from './evidence-index.ts';
import { fingerprint } from './fingerprint.ts';
import { labelsOf } from './label-convention.ts';
import {
  confidenceIn,
  type GROUPS,
  type Model,
  probabilities,
  scoreOf,
  type Shifts,
  tellsNamespace,
} from './model.ts';
import type {
  Evidence,
  Proposal,
  RankedProposal,
  Suggestion,
  SuggestionLine,
} from './suggestion.ts';
import { bindingsOf, linesAbout, MAX_LINES, mergedLines } from './suggestion-lines.ts';
import type { TriedRule } from './name-rules.ts';
import { type Checked, checkOf } from './self-check.ts';
import { citedBy } from './cited.ts';
import type { CellFacts, Finding } from './weigh-facts.ts';
import { hostNamesOf, isSubject, type SuggestInput, type Weighed, weigher } from './weigher.ts';
import { MODEL } from './weights.ts';

/** Most proposals of one suggestion. */
const MAX_PROPOSALS = 3;

/** A rival below this is not worth a word of conflict. */
const LIKELY = 0.05;

/** Suggestions with how the suggester did on the named owners. */
export interface Suggested {
  readonly suggestions: readonly Suggestion[];
  readonly check: Checked;
  /** Rules of naming that hold for most named workloads, the best first. */
  readonly rules: readonly TriedRule[];
}

/** All suggestions, those that help most entries first. */
export function suggest(input: SuggestInput, model: Model = MODEL): Suggested {
  const hostNames = hostNamesOf(input);
  const { estate, rules, weigh: weighCell } = weigher(input, hostNames);
  const check = checkOf(input, estate, hostNames, model);
  // One cell after the other: the evidence about all candidates of all cells would fill the memory.
  const bindings = bindingsOf(input.devices);
  const pieces = estate.cells.filter(isSubject).map((cell): Piece => {
    const weighed = weighCell(cell);
    const lines = linesAbout(cell, weighed.facts.cite, bindings);
    return { ...ranked(weighed, model, estate, check.shifts), lines };
  });
  return {
    suggestions: merged(pieces).map((piece) =>
      suggestionOf(piece, model, check, input.reviews ?? []),
    ),
    check,
    rules: rules.holding(),
  };
}

interface Piece {
  readonly ranges: Ranges<number>;
  readonly cells: readonly Cell[];
  readonly key: string;
  readonly proposals: readonly RankedProposal[];
  readonly conflicts: readonly string[];
  /** What speaks for the best proposal whatever else is named: kind and place of each evidence. */
  readonly cited: readonly string[];
  readonly lines: readonly SuggestionLine[];
}

function ranked(
  { cell, facts, candidates }: Weighed,
  model: Model,
  estate: EvidenceIndex,
  shifts: Shifts,
): Omit<Piece, 'lines'> {
  const scored = candidates.map(({ candidate, findings }) => ({
    candidate,
    findings,
    score: scoreOf(model, candidate.class, findings),
  }));
  const chances = probabilities(scored.map(({ score }) => score));
  const order = scored
    .map((one, at) => ({ ...one, chance: chances[at] ?? 0 }))
    .toSorted((a, b) => b.chance - a.chance || (a.candidate.key < b.candidate.key ? -1 : 1));
  const best = confidenceIn(model, order[0], order[0]?.chance ?? 0, shifts);
  const top = order.slice(0, MAX_PROPOSALS).filter(({ chance }, at) => at === 0 || chance > 0.02);
  const proposals = top.map(({ candidate, chance, findings }, at): RankedProposal => ({
    proposal: proposalOf(candidate, findings, facts, estate),
    confidence: round(at === 0 ? best : Math.min(chance, 1 - best)),
    evidence: evidenceOf(model, candidate, findings),
  }));
  return {
    ranges: cell.ranges,
    cells: [cell],
    key: `${top[0]?.candidate.key ?? ''} ${best >= model.speakFrom ? 'spoken' : best}`,
    conflicts: [
      ...doubtsAbout(order[0]?.findings ?? []),
      ...conflictsOf(top.filter(({ chance }, at) => at === 0 || chance >= LIKELY)),
    ],
    proposals,
    cited: citedBy(proposals[0]?.evidence ?? []),
  };
}

function evidenceOf(
  model: Model,
  candidate: Candidate,
  findings: readonly Finding[],
): readonly Evidence[] {
  const weights = model.weights[candidate.class];
  return findings
    .map(({ kind, places, says, strength }): Evidence => ({
      kind,
      strength: round(strength),
      weight: round((weights[kind] ?? 0) * strength),
      says,
      places,
    }))
    .filter(({ kind, weight }) => weight !== 0 || kind !== 'prior')
    .toSorted((a, b) => b.weight - a.weight || (a.kind < b.kind ? -1 : 1));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function proposalOf(
  candidate: Candidate,
  findings: readonly Finding[],
  facts: CellFacts,
  estate: EvidenceIndex,
): Proposal {
  const { name, namespace, target } = candidate;
  if (candidate.class === 'known-external' || candidate.class === 'new-external') {
    return { kind: 'external', known: target !== undefined, name };
  }
  return {
    kind: 'workload',
    known: target !== undefined,
    ...(target === undefined ? {} : { id: target.key.slice('workload '.length) }),
    ...(namespace === undefined || (target === undefined && !tellsNamespace(findings))
      ? {}
      : { namespace }),
    labels: target?.labels ?? labelsOf(facts, candidate, estate),
  };
}

/** Kinds of evidence that point at one owner by themselves. */
const POINTS: ReadonlySet<string> = new Set([
  'host-name',
  'host-name-sibling',
  'group-name',
  'group-members',
  'remark',
  'access-profile',
]);

/** What is plainly about somebody else. */
function doubtsAbout(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(
      ({ kind, strength }) =>
        (kind === 'group-name-differs' || kind === 'remark-differs') && strength >= 0.8,
    )
    .map(({ says }) => says);
}

/** Where the runner-up has evidence of a kind that points elsewhere than the best. */
function conflictsOf(
  top: readonly { readonly candidate: Candidate; readonly findings: readonly Finding[] }[],
): readonly string[] {
  const [best, ...others] = top;
  if (best === undefined) return [];
  const strengths = new Map(best.findings.map(({ kind, strength }) => [kind, strength]));
  return others.flatMap(({ candidate, findings }) =>
    findings
      .filter(
        ({ kind, strength }) =>
          POINTS.has(kind) && strength >= 0.5 && strength > (strengths.get(kind) ?? 0) + 0.25,
      )
      .map(({ says }) => `${says} points to ${candidate.key} instead`),
  );
}

/** Cells that are proposed alike are one subject, as sure as the least sure of them. */
function merged(pieces: readonly Piece[]): readonly Piece[] {
  const byKey = new Map<string, Piece>();
  for (const piece of pieces) {
    const key = piece.proposals.length === 0 ? piece.cells[0]?.sets[0]?.id : piece.key;
    const known = byKey.get(String(key));
    byKey.set(
      String(key),
      known === undefined
        ? piece
        : {
            ...(sureness(piece) < sureness(known) ? piece : known),
            ranges: normalizeRanges([...known.ranges, ...piece.ranges]),
            cells: [...known.cells, ...piece.cells],
            conflicts: [...new Set([...known.conflicts, ...piece.conflicts])],
            // Of all of them: which is the least sure may move whenever something else is named.
            cited: [...new Set([...known.cited, ...piece.cited])],
            lines: mergedLines([...known.lines, ...piece.lines]),
          },
    );
  }
  return [...byKey.values()];
}

function sureness({ proposals }: Piece): number {
  return proposals[0]?.confidence ?? 0;
}

function suggestionOf(
  { cells, cited, conflicts, lines, proposals, ranges }: Piece,
  model: Model,
  check: Checked,
  reviews: readonly SuggestionReview[],
): Suggestion {
  const addresses = addressTexts('ipv4', ranges, 1);
  const text = addresses.join(', ');
  const [best] = proposals;
  const mark = fingerprint(JSON.stringify([addresses, best?.proposal, cited.toSorted()]));
  const id =
    text.length <= 60 ? text : `${addresses[0]} and more (${fingerprint(text).slice(0, 8)})`;
  const review = reviews.find(({ suggestion }) => suggestion === id);
  const counts = review?.evidence === undefined || review.evidence === mark;
  return {
    id,
    addresses,
    subject: subjectOf(cells, text),
    entries: lines.length,
    lines: lines.slice(0, MAX_LINES),
    proposals,
    spoken:
      best !== undefined &&
      best.confidence >= model.speakFrom &&
      isComplete(best.proposal) &&
      !check.silent.includes(groupOf(best.proposal)),
    conflicts,
    fingerprint: mark,
    state: review !== undefined && counts ? review.state : 'pending',
  };
}

/** The group that the proposal is checked in. */
function groupOf(proposal: Proposal): (typeof GROUPS)[number] {
  if (proposal.known) return 'known';
  return proposal.kind === 'external' ? 'new-external' : 'new-workload';
}

/** Whether the proposal could be written into an inventory as it is. */
function isComplete(proposal: Proposal): boolean {
  return proposal.kind === 'external' || proposal.namespace !== undefined;
}

function subjectOf(cells: readonly Cell[], text: string): string {
  const groups = new Set(
    cells.flatMap(({ sets, size }) =>
      sets
        .slice(0, 2)
        .flatMap((set) =>
          set.group !== undefined && set.size <= size * 4 ? [set.group.name] : [],
        ),
    ),
  );
  if (groups.size > 0) return `object-group ${[...groups].slice(0, 3).join(', ')}`;
  const [host] = cells.flatMap(({ hostNames }) => hostNames);
  return host === undefined ? text : host.name;
}
