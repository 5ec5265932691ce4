/** Reading JSON and YAML with places: texts of one or several documents as trees. */
import type { SourceText, Span } from '@aclift/diagnostics';
import { readYamlTree } from '../yaml-tree.ts';
import type { YamlTree } from '../yaml-tree.ts';
import { readJsonTree } from './json-tree.ts';
import { skipped } from './record.ts';
import type { SourceRecord } from './record.ts';

export interface Trees {
  readonly trees: readonly YamlTree[];
  readonly unreadable: readonly SourceRecord[];
}

/** Longest YAML that is read, in UTF-16 units: it takes fifty times as much memory. */
export const MAX_YAML: number = 32 * 1024 * 1024;

/** JSON, or documents of YAML between `---` lines. */
export function readTrees({ text }: SourceText): Trees {
  const json = /^\uFEFF?\s*[[{]/.test(text) ? readJsonTree(text) : undefined;
  if (json !== undefined) return { trees: [json], unreadable: [] };
  if (text.length > MAX_YAML) {
    const what = `YAML of more than ${MAX_YAML} characters: export as JSON, or in parts`;
    return { trees: [], unreadable: [skipped({ start: 0, end: 0 }, what, 'unreadable')] };
  }
  const trees: YamlTree[] = [];
  const unreadable: SourceRecord[] = [];
  for (const { start, end } of documentsOf(text)) {
    const document = text.slice(start, end);
    if (document.trim() === '') continue;
    const { problems, tree } = readYamlTree(document);
    const shifted = tree === undefined ? undefined : shift(tree, start);
    if (shifted?.kind === 'scalar' && shifted.value !== null) {
      unreadable.push(skipped(shifted.span, shifted.text, 'unreadable'));
    } else if (shifted !== undefined) trees.push(shifted);
    for (const problem of problems) {
      const what = problem.kind === 'syntax' ? problem.reason : `${problem.kind} in YAML`;
      unreadable.push(skipped(moved(problem.span, start), what, 'unreadable'));
    }
  }
  return { trees, unreadable };
}

/** The value below keys; undefined when there is none. */
export function at(tree: YamlTree | undefined, ...keys: readonly string[]): YamlTree | undefined {
  let here = tree;
  for (const key of keys) {
    if (here?.kind !== 'map') return undefined;
    here = here.entries.find((entry) => entry.key === key)?.value;
  }
  return here;
}

/** The scalar below keys as text; '' when there is none. */
export function textAt(tree: YamlTree | undefined, ...keys: readonly string[]): string {
  const found = at(tree, ...keys);
  return found?.kind === 'scalar' && found.value !== null ? String(found.value) : '';
}

/** The list below keys; empty when there is none. */
export function listAt(
  tree: YamlTree | undefined,
  ...keys: readonly string[]
): readonly YamlTree[] {
  const found = at(tree, ...keys);
  return found?.kind === 'list' ? found.items : [];
}

/** The map below keys with its scalars as text. */
export function textsAt(
  tree: YamlTree | undefined,
  ...keys: readonly string[]
): Readonly<Record<string, string>> {
  const found = at(tree, ...keys);
  if (found?.kind !== 'map') return {};
  return Object.fromEntries(
    found.entries.flatMap(({ key, value }) =>
      value.kind === 'scalar' ? [[key, value.value === null ? '' : String(value.value)]] : [],
    ),
  );
}

function documentsOf(text: string): readonly Span[] {
  const documents: Span[] = [];
  let start = 0;
  for (const { 0: mark, index } of text.matchAll(/^(?:---|\.\.\.)[ \t]*(?:#.*)?\r?$/gm)) {
    documents.push({ start, end: index });
    start = index + mark.length;
  }
  documents.push({ start, end: text.length });
  return documents;
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** Depth is bounded by the reader. */
function shift(tree: YamlTree, by: number): YamlTree {
  if (by === 0) return tree;
  const span = moved(tree.span, by);
  if (tree.kind === 'list')
    return { ...tree, span, items: tree.items.map((one) => shift(one, by)) };
  if (tree.kind === 'scalar') return { ...tree, span };
  const entries = tree.entries.map(({ key, keySpan, value }) => ({
    key,
    keySpan: moved(keySpan, by),
    value: shift(value, by),
  }));
  return { ...tree, span, entries };
}
