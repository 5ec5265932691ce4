/**
 * What the edge of a cluster needs besides the drafts: objects that let in clients whom the policy does not see, source ranges that
 * hold others back all the same, and policies of egress gateways; with a proof that all of it lets in whom the drafts let in.
 */
import type { Inventory, Workload } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import { type PolicyDocument, writeObject, writePolicy } from '@aclift/policy';
import { equalRanges, normalizeRanges, type Ranges, subtractRanges } from '@aclift/packet-set';
import { allAddresses, type Engine } from '@aclift/verify';
import { everywhere, type WrittenDraft } from '../draft/draft.ts';
import { cidrsOf } from '../draft/blocks.ts';
import { SelectorChooser } from '../draft/selector.ts';
import type { Stack } from '../sides/stack.ts';
import { readDrafts } from '../prove/read-drafts.ts';
import type { TargetProfile } from '../targets/target-profile.ts';
import { DraftClients } from './clients.ts';
import { entryObject, ingressObject, nodeAddresses } from './entry-objects.ts';
import { EntryJudge } from './entry-proof.ts';
import { type ExitByHand, gatewayExits, type GatewayObject } from './gateway-objects.ts';
import { patchText, servicePath } from './patches.ts';
import { planRanges, type PlannedEntry, widestOf } from './ranges-plan.ts';
import { isHidden, rangesHold } from '../draft/seen-as.ts';
import { type EdgeEntry, edgeEntry } from './verdicts.ts';

/** What is needed. */
export interface EdgeInput {
  readonly inventory: Inventory;
  readonly written: readonly WrittenDraft[];
  readonly stack: Stack;
  readonly target: TargetProfile;
  /** Undefined: as the kinds of objects say. */
  readonly engine: Engine | undefined;
  readonly selectorKeys: readonly string[];
}

/** A file beside the drafts. */
export interface EdgeFile {
  /** Below the output folder. */
  readonly path: string;
  readonly text: string;
}

/** What came of it. */
export interface Edge {
  readonly files: readonly EdgeFile[];
  /** Each port of each entry whose clients are hidden, of workloads that drafts isolate. */
  readonly entries: readonly EdgeEntry[];
  readonly byHand: readonly HandMadeExit[];
}

/** An exit with addresses for which no object was written. */
export interface HandMadeExit {
  readonly workload: string;
  /** The addresses. */
  readonly as: string;
  readonly why: ExitByHand;
}

/** Nothing beside the drafts. */
export const NO_EDGE: Edge = { files: [], entries: [], byHand: [] };

/** Folders below the output folder. */
export const ENTRIES_FOLDER = 'entries';
export const EXITS_FOLDER = 'exits';

/** Works it out. */
export function edgeOf(input: EdgeInput): Edge {
  const { inventory, selectorKeys, stack, target, written } = input;
  const hasEdge = inventory.workloads.some(
    ({ entries = [], exit = [] }) =>
      entries.some(isHidden) || exit.some(({ as }) => typeof as !== 'string'),
  );
  if (!hasEdge) return NO_EDGE;
  const { cluster } = inventory;
  // What no list sees inside a segment is no client of an entry: on the way there lists do see it.
  const fromLists = written.filter(({ draft }) => draft.origin !== 'same-segment');
  const clients = new DraftClients(fromLists, stack);
  const selectors = new SelectorChooser(inventory, selectorKeys);
  const naming = { target: target.drafts, inventory, selectors };
  const isolated = inventory.workloads.filter(({ id }) => clients.isIsolated(id));
  const ingress = ingressClients(isolated, clients);
  const atIngress = (family: Family): Ranges => ingress.get(family) ?? [];
  const files: EdgeFile[] = [];
  const policies: EdgeFile[] = [];
  const planned: { workload: Workload; plan: PlannedEntry; cannot: string | undefined }[] = [];
  for (const workload of isolated) {
    const plans = planRanges(workload, cluster, clients, atIngress, !target.drafts.namesEntities);
    const { cannot, object } = entryObject(naming, workload, plans);
    if (object !== undefined) {
      policies.push({
        path: `${ENTRIES_FOLDER}/policies/${everywhere(workload.namespace)}/${everywhere(object.metadata.name)}.yaml`,
        text: writePolicy(object, [{ path: [], lines: entryComment(workload, plans) }]),
      });
    }
    for (const plan of plans) {
      const why = cannot.find((one) => one.planned === plan)?.why;
      planned.push({ workload, plan, cannot: why });
      // What one entry opens rests on the ranges of all: they lead to the same pods.
      if (plan.patch === undefined || object === undefined) continue;
      files.push({
        path: servicePath(workload, plan.entry),
        text: patchText(
          workload,
          plan.entry,
          cidrsOf(plan.family, plan.patch),
          rangesHold(cluster),
        ),
      });
    }
  }
  const throughIngress = planned.some(
    ({ plan }) =>
      plan.seen.some(({ kind }) => kind === 'ingress') &&
      plan.ports.some(({ closed }) => closed === undefined),
  );
  const everyone = [...ingress].every(([family, addresses]) =>
    equalRanges(addresses, [allAddresses(family)]),
  );
  const ingressPolicy =
    throughIngress && !everyone
      ? ingressObject(
          naming,
          [...ingress].map(([family, addresses]) => ({ family, addresses })),
        )
      : undefined;
  if (ingressPolicy !== undefined) {
    policies.push({
      path: `${ENTRIES_FOLDER}/policies/_clusterwide/ingress-clients.yaml`,
      text: writePolicy(ingressPolicy, [{ path: [], lines: INGRESS_COMMENT }]),
    });
  }
  files.push(...policies);
  const byHand: HandMadeExit[] = [];
  for (const workload of inventory.workloads) {
    const exits = gatewayExits(
      inventory,
      workload,
      selectors.subject(workload),
      fromLists,
      stack,
      target.drafts.namesEntities ? 'cilium' : undefined,
    );
    for (const { byHand: why, exit, object } of exits) {
      if (object === undefined) {
        const as =
          typeof exit.as === 'string' ? exit.as : exit.as.map(({ text }) => text).join(', ');
        if (why !== undefined) byHand.push({ workload: workload.id, as, why });
        continue;
      }
      files.push({
        path: `${EXITS_FOLDER}/${everywhere(object.metadata.name)}.yaml`,
        text: writeObject(JSON.parse(JSON.stringify(object)) as never, [
          { path: [], lines: gatewayComment(workload, object.kind) },
        ]),
      });
    }
  }
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  if (planned.length === 0) return { files: sorted, entries: [], byHand };
  const drafts = readDrafts(fromLists).documents;
  const own = policies.flatMap(
    ({ path, text }): readonly PolicyDocument[] => readDrafts([{ path, yaml: text }]).documents,
  );
  const judge = new EntryJudge({
    inventory,
    engine: input.engine,
    drafts,
    all: [...drafts, ...own],
    outside: (family) => outsideOf(inventory, family),
  });
  return {
    files: sorted,
    byHand,
    entries: planned.flatMap(({ cannot, plan, workload }) =>
      plan.ports.map((port) =>
        edgeEntry({ workload, plan, port, cannot, judge, holds: rangesHold(cluster) }),
      ),
    ),
  };
}

/** Whom the ingress of the cluster lets in: the clients of whatever is reached by it that has most of them. */
function ingressClients(
  workloads: readonly Workload[],
  clients: DraftClients,
): ReadonlyMap<Family, Ranges> {
  const ports = workloads.flatMap(({ entries = [], id }) =>
    entries
      .filter(({ client }) => client === 'ingress')
      .flatMap(({ address: { family }, ports: own = [] }) =>
        own.map(({ protocol, target }) => ({
          family,
          clients: clients.of(id, family, { protocol, target }),
        })),
      ),
  );
  return new Map(
    (['ipv4', 'ipv6'] as const).flatMap((family) => {
      const widest = widestOf(ports.filter((one) => one.family === family));
      return widest === undefined || widest.length === 0 ? [] : [[family, widest] as const];
    }),
  );
}

/** Addresses of clients outside: nobody's in the cluster, and no old address of somebody who is in it. */
function outsideOf({ cluster, workloads }: Inventory, family: Family): Ranges {
  const inside = [
    ...nodeAddresses(cluster, family),
    ...[
      ...(cluster?.pods ?? []),
      ...(cluster?.internal ?? []),
      ...workloads
        .filter(({ now }) => now === 'cluster')
        .flatMap(({ addresses, vips }) => [...addresses, ...vips.map(({ address }) => address)]),
    ]
      .filter((range) => range.family === family)
      .map(({ from, to }) => ({ from, to })),
  ];
  return subtractRanges([allAddresses(family)], normalizeRanges(inside));
}

function entryComment({ id }: Workload, plans: readonly PlannedEntry[]): readonly string[] {
  const open = plans.filter(({ ports }) => ports.some(({ closed }) => closed === undefined));
  return [
    `Made by aclift, not from an access list: clients of ${id} come in by`,
    ...open.map(({ entry, seen }) => {
      const who = seen.map((one) => (one.kind === 'through' ? one.workload : one.kind));
      return `${entry.address.text}, where the policy sees ${who.join(' or ')} in their place.`;
    }),
    'It lets in more than the lists do. What is beside it in entries/ closes that again: apply that first.',
  ];
}

const INGRESS_COMMENT: readonly string[] = [
  'Made by aclift from access lists: whom the ingress of the cluster lets in. It compares clients, before Services and backends.',
  'Refused is with HTTP 403. Pods of the cluster that use the ingress are refused too: add fromEntities: [cluster] if they shall not.',
];

function gatewayComment({ id }: Workload, kind: GatewayObject['kind']): readonly string[] {
  const head = `Made by aclift: ${id} leaves with an address of its own towards what the drafts let it reach.`;
  switch (kind) {
    case 'CiliumEgressGatewayPolicy':
      return [
        head,
        'Label the node that has the address; without a node that has both, its packets are dropped.',
        'Needs eBPF masquerading, the replacement of kube-proxy and egress gateways in the agent.',
      ];
    case 'Egress':
      return [head, 'The address has to be free, and on the network of some node.'];
    case 'EgressIP':
      return [head, 'Label nodes that may have the addresses: k8s.ovn.org/egress-assignable.'];
  }
}
