/**
 * YAML text as a small tree with a span on every node. Bounded against hostile files: nesting depth, and how much
 * aliases may repeat. Knows nothing of what an inventory may hold.
 */
import type { Span } from '@aclift/diagnostics';
import { Composer, isAlias, isMap, isScalar, isSeq, Parser } from 'yaml';
import type { CST, Document, ParsedNode, YAMLError } from 'yaml';

export type YamlTree = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly span: Span;
}

export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlTree;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlTree[];
  readonly span: Span;
}

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: string | number | bigint | boolean | null;
  /** As written, quotes included. */
  readonly text: string;
  readonly span: Span;
}

export type YamlProblem =
  | { readonly kind: 'syntax'; readonly reason: string; readonly span: Span }
  | { readonly kind: 'duplicate-key'; readonly key: string; readonly span: Span }
  | { readonly kind: 'aliases'; readonly span: Span }
  | { readonly kind: 'depth'; readonly span: Span };

/** How deep maps and lists may nest. An inventory needs seven levels. */
export const MAX_DEPTH = 64;
/** How many nodes aliases may repeat in all. */
export const MAX_ALIASED_NODES = 100_000;

/**
 * @returns the tree of the first document, undefined when the text has none or is no YAML. Of a repeated key the
 * first value counts. Text after the first document is a `syntax` problem.
 */
export function readYamlTree(text: string): {
  readonly tree: YamlTree | undefined;
  readonly problems: readonly YamlProblem[];
} {
  const problems: YamlProblem[] = [];
  const tokens: CST.Token[] = [];
  for (const token of new Parser().parse(text)) {
    if (depthOf(token) > MAX_DEPTH) {
      return { tree: undefined, problems: [{ kind: 'depth', span: spanAt(token.offset, text) }] };
    }
    tokens.push(token);
  }
  // `uniqueKeys` compares all pairs of keys; the tree looks them up instead.
  const composer = new Composer({ uniqueKeys: false, resolveKnownTags: false, logLevel: 'error' });
  const documents: Document.Parsed[] = [...composer.compose(tokens, true, text.length)];
  // What follows the first fault is mostly its echo.
  for (const { message, pos } of documents.flatMap(faultsOf).slice(0, 1)) {
    problems.push({
      kind: 'syntax',
      reason: firstLine(message),
      span: { start: Math.min(pos[0], text.length), end: Math.min(pos[1], text.length) },
    });
  }
  const second = documents[1];
  if (second !== undefined) {
    const reason = 'a second YAML document begins here';
    problems.push({ kind: 'syntax', reason, span: spanAt(second.range[0], text) });
  }
  const root = documents[0]?.contents;
  if (problems.length > 0 || root === undefined || root === null)
    return { tree: undefined, problems };
  const tree = new TreeBuilder(text, problems).build(root as ParsedNode, { start: 0, end: 0 });
  return { tree, problems };
}

class TreeBuilder {
  readonly #text: string;
  readonly #problems: YamlProblem[];
  /** Finished nodes by anchor, with their size once aliases in them are written out. */
  readonly #anchors = new Map<string, { tree: YamlTree; size: number }>();
  #built = 0;
  #aliased = 0;

  constructor(text: string, problems: YamlProblem[]) {
    this.#text = text;
    this.#problems = problems;
  }

  build(node: ParsedNode | null, fallback: Span): YamlTree {
    const before = this.#built;
    this.#built += 1;
    if (node === null) return { kind: 'scalar', value: null, text: '', span: fallback };
    const span = { start: node.range[0], end: node.range[1] };
    if (isAlias(node)) return this.#alias(node.source, span);
    let tree: YamlTree;
    if (isMap(node)) tree = this.#map(node.items, span);
    else if (isSeq(node)) {
      const items = node.items.map((item) => this.build(item as ParsedNode, span));
      tree = { kind: 'list', items, span };
    } else {
      const value = isScalar(node) ? (node.value as YamlScalar['value']) : null;
      tree = { kind: 'scalar', value, text: this.#text.slice(span.start, span.end), span };
    }
    if (node.anchor !== undefined) {
      this.#anchors.set(node.anchor, { tree, size: this.#built - before });
    }
    return tree;
  }

  #alias(name: string, span: Span): YamlTree {
    const target = this.#anchors.get(name);
    const nothing: YamlTree = { kind: 'scalar', value: null, text: `*${name}`, span };
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
    for (const pair of pairs) {
      const keyTree = this.build(pair.key as ParsedNode | null, span);
      const value = this.build(pair.value as ParsedNode | null, keyTree.span);
      if (keyTree.kind !== 'scalar') {
        this.#problems.push({
          kind: 'syntax',
          reason: 'a key must be plain text',
          span: keyTree.span,
        });
        continue;
      }
      const key = typeof keyTree.value === 'string' ? keyTree.value : keyTree.text;
      if (entries.has(key)) {
        this.#problems.push({ kind: 'duplicate-key', key, span: keyTree.span });
        continue;
      }
      entries.set(key, { key, keySpan: keyTree.span, value });
    }
    return { kind: 'map', entries: [...entries.values()], span };
  }
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

function faultsOf({ errors, warnings }: Document.Parsed): readonly YAMLError[] {
  return [...errors, ...warnings].sort((a, b) => a.pos[0] - b.pos[0]);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function spanAt(offset: number, text: string): Span {
  const start = Math.min(offset, text.length);
  return { start, end: Math.min(start + 1, text.length) };
}
