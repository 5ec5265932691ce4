/**
 * A YAML stream as small trees with a span on every node, scalars resolved as Kubernetes does. Bounded against
 * hostile files: nesting depth, and how much aliases may repeat. Knows nothing of policies.
 */
import type { Span } from '@aclift/diagnostics';
import { Composer, isAlias, isMap, isScalar, isSeq, Parser, Scalar } from 'yaml';
import type { CST, ParsedNode } from 'yaml';
import type { JsonValue } from './api/json.ts';
import { readPlainYaml } from './yaml-plain.ts';
import { resolvePlain } from './yaml-scalar.ts';
import type { YamlTree, YamlMap, YamlEntry, YamlScalar } from './yaml-node.ts';

export type YamlProblem =
  | { readonly kind: 'syntax'; readonly reason: string; readonly span: Span }
  | { readonly kind: 'duplicate-key'; readonly key: string; readonly span: Span }
  | { readonly kind: 'aliases'; readonly span: Span }
  | { readonly kind: 'depth'; readonly span: Span };

/** How deep maps and lists may nest. A policy with layer 7 rules needs a dozen levels. */
export const MAX_DEPTH = 100;
/** How many nodes aliases may repeat in one stream. */
export const MAX_ALIASED_NODES = 100_000;

/** What a text holds. */
export interface YamlStream {
  readonly trees: readonly YamlTree[];
  readonly problems: readonly YamlProblem[];
}

/**
 * @returns one tree for each document that is not empty. A document with a syntax error has none. Of a repeated key
 * the first value counts.
 */
export function readYamlStream(text: string): YamlStream {
  const plain = readPlainYaml(text);
  return plain === undefined ? composeYamlStream(text) : { trees: [plain], problems: [] };
}

/** The same for any text: every part of YAML, some ten times slower. */
export function composeYamlStream(text: string): YamlStream {
  const problems: YamlProblem[] = [];
  const tokens: CST.Token[] = [];
  for (const token of new Parser().parse(text)) {
    if (depthOf(token) > MAX_DEPTH) {
      const start = Math.min(token.offset, text.length);
      problems.push({ kind: 'depth', span: { start, end: Math.min(start + 1, text.length) } });
    } else tokens.push(token);
  }
  const builder = new TreeBuilder(problems);
  const trees: YamlTree[] = [];
  // Scalars stay text here, `resolvePlain` reads them. `uniqueKeys` would compare all pairs of keys.
  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    resolveKnownTags: false,
    logLevel: 'error',
  });
  for (const document of composer.compose(tokens, false, text.length)) {
    const faults = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
    // What follows the first fault of a document is mostly its echo.
    for (const { message, pos } of faults.slice(0, 1)) {
      const start = Math.min(pos[0], text.length);
      const end = Math.min(Math.max(pos[1], start), text.length);
      const reason = message.split('\n', 1)[0] ?? '';
      problems.push({ kind: 'syntax', reason, span: { start, end } });
    }
    if (faults.length > 0 || document.contents === null) continue;
    const tree = builder.build(document.contents, { start: 0, end: 0 });
    if (tree.kind !== 'scalar' || tree.value !== null) trees.push(tree);
  }
  return { trees, problems };
}

/** The tree as plain data, as it was written: nulls included. Numbers that JSON cannot say become null. */
export function toJson(tree: YamlTree): JsonValue {
  if (tree.kind === 'list') return tree.items.map(toJson);
  if (tree.kind === 'map') {
    return Object.fromEntries(tree.entries.map(({ key, value }) => [key, toJson(value)]));
  }
  return typeof tree.value === 'number' && !Number.isFinite(tree.value) ? null : tree.value;
}

class TreeBuilder {
  readonly #problems: YamlProblem[];
  /** Finished nodes by anchor, with their size once aliases in them are written out. */
  readonly #anchors = new Map<string, { tree: YamlTree; size: number }>();
  #built = 0;
  #aliased = 0;

  constructor(problems: YamlProblem[]) {
    this.#problems = problems;
  }

  build(node: ParsedNode | null, fallback: Span): YamlTree {
    const before = this.#built;
    this.#built += 1;
    if (node === null) return { kind: 'scalar', value: null, span: fallback };
    const span = { start: node.range[0], end: node.range[1] };
    if (isAlias(node)) return this.#alias(node.source, span);
    let tree: YamlTree;
    if (isMap(node)) tree = this.#map(node.items, span);
    else if (isSeq(node)) {
      const items = node.items.map((item) => this.build(item as ParsedNode, span));
      tree = { kind: 'list', items, span };
    } else tree = { kind: 'scalar', value: scalarOf(node), span };
    if (node.anchor !== undefined) {
      this.#anchors.set(node.anchor, { tree, size: this.#built - before });
    }
    return tree;
  }

  #alias(name: string, span: Span): YamlTree {
    const target = this.#anchors.get(name);
    const nothing: YamlTree = { kind: 'scalar', value: null, span };
    if (target === undefined) {
      const reason = `alias *${name} has no anchor before it`;
      this.#problems.push({ kind: 'syntax', reason, span });
      return nothing;
    }
    this.#built += target.size;
    this.#aliased += target.size;
    if (this.#aliased <= MAX_ALIASED_NODES) return target.tree;
    this.#problems.push({ kind: 'aliases', span });
    return nothing;
  }

  #map(pairs: readonly { key: unknown; value: unknown }[], span: Span): YamlMap {
    const entries = new Map<string, YamlEntry>();
    const merged: YamlEntry[] = [];
    for (const pair of pairs) {
      const keyTree = this.build(pair.key as ParsedNode | null, span);
      const value = this.build(pair.value as ParsedNode | null, keyTree.span);
      if (keyTree.kind !== 'scalar') {
        const reason = 'a key must be plain text';
        this.#problems.push({ kind: 'syntax', reason, span: keyTree.span });
        continue;
      }
      // JSON has text keys only: 80 and true become "80" and "true", as they do for kubectl.
      const key = String(keyTree.value);
      if (key === '<<' && isPlain(pair.key)) merged.push(...mergedEntries(value));
      else if (entries.has(key)) {
        this.#problems.push({ kind: 'duplicate-key', key, span: keyTree.span });
      } else entries.set(key, { key, keySpan: keyTree.span, value });
    }
    for (const entry of merged) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    return { kind: 'map', entries: [...entries.values()], span };
  }
}

/** The entries behind `<<`: of one map, or of a list of maps of which the earlier wins. */
function mergedEntries(value: YamlTree): readonly YamlEntry[] {
  if (value.kind === 'map') return value.entries;
  return value.kind === 'list' ? value.items.flatMap(mergedEntries) : [];
}

function isPlain(node: unknown): boolean {
  return isScalar(node) && node.type === Scalar.PLAIN;
}

function scalarOf(node: ParsedNode): YamlScalar['value'] {
  if (!isScalar(node)) return null;
  const text = typeof node.value === 'string' ? node.value : '';
  return isPlain(node) && node.tag === undefined ? resolvePlain(text) : text;
}

/** Nesting depth of one token. Works on the token tree with its own stack: composing recurses, and could overflow. */
function depthOf(root: CST.Token): number {
  let deepest = 0;
  const open: [CST.Token, number][] = [[root, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [token, depth] = next;
    if (depth > deepest) deepest = depth;
    if (token.type === 'document' && token.value !== undefined) open.push([token.value, depth]);
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key !== undefined && key !== null) open.push([key, depth + 1]);
      if (value !== undefined) open.push([value, depth + 1]);
    }
  }
  return deepest;
}
