/** The report of `aclift suggest`: suggestions with their totals, as data and as lines for people. */
import { plural } from '@aclift/core/stages';
import { type NamesFile, readNamesFiles } from './host-names.ts';
import type { TriedRule } from './name-rules.ts';
import type { Checked } from './self-check.ts';
import { suggest } from './suggest.ts';
import type { SuggestInput } from './weigher.ts';
import {
  type Evidence,
  type Proposal,
  type RankedProposal,
  SUGGEST_SCHEMA,
  type Suggestion,
} from './suggestion.ts';

export interface SuggestReport {
  readonly schema: typeof SUGGEST_SCHEMA;
  readonly configs: readonly string[];
  /** Null: none was given, so every address waits for a name. */
  readonly inventory: string | null;
  readonly hosts: readonly string[];
  /** What was read of each of them, in their order. */
  readonly names: readonly NamesFile[];
  /** How the suggester did on the named owners, each hidden in turn. */
  readonly check: Pick<Checked, 'asked' | 'groups' | 'silent'>;
  /** Rules of naming that hold for most named workloads, the best first. */
  readonly rules: readonly TriedRule[];
  readonly totals: {
    readonly subjects: number;
    /** Those with a suggestion; the others are questions. */
    readonly suggested: number;
    /** Those of a confidence of 0.9 or more. */
    readonly sure: number;
    /** Those that the decisions file rejects. */
    readonly rejected: number;
    /** Those that it defers. */
    readonly deferred: number;
    /** Entries of IPv6 lists: nobody looked at their addresses. */
    readonly otherFamily: number;
  };
  /** Those that most entries wait for first. */
  readonly suggestions: readonly Suggestion[];
}

/** Suggests, and counts. */
export function suggestReport(input: SuggestInput): SuggestReport {
  const { check, rules, suggestions: found } = suggest(input);
  const suggestions = found.toSorted((a, b) => b.entries - a.entries || (a.id < b.id ? -1 : 1));
  return {
    schema: SUGGEST_SCHEMA,
    configs: input.devices.map(({ source }) => source),
    inventory: input.inventory?.source ?? null,
    hosts: input.hosts.map(({ name }) => name),
    names: readNamesFiles(input.hosts).files,
    check: { asked: check.asked, groups: check.groups, silent: check.silent },
    rules,
    totals: {
      subjects: suggestions.length,
      suggested: suggestions.filter(({ spoken }) => spoken).length,
      sure: suggestions.filter((one) => isSure(one)).length,
      rejected: suggestions.filter(({ state }) => state === 'rejected').length,
      deferred: suggestions.filter(({ state }) => state === 'deferred').length,
      otherFamily: input.devices
        .flatMap(({ acls }) => acls)
        .filter(({ family }) => family !== 'ipv4')
        .flatMap(({ entries }) => entries)
        .filter(({ kind }) => kind === 'ace').length,
    },
    suggestions,
  };
}

/** From this confidence on a suggestion counts as sure. */
export const SURE = 0.9;

function isSure({ proposals, spoken }: Suggestion): boolean {
  return spoken && (proposals[0]?.confidence ?? 0) >= SURE;
}

/** Most subjects of one section of the summary. */
const MAX_SUBJECTS = 40;
const MAX_EVIDENCE = 5;
const MAX_AGAINST = 2;

/** Lines without line ends; `''` separates paragraphs. */
export function suggestLines({
  check,
  names,
  rules,
  suggestions,
  totals,
}: SuggestReport): readonly string[] {
  const passedOver = [
    ...nameLines(names),
    ...(totals.otherFamily === 0
      ? []
      : [
          '',
          `${plural(totals.otherFamily, 'entry', 'entries')} of IPv6 lists ${totals.otherFamily === 1 ? 'was' : 'were'} not looked at: suggestions are about IPv4 addresses.`,
        ]),
  ];
  if (totals.subjects === 0) {
    return [
      'Every address that the lists single out has a name: nothing to suggest.',
      ...passedOver,
    ];
  }
  const waiting = suggestions.filter(({ state }) => state === 'pending' || state === 'accepted');
  const sure = waiting.filter((one) => isSure(one));
  const likely = waiting.filter((one) => one.spoken && !isSure(one));
  const open = waiting.filter(({ spoken }) => !spoken);
  const { deferred, rejected } = totals;
  const before = [
    ...(rejected > 0 ? [`${rejected} rejected`] : []),
    ...(deferred > 0 ? [`${deferred} deferred`] : []),
  ];
  return [
    `${plural(totals.subjects, 'subject')} without a name: ${plural(sure.length + likely.length, 'suggestion')}, ${plural(open.length, 'question')}${before.length === 0 ? '' : `; ${before.join(' and ')} before`}`,
    ...checkLines(check),
    ...rules
      .slice(0, 2)
      .map(
        ({ asked, right, rule }) =>
          `Rule of naming: ${rule}, for ${right} of ${asked} named workloads.`,
      ),
    ...section('Sure: right at least 9 times of 10 in the benchmark', sure, suggestionLines),
    ...section('Likely: look at the evidence', likely, suggestionLines),
    ...section('Questions: the evidence is too thin or contradicts itself', open, questionLines),
    ...passedOver,
  ];
}

const GROUP_TEXTS: Readonly<Record<SuggestReport['check']['silent'][number], string>> = {
  known: 'somebody who is named already',
  'new-workload': 'a new workload',
  'new-external': 'a new external',
};

/** How it would have done on what is named, and what is not said because of that. */
function checkLines({ asked, groups, silent }: SuggestReport['check']): readonly string[] {
  if (asked === 0) return [];
  const said = groups.reduce((sum, group) => sum + group.said, 0);
  const right = groups.reduce((sum, group) => sum + group.right, 0);
  return [
    `Tried on what is named: hidden in turn, ${plural(asked, 'subject')} got ${plural(said, 'suggestion')}, and ${right} of these ${right === 1 ? 'was' : 'were'} right.`,
    ...groups
      .filter(({ group }) => silent.includes(group))
      .map(
        ({ group, right: met, said: all }) =>
          `Too few were right where ${GROUP_TEXTS[group]} was meant (${met} of ${all}): such proposals are questions here.`,
      ),
  ];
}

/** Files of names of which a part, or everything, said nothing. */
function nameLines(files: readonly NamesFile[]): readonly string[] {
  return files.flatMap(({ file, names, notUnderstood }) => {
    if (names === 0) return ['', `${file}: no name of an IPv4 address was found in it.`];
    if (notUnderstood === 0) return [];
    const were = notUnderstood === 1 ? 'was' : 'were';
    return [
      '',
      `${file}: ${plural(notUnderstood, 'line')} ${were} not understood; ${plural(names, 'name')} ${names === 1 ? 'was' : 'were'} read.`,
    ];
  });
}

function section(
  title: string,
  some: readonly Suggestion[],
  lines: (one: Suggestion) => readonly string[],
): readonly string[] {
  if (some.length === 0) return [];
  const more = some.length - MAX_SUBJECTS;
  return [
    '',
    title,
    ...some.slice(0, MAX_SUBJECTS).flatMap(lines),
    ...(more > 0 ? [`  and ${more} more; --json has them all`] : []),
  ];
}

/** A suggestion with its proposal, evidence and rivals. */
export function suggestionLines(suggestion: Suggestion): readonly string[] {
  const { conflicts, proposals } = suggestion;
  const [best, ...others] = proposals;
  if (best === undefined) return [];
  const doubtful = others.filter(({ confidence }) => confidence >= 0.1);
  return [
    ...headLines(suggestion),
    `    ${percent(best)}  ${proposalText(best.proposal)}`,
    ...evidenceLines(best),
    ...conflicts.slice(0, 3).map((conflict) => `          conflict: ${conflict}`),
    ...doubtful.map((other) => `    ${percent(other)}  or ${proposalText(other.proposal)}`),
  ];
}

function questionLines(suggestion: Suggestion): readonly string[] {
  const { conflicts, proposals } = suggestion;
  return [
    ...headLines(suggestion),
    ...proposals
      .slice(0, 2)
      // The best name is worth a question even where hardly anything speaks for it.
      .filter(({ confidence }, at) => at === 0 || confidence >= 0.1)
      .map((one) => `    ${percent(one)}  perhaps ${proposalText(one.proposal)}`),
    ...evidenceLines(proposals[0]).slice(0, 2),
    ...conflicts.slice(0, 1).map((conflict) => `          conflict: ${conflict}`),
  ];
}

function headLines({ entries, id, subject }: Suggestion): readonly string[] {
  const about = entries === 1 ? '1 entry' : `${entries} entries`;
  return ['', `  ${id}${subject === id ? '' : `  ${subject}`}  (${about})`];
}

function evidenceLines(ranked: RankedProposal | undefined): readonly string[] {
  const all = (ranked?.evidence ?? []).filter(({ kind }) => kind !== 'prior');
  const telling = all
    .filter(({ weight }) => Math.abs(weight) >= 0.1)
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const strongest = telling.slice(0, MAX_EVIDENCE);
  // What speaks against is shown even where more speaks for it.
  const against = telling
    .slice(MAX_EVIDENCE)
    .filter(({ weight }) => weight < 0)
    .slice(0, MAX_AGAINST);
  return [...strongest, ...against].map(evidenceLine);
}

function evidenceLine({ places, says, weight }: Evidence): string {
  const [first] = places;
  const at = first === undefined ? '' : `  ${first.file}:${first.line}`;
  return `        ${weight < 0 ? '' : '+'}${weight.toFixed(1)}  ${says}${at}`;
}

function percent({ confidence }: RankedProposal): string {
  return `${String(Math.round(confidence * 100)).padStart(3)} %`;
}

/** `workload shop/cart {app: cart, tier: backend}`, `external admins`; newcomers are called new. */
export function proposalText(proposal: Proposal): string {
  const fresh = proposal.known ? '' : 'new ';
  if (proposal.kind === 'external') return `${fresh}external ${proposal.name}`;
  const labels = Object.entries(proposal.labels).map(([key, value]) => `${key}: ${value}`);
  return `${fresh}workload in namespace ${proposal.namespace ?? '(not known)'} with { ${labels.join(', ')} }`;
}
