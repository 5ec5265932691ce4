/** Splits: labels for replicas that the lists treat differently, as entries of the inventory. */
import type { Decisions, Inventory, InventoryEdit, Workload } from '@aclift/inventory';
import type { MigrateReport } from '@aclift/core';
import type { Refinement, RefinementEvidence } from './refinement.ts';

/** A refinement before anybody measured it. */
export type Proposed = Omit<Refinement, 'before' | 'after'>;

/** The decisions with a split for whatever they leave open. */
export function withSplits(decisions: Decisions | undefined): Decisions {
  const span = { start: 0, end: 0 };
  const { default: _, ...given } = decisions ?? {
    source: '',
    coverage: [],
    conditions: [],
    suggestions: [],
  };
  return { ...given, coverage: [...given.coverage, { decision: 'split', span }] };
}

/** @param report of a migration whose decisions are {@link withSplits}. */
export function splitProposals(report: MigrateReport, inventory: Inventory): readonly Proposed[] {
  return inventory.workloads.flatMap((workload): readonly Proposed[] => {
    const groups = Map.groupBy(
      report.splits.filter((split) => split.workload === workload.id),
      ({ label }) => label.value,
    );
    const parts = [...groups].map(([value, same]) => ({
      key: same[0]?.label.key ?? '',
      value,
      addresses: same.flatMap(({ addresses }) => addresses),
    }));
    // Requests of HTTP ports belong to the pods, and nobody knows to which of them.
    if (parts.length < 2 || workload.http !== undefined) return [];
    const cases = report.coverage.filter(
      ({ from, to, decision }) => decision === 'split' && [from, to].includes(workload.id),
    );
    const services = [...new Set(cases.flatMap((one) => one.services))];
    return [
      {
        id: `split ${workload.id}`,
        kind: 'split',
        workloads: [workload.id],
        says: `the lists treat addresses of ${workload.id} differently for ${services.join(', ')}; ${parts.length} values of the label ${parts[0]?.key ?? ''} would tell them apart`,
        labels: parts.map((part) => ({ workload: workload.id, ...part })),
        evidence: onlyOnce(cases.flatMap(({ lines }) => lines)),
        edits: splitEdits(workload, parts),
      },
    ];
  });
}

/** The entry keeps the first part, and gets neighbours for the others. */
function splitEdits(
  workload: Workload,
  parts: readonly {
    readonly key: string;
    readonly value: string;
    readonly addresses: readonly string[];
  }[],
): readonly InventoryEdit[] {
  const [kept, ...moved] = parts;
  if (kept === undefined) return [];
  const written = workload.addresses.map(({ text }) => text);
  return [
    {
      kind: 'change-workload',
      id: workload.id,
      change: {
        setLabels: { [kept.key]: kept.value },
        removeAddresses: written.filter((text) => !kept.addresses.includes(text)),
        addAddresses: kept.addresses.filter((text) => !written.includes(text)),
      },
    },
    ...moved.map(({ key, value, addresses }): InventoryEdit => ({
      kind: 'add-workload',
      workload: {
        namespace: workload.namespace,
        labels: { ...workload.labels, [key]: value },
        addresses,
        ...(workload.now === 'cluster' ? {} : { now: workload.now }),
      },
      comments: [`split from ${workload.id} by aclift suggest --refine`],
    })),
  ];
}

function onlyOnce(
  lines: readonly (RefinementEvidence & { readonly list: string })[],
): readonly RefinementEvidence[] {
  const found = new Map(
    lines.map(({ file, line, text }) => [`${file}:${line}`, { file, line, text }]),
  );
  return [...found.values()];
}
