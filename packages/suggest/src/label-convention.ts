/**
 * Labels that a new workload should carry besides its name, because the others do: `tier`, `env` and the like. A value
 * is proposed only where something says so; a key without a value is left to the user.
 */
import type { Candidate } from './candidates.ts';
import type { EvidenceIndex, Target } from './evidence-index.ts';
import type { CellFacts } from './weigh-facts.ts';
import { wordsOf } from './words.ts';

/** The labels of a new workload: its name, and what the inventory's habit adds. */
export function labelsOf(
  { cell, sayings }: CellFacts,
  candidate: Candidate,
  estate: EvidenceIndex,
): Readonly<Record<string, string>> {
  const labels: Record<string, string> = { [estate.namingKey]: candidate.name };
  const workloads = estate.targets.filter(({ kind }) => kind === 'workload');
  const keys = new Set(workloads.flatMap(({ labels: own }) => Object.keys(own ?? {})));
  for (const key of [...keys].toSorted()) {
    const carriers = workloads.filter((target) => target.labels?.[key] !== undefined);
    if (key === estate.namingKey || carriers.length * 2 < workloads.length) continue;
    const values = new Set(carriers.map((target) => target.labels?.[key] ?? ''));
    const value =
      named(values, candidate, sayings) ??
      shared(key, carriers, cell, estate) ??
      phrased(key, sayings);
    if (value !== undefined) labels[key] = value;
  }
  return labels;
}

/** `web tier`: the network is called by key and value. */
function phrased(key: string, sayings: CellFacts['sayings']): string | undefined {
  for (const { kind, text } of sayings) {
    if (kind !== 'interface-description' && kind !== 'vlan-name') continue;
    const parts = text.toLowerCase().split(/[^a-z0-9]+/);
    const before = parts[parts.indexOf(key.toLowerCase()) - 1];
    if (before !== undefined && /^[a-z]{2,}$/.test(before)) return before;
  }
  return undefined;
}

/** A value of the key that the candidate's names contain. */
function named(
  values: ReadonlySet<string>,
  { identity }: Candidate,
  sayings: CellFacts['sayings'],
): string | undefined {
  const near = sayings.filter(({ kind }) => kind === 'host-name' || kind === 'group-name');
  const said = new Set([
    ...identity,
    ...near.flatMap(({ words }) => words.map(({ word }) => word)),
  ]);
  const fitting = [...values].filter((value) => wordsOf(value).some(({ word }) => said.has(word)));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** The value that the workloads of the same network, or else of the same group, agree on. */
function shared(
  key: string,
  carriers: readonly Target[],
  cell: CellFacts['cell'],
  estate: EvidenceIndex,
): string | undefined {
  const group = cell.sets.find(({ group: name, size }) => name !== undefined && size > cell.size);
  const { segment } = cell;
  const circles = [
    group === undefined ? undefined : estate.ownersIn(group.ranges),
    segment?.kind === 'connected' ? estate.residents(segment) : undefined,
  ];
  for (const circle of circles) {
    if (circle === undefined) continue;
    const near = carriers.filter(({ key: owner }) => circle.has(owner));
    // A value that stands in the neighbour's own name says nothing about others.
    const general = near.filter(({ identity, labels }) => {
      const value = wordsOf(labels?.[key] ?? '').map(({ word }) => word);
      return !value.some((word) => identity.includes(word));
    });
    const values = new Set(general.map(({ labels }) => labels?.[key] ?? ''));
    if (values.size === 1) return [...values][0];
  }
  return undefined;
}
