/** Changes a decisions file as a person would: what is there stays, comments and order included. */
import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { Assumption, Coverage, ReviewState } from './decisions.ts';

/** A decision about partial coverage to write down; the fields as the file spells them. */
export interface CoverageEntry {
  readonly from?: string;
  readonly to?: string;
  readonly service?: string;
  readonly ace?: string;
  readonly decision: Coverage;
  readonly who?: string;
  readonly why?: string;
}

/** A decision about a condition to write down; the fields as the file spells them. */
export interface ConditionEntry {
  readonly kind?: string;
  readonly name?: string;
  readonly ace?: string;
  readonly assume: Assumption;
  readonly who?: string;
  readonly why?: string;
}

/** The review of a suggestion to write down. */
export interface ReviewEntry {
  readonly suggestion: string;
  readonly state: ReviewState;
  readonly proposal?: string;
  readonly evidence?: string;
  readonly who?: string;
  readonly why?: string;
}

const EMPTY = 'version: 1\n';

/** How a section's entries are told apart, and what an entry says, in the order of a new entry. */
interface Section {
  readonly name: 'coverage' | 'conditions' | 'suggestions';
  readonly about: readonly string[];
  readonly says: readonly string[];
}

const COVERAGE: Section = {
  name: 'coverage',
  about: ['from', 'to', 'service', 'ace'],
  says: ['decision', 'who', 'why'],
};

const CONDITIONS: Section = {
  name: 'conditions',
  about: ['kind', 'name', 'ace'],
  says: ['assume', 'who', 'why'],
};

const SUGGESTIONS: Section = {
  name: 'suggestions',
  about: ['suggestion'],
  says: ['state', 'proposal', 'evidence', 'who', 'why'],
};

/**
 * The text with the decision in it: an entry about the same thing is changed, otherwise one is added at the end.
 *
 * @param text of a file that `readDecisions` reads without errors; empty: a new file.
 * @throws Error when the text is no such file: the caller has read it.
 */
export function recordDecision(text: string, entry: CoverageEntry): string {
  return record(text, COVERAGE, { ...entry });
}

/** The same for a decision about a condition. */
export function recordCondition(text: string, entry: ConditionEntry): string {
  return record(text, CONDITIONS, { ...entry });
}

/** The same for the review of a suggestion. */
export function recordReview(text: string, entry: ReviewEntry): string {
  return record(text, SUGGESTIONS, { ...entry });
}

function record(
  text: string,
  { about, name, says }: Section,
  entry: Readonly<Record<string, string | undefined>>,
): string {
  const document = parseDocument(text.trim() === '' ? EMPTY : text, { logLevel: 'error' });
  if (document.errors.length > 0 || !isMap(document.contents)) {
    throw new Error('the decisions file was not read before it was changed');
  }
  const section = document.get(name);
  const known = isSeq(section)
    ? section.items.find(
        (item): item is YAMLMap =>
          isMap(item) && about.every((key) => item.get(key) === entry[key]),
      )
    : undefined;
  if (known === undefined) {
    const fresh = document.createNode(
      Object.fromEntries(
        [...about, ...says].flatMap((key) => (entry[key] === undefined ? [] : [[key, entry[key]]])),
      ),
    );
    if (isSeq(section)) {
      section.flow = false;
      section.add(fresh);
    } else document.set(name, document.createNode([fresh]));
  } else {
    for (const key of says) {
      if (entry[key] === undefined) known.delete(key);
      else known.set(key, entry[key]);
    }
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
