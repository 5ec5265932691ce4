/** Changes a decisions file as a person would: what is there stays, comments and order included. */
import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { Coverage } from './decisions.ts';

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

const EMPTY = 'version: 1\n';
const ABOUT = ['from', 'to', 'service', 'ace'] as const;
const KEYS = [...ABOUT, 'decision', 'who', 'why'] as const;

/**
 * The text with the decision in it: an entry about the same thing is changed, otherwise one is added at the end.
 *
 * @param text of a file that `readDecisions` reads without errors; empty: a new file.
 * @throws Error when the text is no such file: the caller has read it.
 */
export function recordDecision(text: string, entry: CoverageEntry): string {
  const document = parseDocument(text.trim() === '' ? EMPTY : text, { logLevel: 'error' });
  if (document.errors.length > 0 || !isMap(document.contents)) {
    throw new Error('the decisions file was not read before it was changed');
  }
  const section = document.get('coverage');
  const known = isSeq(section)
    ? section.items.find(
        (item): item is YAMLMap =>
          isMap(item) && ABOUT.every((key) => item.get(key) === entry[key]),
      )
    : undefined;
  if (known === undefined) {
    const fresh = document.createNode(
      Object.fromEntries(
        KEYS.flatMap((key) => (entry[key] === undefined ? [] : [[key, entry[key]]])),
      ),
    );
    if (isSeq(section)) {
      section.flow = false;
      section.add(fresh);
    } else document.set('coverage', document.createNode([fresh]));
  } else {
    for (const key of ['decision', 'who', 'why'] as const) {
      if (entry[key] === undefined) known.delete(key);
      else known.set(key, entry[key]);
    }
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
