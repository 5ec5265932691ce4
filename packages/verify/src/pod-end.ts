/** Pods as ends of flows. */
import type { Workload } from '@aclift/inventory';
import type { Ranges } from '@aclift/packet-set';

/** Pods of one workload that stand for old addresses. */
export interface PodEnd {
  readonly workload: Workload;
  /** Old addresses of the family; never empty. */
  readonly addresses: Ranges;
  /** The old addresses are still in use outside too: the workload is moving. */
  readonly alsoOutside: boolean;
}
