/** Typed access to the parts of the YAML tree; whatever is not of the expected kind is reported where it stands. */
import { didYouMean, type Span } from '@aclift/diagnostics';
import type { ValueKind, WrongValueHint } from './diagnostic.ts';
import type { Reporter } from './reporter.ts';
import type { YamlEntry, YamlList, YamlMap, YamlTree } from './yaml-tree.ts';

/** Written by the skeleton writer where only a person knows the answer. */
export const FILL_IN = 'FILL-IN';

/** A piece of text with its place. */
export interface Text {
  readonly text: string;
  readonly span: Span;
}

export function mapAt(tree: YamlTree, at: string, reporter: Reporter): YamlMap | undefined {
  if (tree.kind === 'map') return tree;
  // `labels: app=web`, `labels: [app: web]`, `namespaces: [shop]`.
  const isPairs = tree.kind === 'list' || (typeof tree.value === 'string' && tree.value !== '');
  reporter.add('inventory/wrong-value', tree.span, {
    at,
    expected: 'a map',
    found: kindOf(tree),
    ...(isPairs && /(?:labels|^namespaces)$/.test(at) ? { hint: 'pairs' as const } : {}),
  });
  return undefined;
}

export function listAt(tree: YamlTree, at: string, reporter: Reporter): YamlList | undefined {
  if (tree.kind === 'list') return tree;
  const isText = tree.kind === 'scalar' && typeof tree.value === 'string';
  const hint = tree.kind === 'map' ? 'dash' : isText ? 'brackets' : undefined;
  reporter.add('inventory/wrong-value', tree.span, {
    at,
    expected: 'a list',
    found: kindOf(tree),
    ...(hint === undefined ? {} : { hint }),
  });
  return undefined;
}

/** The items of a list; a section that is left empty (`workloads:`) has none. */
export function sectionItems(
  entry: YamlEntry | undefined,
  at: string,
  reporter: Reporter,
): readonly YamlTree[] {
  if (entry === undefined) return [];
  const { value } = entry;
  if (value.kind === 'scalar' && value.value === null) return [];
  return listAt(value, at, reporter)?.items ?? [];
}

/** Numbers and truth values are refused with advice to quote: `1.10` would become `1.1`. */
export function textAt(tree: YamlTree, at: string, reporter: Reporter): Text | undefined {
  if (tree.kind === 'scalar' && typeof tree.value === 'string') {
    return { text: tree.value, span: tree.span };
  }
  const hint = hintFor(tree);
  reporter.add('inventory/wrong-value', tree.span, {
    at,
    expected: 'text',
    found: kindOf(tree),
    ...(hint === undefined ? {} : { hint }),
  });
  return undefined;
}

/** A port number, 1 to 65535. */
export function portAt(tree: YamlTree, at: string, reporter: Reporter): number | undefined {
  if (tree.kind !== 'scalar' || typeof tree.value !== 'number') {
    const isQuoted = tree.kind === 'scalar' && /^\d+$/.test(String(tree.value));
    reporter.add('inventory/wrong-value', tree.span, {
      at,
      expected: 'a port number',
      found: kindOf(tree),
      ...(isQuoted ? { hint: 'unquote-number' as const } : {}),
    });
    return undefined;
  }
  if (Number.isInteger(tree.value) && tree.value >= 1 && tree.value <= 65535) return tree.value;
  reporter.add('inventory/bad-port', tree.span, { value: tree.text });
  return undefined;
}

/** A whole number from 1 to `most`. */
export function numberAt(
  tree: YamlTree,
  at: string,
  most: number,
  reporter: Reporter,
): number | undefined {
  const value = tree.kind === 'scalar' ? tree.value : undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) {
    return value;
  }
  const expected = `a whole number from 1 to ${most}`;
  reporter.add('inventory/wrong-value', tree.span, { at, expected, found: kindOf(tree) });
  return undefined;
}

/** One of a few words. */
export function choiceAt<C extends string>(
  tree: YamlTree,
  at: string,
  choices: readonly C[],
  reporter: Reporter,
): C | undefined {
  const text = textAt(tree, at, reporter);
  if (text === undefined) return undefined;
  const choice = choices.find((one) => one === text.text);
  if (choice !== undefined) return choice;
  const nearest = didYouMean(text.text, choices);
  reporter.add('inventory/unknown-choice', text.span, {
    at,
    value: text.text,
    choices,
    ...(nearest === undefined ? {} : { nearest }),
  });
  return undefined;
}

/** What people write for keys of the format, and editing distance does not find; the first known one is proposed. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    addresses:
      'ip ips address addr cidr cidrs ipblock subnet subnets network networks range ranges',
    address: 'ip addr addresses host vip',
    namespace: 'ns project',
    labels: 'label selector matchlabels podselector tags',
    fqdns: 'fqdn dns hostname hostnames domain domains',
    vips: 'vip virtual loadbalancer services service',
    target: 'targetport containerport backend to',
    version: 'apiversion schema',
    workloads: 'pods apps applications hosts servers',
    externals: 'outside networks',
    now: 'where location',
  })
    .flatMap(([key, words]) => words.split(' ').map((word) => [word, key] as const))
    .reduce(
      (all, [word, key]) => all.set(word, [...(all.get(word) ?? []), key]),
      new Map<string, string[]>(),
    ),
);

function nearestKey(key: string, known: readonly string[]): string | undefined {
  const synonyms = SYNONYMS.get(key.toLowerCase().replaceAll(/[-_]/g, '')) ?? [];
  return synonyms.find((one) => known.includes(one)) ?? didYouMean(key, known);
}

/**
 * The entries of a map by key. Unknown keys and missing required ones are reported; the caller reads what is there.
 */
export function fieldsOf<K extends string>(
  map: YamlMap,
  at: string,
  keys: { readonly [Key in K]: 'required' | 'optional' },
  reporter: Reporter,
): { readonly [Key in K]?: YamlEntry } {
  const known = Object.keys(keys) as K[];
  const fields: { [Key in K]?: YamlEntry } = {};
  for (const entry of map.entries) {
    const key = known.find((one) => one === entry.key);
    if (key !== undefined) {
      fields[key] = entry;
      continue;
    }
    const nearest = nearestKey(entry.key, known);
    reporter.add('inventory/unknown-key', entry.keySpan, {
      at,
      key: entry.key,
      known,
      ...(nearest === undefined ? {} : { nearest }),
    });
  }
  for (const key of known) {
    if (keys[key] === 'required' && fields[key] === undefined) {
      reporter.add('inventory/missing-key', map.span, { at, key });
    }
  }
  return fields;
}

function kindOf(tree: YamlTree): ValueKind {
  if (tree.kind === 'map') return 'a map';
  if (tree.kind === 'list') return 'a list';
  if (tree.value === null) return 'nothing';
  if (typeof tree.value === 'boolean') return 'true or false';
  return typeof tree.value === 'string' ? 'text' : 'a number';
}

function hintFor(tree: YamlTree): WrongValueHint | undefined {
  if (tree.kind === 'map') {
    const key = tree.entries[0]?.key ?? '';
    return tree.entries.length === 1 && /^[0-9a-f:]+:$/i.test(key) ? 'quote-ipv6' : undefined;
  }
  if (tree.kind !== 'scalar' || tree.value === null) return undefined;
  return typeof tree.value === 'boolean' ? 'quote-boolean' : 'quote-number';
}
