/** Where things stand on the page, so that a line leads to its rules and a rule to its lines. */
import type { OutputFile } from '../run.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';
import type { OutcomeName } from '../ledger/outcome.ts';
import type { MigrateReport, ReportedDraft } from '../report/report.ts';
import { type PolicyView, policyViews } from '../view/policy-view.ts';
import { type Markup, markup } from './markup.ts';

/** Most lines of a ledger shown one by one; of a longer one those that somebody should look at. */
export const MAX_LINES = 5000;

/** Most characters of drafts that the page holds; a browser has to lay all of it out. The files hold the others. */
const MAX_DRAFT_TEXT = 4_000_000;

/** Outcomes that somebody should look at. */
const ATTENTION: ReadonlySet<OutcomeName> = new Set([
  'widened',
  'narrowed',
  'needs-decision',
  'unsupported',
  'unparsed',
]);

/** A draft with its text and rules. */
export interface ShownDraft {
  readonly draft: ReportedDraft;
  readonly text: string;
  readonly views: readonly PolicyView[];
  /** Its anchor. */
  readonly id: string;
}

/** What the page shows, and where. */
export interface Anchors {
  /** The first of the drafts, as many as the page has room for. */
  readonly drafts: readonly ShownDraft[];
  /** Entries that have a line of their own. */
  readonly shown: ReadonlySet<LedgerEntry>;
  /** A place in a configuration; a link where the page shows the line. */
  readonly line: (file: string, line: number, text?: string) => Markup;
  /** A rule of a draft by its reference; a link where the page shows it. */
  readonly rule: (ref: string) => Markup;
  /** Anchors of entries and rules themselves. */
  readonly idOfEntry: (entry: LedgerEntry) => string;
  readonly idOfRule: (ref: string) => string;
  /** Entries that a rule carries. */
  readonly entriesOf: (ref: string) => readonly LedgerEntry[];
}

/** Everything that the page shows, with anchors that depend on content alone. */
export function anchorsOf(
  { drafts, ledger: { entries } }: MigrateReport,
  files: readonly OutputFile[],
): Anchors {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  let room = MAX_DRAFT_TEXT;
  const shownDrafts = drafts.flatMap((draft, at): readonly ShownDraft[] => {
    const text = texts.get(draft.path) ?? '';
    room -= text.length;
    return room < 0
      ? []
      : [{ draft, text, views: policyViews({ name: draft.path, text }), id: `d${at + 1}` }];
  });
  const rules = new Map<string, { readonly id: string; readonly name: string }>();
  for (const { draft, views } of shownDrafts) {
    const file = draft.path.split('/').slice(1).join('/');
    for (const [at, { ref }] of views.flatMap((view) => view.rules).entries()) {
      rules.set(ref, { id: `r${rules.size + 1}`, name: `${file} rule ${at + 1}` });
    }
  }
  const wanted =
    entries.length <= MAX_LINES
      ? entries
      : entries.filter(({ outcome }) => ATTENTION.has(outcome)).slice(0, MAX_LINES);
  const shown = new Set(wanted);
  const ids = new Map<LedgerEntry, string>();
  const places = new Map<string, string>();
  for (const [at, entry] of entries.entries()) {
    if (!shown.has(entry)) continue;
    ids.set(entry, `e${at + 1}`);
    places.set(placeOf(entry.file, entry.line), `e${at + 1}`);
  }
  const carried = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    for (const ref of entry.rules) {
      const known = carried.get(ref);
      if (known === undefined) carried.set(ref, [entry]);
      else known.push(entry);
    }
  }
  return {
    drafts: shownDrafts,
    shown,
    line: (file, line, text = `${file}:${line}`) => {
      const id = places.get(placeOf(file, line));
      return id === undefined ? markup`${text}` : markup`<a href="#${id}">${text}</a>`;
    },
    rule: (ref) => {
      const known = rules.get(ref);
      return known === undefined
        ? markup`${ref}`
        : markup`<a href="#${known.id}">${known.name}</a>`;
    },
    idOfEntry: (entry) => ids.get(entry) ?? '',
    idOfRule: (ref) => rules.get(ref)?.id ?? '',
    entriesOf: (ref) => carried.get(ref) ?? [],
  };
}

function placeOf(file: string, line: number): string {
  return `${line}:${file}`;
}
