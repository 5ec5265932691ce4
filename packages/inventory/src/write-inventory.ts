/**
 * Writes a first inventory for somebody who has none: candidates with the reasons to look at them, and FILL-IN where
 * only a person knows. The reader accepts the text as it is, and leaves out what still says FILL-IN.
 */
import { Document, isMap, YAMLMap } from 'yaml';
import { commentTexts } from './comment.ts';
import { FILL_IN } from './field-reader.ts';

/** Addresses that somebody should name, best first. */
export interface SkeletonEntry {
  /** A pod-to-be, or somebody outside. When in doubt a workload: the comment tells how to make it an external. */
  readonly kind: 'workload' | 'external';
  /** Hosts, CIDRs or `from-to`, as the format spells them. */
  readonly addresses: readonly string[];
  /** What is known: who names these addresses, and how much would follow. One line each; may hold anything. */
  readonly comments: readonly string[];
  /** Known already; otherwise FILL-IN. */
  readonly namespace?: string;
  /** Known already; otherwise FILL-IN. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Name of an external; otherwise FILL-IN. */
  readonly name?: string;
}

/** Where editors find the JSON Schema that this package publishes: its `$id`. aclift itself never fetches it. */
export const INVENTORY_SCHEMA = 'https://unpkg.com/@aclift/inventory/schema/inventory.schema.json';

/** The comment by which editors with the YAML language server find the schema. */
export function modelineFor(schema: string): string {
  return `yaml-language-server: $schema=${schema}`;
}

export interface InventorySkeleton {
  /** Lines for the top of the file. */
  readonly comments: readonly string[];
  readonly entries: readonly SkeletonEntry[];
  /** Where editors find the JSON Schema; absent: no modeline. */
  readonly schema?: string;
}

const HEAD: readonly string[] = [
  'aclift inventory: which pods will stand where addresses stand today.',
  `Replace ${FILL_IN}, delete what you do not need; entries that still say ${FILL_IN} are left out.`,
  'An entry of workloads that is no pod belongs below externals, with a name instead of namespace and labels.',
];

/** @returns YAML with LF line ends; the same skeleton gives the same bytes. */
export function writeInventory(skeleton: InventorySkeleton): string {
  const workloads = skeleton.entries.filter(({ kind }) => kind === 'workload');
  const externals = skeleton.entries.filter(({ kind }) => kind === 'external');
  const document = new Document({
    version: 1,
    namespaces: {},
    workloads: workloads.map((entry) => ({
      namespace: entry.namespace ?? FILL_IN,
      labels: entry.labels ?? { app: FILL_IN },
      addresses: entry.addresses,
    })),
    externals: externals.map((entry) => ({
      name: entry.name ?? FILL_IN,
      addresses: entry.addresses,
    })),
  });
  const modeline = skeleton.schema === undefined ? [] : [modelineFor(skeleton.schema)];
  document.commentBefore = commentOf([...modeline, ...HEAD, ...skeleton.comments]);
  for (const [section, entries] of [
    ['workloads', workloads],
    ['externals', externals],
  ] as const) {
    for (const [at, { comments }] of entries.entries()) {
      const item = document.getIn([section, at], true);
      if (!isMap(item)) continue;
      if (comments.length > 0) item.commentBefore = commentOf(comments);
      item.spaceBefore = at > 0;
      const labels = item.get('labels', true);
      if (labels instanceof YAMLMap) labels.flow = true;
    }
  }
  return document.toString({ lineWidth: 0, indentSeq: true, flowCollectionPadding: true });
}

function commentOf(lines: readonly string[]): string {
  return commentTexts(lines).join('\n');
}
