/** What every file of this package begins with: YAML within bounds, a map, and the version of the format. */
import type { SourceText } from '@aclift/diagnostics';
import { fieldsOf, mapAt } from './field-reader.ts';
import type { Reporter } from './reporter.ts';
import { MAX_ALIASED_NODES, MAX_DEPTH, readYamlTree } from './yaml-tree.ts';
import type { YamlEntry, YamlProblem } from './yaml-tree.ts';

/** Longest text that is read, in UTF-16 units. */
export const MAX_LENGTH: number = 16 * 1024 * 1024;

/**
 * The sections of a file.
 *
 * @param at what messages call the whole file; empty: the inventory.
 * @param keys the sections that exist; `version` must be one of them.
 * @returns undefined: nothing of the file could be used, which has been reported.
 */
export function readRoot<K extends string>(
  source: SourceText,
  at: string,
  keys: { readonly [Key in K | 'version']: 'required' | 'optional' },
  reporter: Reporter,
): { readonly [Key in K]?: YamlEntry } | undefined {
  const { length } = source.text;
  if (length > MAX_LENGTH) {
    reporter.add('inventory/too-large', { start: 0, end: 0 }, { length, limit: MAX_LENGTH });
    return undefined;
  }
  const { tree, problems } = readYamlTree(source.text);
  for (const problem of problems) report(problem, reporter);
  if (tree === undefined && problems.length > 0) return undefined;
  const nothing = { kind: 'scalar', value: null, text: '', span: { start: 0, end: 0 } } as const;
  const map = mapAt(tree ?? nothing, at, reporter);
  if (map === undefined) return undefined;
  const fields: { readonly [Key in K | 'version']?: YamlEntry } = fieldsOf(map, at, keys, reporter);
  return fields.version !== undefined && isVersionOne(fields.version, reporter)
    ? fields
    : undefined;
}

function isVersionOne({ value }: YamlEntry, reporter: Reporter): boolean {
  if (value.kind === 'scalar' && value.value === 1) return true;
  const found = value.kind === 'scalar' ? value.text : `(${value.kind})`;
  const isText = value.kind === 'scalar' && /^v?1(?:\.0)?$/i.test(String(value.value));
  reporter.add('inventory/unsupported-version', value.span, {
    found,
    ...(isText ? { hint: 'unquote-number' as const } : {}),
  });
  return false;
}

function report(problem: YamlProblem, reporter: Reporter): void {
  switch (problem.kind) {
    case 'syntax':
      reporter.add('inventory/syntax', problem.span, { reason: problem.reason });
      break;
    case 'duplicate-key':
      reporter.add('inventory/duplicate-key', problem.span, { key: problem.key });
      break;
    case 'aliases':
      reporter.add('inventory/too-many-aliases', problem.span, { limit: MAX_ALIASED_NODES });
      break;
    case 'depth':
      reporter.add('inventory/too-deep', problem.span, { limit: MAX_DEPTH });
      break;
  }
}
