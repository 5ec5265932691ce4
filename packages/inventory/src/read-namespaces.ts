/** Reads the `namespaces` section. */
import { fieldsOf, mapAt } from './field-reader.ts';
import type { InventoryNamespace } from './inventory.ts';
import { isDnsLabel } from './label.ts';
import { readLabels } from './read-labels.ts';
import type { Labels } from './read-labels.ts';
import type { Reporter } from './reporter.ts';
import type { YamlEntry, YamlTree } from './yaml-tree.ts';

/** The label that the API server puts on every namespace; its value is the namespace's name. */
const METADATA_NAME = 'kubernetes.io/metadata.name';

/** `labels` with the label that every namespace has, sorted by key. */
export function withMetadataName(name: string, labels: Labels): Labels {
  const all = Object.entries({ ...labels, [METADATA_NAME]: name });
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `shop: {}`, `shop:` with nothing and `shop: { labels: {…} }` all declare a namespace. */
export function readNamespaces(
  field: YamlEntry | undefined,
  reporter: Reporter,
): readonly InventoryNamespace[] {
  const namespaces: InventoryNamespace[] = [];
  if (field === undefined || isNothing(field.value)) return namespaces;
  for (const { key: name, keySpan, value } of mapAt(field.value, 'namespaces', reporter)?.entries ??
    []) {
    if (!isDnsLabel(name)) {
      reporter.add('inventory/bad-namespace-name', keySpan, { name });
      continue;
    }
    const labels = readNamespaceLabels(value, name, reporter);
    namespaces.push({ name, labels: withMetadataName(name, labels), span: keySpan });
  }
  return namespaces;
}

function readNamespaceLabels(tree: YamlTree, name: string, reporter: Reporter): Labels {
  if (isNothing(tree)) return {};
  const at = `namespaces.${name}`;
  const map = mapAt(tree, at, reporter);
  const field = map && fieldsOf(map, at, { labels: 'optional' }, reporter).labels;
  if (field === undefined) return {};
  const { labels } = readLabels(field.value, `${at}.labels`, 'namespace', reporter);
  const value = labels[METADATA_NAME];
  if (value !== undefined && value !== name) {
    reporter.add('inventory/metadata-name-label', field.value.span, { namespace: name, value });
  }
  return labels;
}

function isNothing(tree: YamlTree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}
