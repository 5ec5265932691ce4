/** Exits of workloads out of the objects of egress gateways: Cilium's, Antrea's and OVN-Kubernetes'. */
import type { Inventory } from '../inventory.ts';
import type { Plain } from '../edit/render.ts';
import { at, listAt, textAt } from '../import/tree.ts';
import { isAddress } from './cluster-section.ts';
import type { ObjectOutcome } from './entries.ts';
import { type ClusterObject, ofKind } from './objects.ts';
import { pickedBy } from './place.ts';

/** An exit of a workload, with the object that it is from. */
export interface FoundExit {
  readonly workload: string;
  readonly exit: { readonly [key: string]: Plain };
  readonly from: string;
}

/** What an object says: for whom, towards what, with which addresses. */
interface Said {
  readonly workloads: readonly string[] | undefined;
  readonly to: readonly string[];
  readonly as: readonly string[];
}

/** Exits, and an outcome for each object. */
export function gatewayExits(
  objects: readonly ClusterObject[],
  inventory: Inventory,
): { readonly exits: readonly FoundExit[]; readonly outcomes: readonly ObjectOutcome[] } {
  const exits: FoundExit[] = [];
  const outcomes: ObjectOutcome[] = [];
  const take = (object: ClusterObject, { as, to, workloads }: Said): void => {
    const say = (kind: ObjectOutcome['kind'], why: string): void => {
      outcomes.push({ object, kind, why });
    };
    const addresses = as.filter(isAddress);
    const destinations = to.filter(isAddress);
    if (addresses.length === 0) {
      return say('not-understood', 'it names no address with which pods leave');
    }
    if (workloads === undefined) {
      return say('not-understood', 'its selectors have expressions, which are not read');
    }
    if (workloads.length === 0)
      return say('not-understood', 'it picks no workload of the inventory');
    // A block of every address is every destination.
    const every = destinations.some((text) => text.endsWith('/0'));
    for (const workload of workloads) {
      exits.push({
        workload,
        from: object.title,
        exit: {
          ...(every || destinations.length === 0 ? {} : { to: destinations }),
          as: addresses,
        },
      });
    }
    say('used', `${workloads.length} ${workloads.length === 1 ? 'workload' : 'workloads'}`);
  };
  for (const object of ofKind(objects, 'CiliumEgressGatewayPolicy')) {
    const { tree } = object;
    const selected = listAt(tree, 'spec', 'selectors').map((one) =>
      at(one, 'nodeSelector') === undefined
        ? pickedBy(inventory, at(one, 'podSelector'), at(one, 'namespaceSelector'))
        : undefined,
    );
    const gateways = listAt(tree, 'spec', 'egressGateways');
    const all = gateways.length > 0 ? gateways : [at(tree, 'spec', 'egressGateway')];
    take(object, {
      workloads: selected.includes(undefined)
        ? undefined
        : [...new Set(selected.flatMap((some) => (some ?? []).map(({ id }) => id)))],
      to: listAt(tree, 'spec', 'destinationCIDRs').map((one) => textAt(one)),
      as: all.map((one) => textAt(one, 'egressIP')),
    });
  }
  for (const object of ofKind(objects, 'Egress', 'crd.antrea.io')) {
    const { tree } = object;
    const applied = at(tree, 'spec', 'appliedTo');
    take(object, {
      workloads: pickedBy(
        inventory,
        at(applied, 'podSelector'),
        at(applied, 'namespaceSelector'),
      )?.map(({ id }) => id),
      to: [],
      as: [
        textAt(tree, 'spec', 'egressIP'),
        ...listAt(tree, 'spec', 'egressIPs').map((one) => textAt(one)),
      ],
    });
  }
  for (const object of ofKind(objects, 'EgressIP', 'k8s.ovn.org')) {
    const { tree } = object;
    take(object, {
      workloads: pickedBy(
        inventory,
        at(tree, 'spec', 'podSelector'),
        at(tree, 'spec', 'namespaceSelector'),
      )?.map(({ id }) => id),
      to: [],
      as: listAt(tree, 'spec', 'egressIPs').map((one) => textAt(one)),
    });
  }
  return { exits, outcomes };
}
