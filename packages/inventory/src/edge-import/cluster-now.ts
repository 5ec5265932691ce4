/** What runs in a cluster now, as far as a move asks: pods of workloads, and source ranges of Services. */
import type { SourceText } from '@aclift/diagnostics';
import type { Inventory } from '../inventory.ts';
import { includes } from '../import/targets.ts';
import { listAt, textAt, textsAt } from '../import/tree.ts';
import { ofKind, readObjects } from './objects.ts';

/** See the head of the file. */
export interface ClusterNow {
  /** Running pods by workload id; every workload is there. */
  readonly pods: ReadonlyMap<string, number>;
  /** Source ranges by `namespace/name`; empty: everybody. */
  readonly ranges: ReadonlyMap<string, readonly string[]>;
  /** Whether any Pod, and any Service, was among the objects: else nobody asked for them. */
  readonly told: { readonly pods: boolean; readonly services: boolean };
}

/** Reads objects as `kubectl get -o json` prints them. */
export function clusterNow(files: readonly SourceText[], { workloads }: Inventory): ClusterNow {
  const { objects } = readObjects(files);
  const all = ofKind(objects, 'Pod');
  const running = all
    .filter(({ tree }) => textAt(tree, 'status', 'phase') === 'Running')
    .map(({ namespace, tree }) => ({ namespace, labels: textsAt(tree, 'metadata', 'labels') }));
  const services = ofKind(objects, 'Service');
  return {
    pods: new Map(
      workloads.map(({ id, labels, namespace }) => [
        id,
        running.filter((pod) => pod.namespace === namespace && includes(pod.labels, labels)).length,
      ]),
    ),
    ranges: new Map(
      services.map(({ name, namespace, tree }) => [
        `${namespace}/${name}`,
        listAt(tree, 'spec', 'loadBalancerSourceRanges').map((one) => textAt(one)),
      ]),
    ),
    told: { pods: all.length > 0, services: services.length > 0 },
  };
}
