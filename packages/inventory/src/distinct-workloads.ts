/**
 * Names the workloads, after making sure that a selector can name each of them: in one namespace no two may have the
 * same labels, and no one's labels may all be found on another.
 */
import type { Workload } from './inventory.ts';
import { isIgnoredByCilium } from './label.ts';
import { showLabels } from './read-labels.ts';
import type { Labels } from './read-labels.ts';
import type { UnnamedWorkload } from './read-workload.ts';
import type { Reporter } from './reporter.ts';
import { workloadNames } from './workload-name.ts';

/** In the file's order. Of workloads with the same labels the first is kept. */
export function nameWorkloads(
  unnamed: readonly UnnamedWorkload[],
  reporter: Reporter,
): readonly Workload[] {
  const byNamespace = new Map<string, UnnamedWorkload[]>();
  for (const workload of withoutTwins(unnamed, reporter)) {
    const { text } = workload.namespace;
    const members = byNamespace.get(text);
    if (members === undefined) byNamespace.set(text, [workload]);
    else members.push(workload);
  }
  const named: Workload[] = [];
  for (const [namespace, members] of byNamespace) {
    reportContained(namespace, members, reporter);
    const names = workloadNames(members.map(({ labels }) => labels));
    for (const [at, member] of members.entries()) {
      const name = names[at] ?? '';
      const id = `${namespace}/${name}`;
      named.push({ ...member, id, namespace, name });
    }
  }
  return named.sort((a, b) => a.span.start - b.span.start);
}

function withoutTwins(
  workloads: readonly UnnamedWorkload[],
  reporter: Reporter,
): readonly UnnamedWorkload[] {
  const seen = new Map<string, UnnamedWorkload>();
  for (const workload of workloads) {
    const namespace = workload.namespace.text;
    const key = `${namespace} ${JSON.stringify(workload.labels)}`;
    const earlier = seen.get(key);
    if (earlier === undefined) {
      seen.set(key, workload);
      continue;
    }
    const labels = showLabels(workload.labels);
    const other = reporter.place(earlier.span);
    reporter.add('inventory/duplicate-workload', workload.span, { namespace, labels, other });
  }
  return [...seen.values()];
}

/** Looks only at the workloads that share the rarest label, so that many workloads of one namespace stay cheap. */
function reportContained(
  namespace: string,
  members: readonly UnnamedWorkload[],
  reporter: Reporter,
): void {
  const carriers = new Map<string, UnnamedWorkload[]>();
  for (const member of members) {
    for (const pair of labelPairs(member.labels)) {
      const list = carriers.get(pair);
      if (list === undefined) carriers.set(pair, [member]);
      else list.push(member);
    }
  }
  for (const member of members) {
    let fewest: readonly UnnamedWorkload[] = members;
    for (const pair of labelPairs(member.labels)) {
      const list = carriers.get(pair) ?? [];
      if (list.length < fewest.length) fewest = list;
    }
    const wider = fewest.find((one) => one !== member && contains(one.labels, member.labels));
    if (wider === undefined) continue;
    reporter.add('inventory/labels-not-distinct', member.span, {
      namespace,
      labels: showLabels(member.labels),
      otherLabels: showLabels(wider.labels),
      other: reporter.place(wider.span),
    });
  }
}

/** Without keys that Cilium ignores: what no selector may use tells nobody apart. */
function labelPairs(labels: Labels): readonly string[] {
  return Object.entries(labels)
    .filter(([key]) => !isIgnoredByCilium(key))
    .map(([key, value]) => `${key}=${value}`);
}

function contains(all: Labels, some: Labels): boolean {
  return Object.entries(some).every(([key, value]) => isIgnoredByCilium(key) || all[key] === value);
}
