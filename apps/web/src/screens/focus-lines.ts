/** From where the reader looks to what each pane shows: entries lead to rules, rules to entries. */
import type { Focus, Review } from '../session/session.ts';
import type { LitLines } from '../editor/marks.ts';

export interface Sight {
  /** Entries that are meant, ascending. */
  readonly entries: readonly number[];
  /** References of rules that are meant. */
  readonly rules: readonly string[];
  /** The configuration to show, and its lit lines. */
  readonly file: string;
  readonly lines: readonly LitLines[];
  /** The draft to show, if some is meant. */
  readonly draft: string | undefined;
}

/** Works out what to show. Without a focus: the first configuration and nothing lit. */
export function sightOf(review: Review, focus: Focus | undefined): Sight {
  const file = review.configs[0]?.name ?? '';
  if (focus === undefined) return { entries: [], rules: [], file, lines: [], draft: undefined };
  switch (focus.kind) {
    case 'entry': {
      const entry = review.entry(focus.entry);
      return {
        entries: [focus.entry],
        rules: entry.rules,
        file: entry.file,
        lines: [{ from: entry.line, to: entry.line }],
        draft: entry.rules[0]?.split('#')[0],
      };
    }
    case 'rule': {
      const entries = review.byRule.get(focus.ref) ?? [];
      const rows = entries.map((n) => review.entry(n));
      const shownFile = rows[0]?.file ?? file;
      return {
        entries,
        rules: [focus.ref],
        file: shownFile,
        lines: rows
          .filter((row) => row.file === shownFile)
          .map(({ line }) => ({ from: line, to: line })),
        draft: focus.ref.split('#')[0],
      };
    }
    case 'line':
      return {
        entries: [],
        rules: [],
        file: focus.file,
        lines: [{ from: focus.line, to: focus.line }],
        draft: undefined,
      };
  }
}

/** Lines of the rules in one draft. */
export function ruleLines(
  review: Review,
  draft: string | undefined,
  rules: readonly string[],
): readonly LitLines[] {
  const views = draft === undefined ? [] : (review.byPath.get(draft)?.objects ?? []);
  return views
    .flatMap((object) => object.rules)
    .filter(({ ref }) => rules.includes(ref))
    .map(({ firstLine, lastLine }) => ({ from: firstLine, to: lastLine }))
    .toSorted((a, b) => a.from - b.from);
}
