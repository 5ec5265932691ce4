/**
 * Where drafts take clients from outside for what they are, and the inventory says or leaves open that the policy at the pods will
 * see somebody else. Says nothing of inventories that say nothing of their cluster.
 */
import type { Inventory, Workload } from '@aclift/inventory';
import type { CoreDiagnostic } from '../diagnostic.ts';
import type { WrittenDraft } from './draft.ts';

const NOWHERE = { source: '', span: { start: 0, end: 0 } } as const;

/** @param written every draft; those that let outsiders in by address count. */
export function edgeDiagnostics(
  written: readonly WrittenDraft[],
  inventory: Inventory | undefined,
): readonly CoreDiagnostic[] {
  const { cluster, workloads = [] } = inventory ?? {};
  const told = cluster !== undefined || workloads.some(({ entries }) => entries !== undefined);
  if (!told) return [];
  const reached = new Set(
    written.flatMap(({ draft }) =>
      draft.isolates.includes('ingress') && draft.rules.some(isFromOutside) ? draft.workloads : [],
    ),
  );
  const here = workloads.filter(({ id }) => reached.has(id));
  const unknown = here.filter(({ entries }) => entries === undefined).map(({ id }) => id);
  return [
    ...(unknown.length === 0
      ? []
      : [{ code: 'core/entry-unknown', ...NOWHERE, facts: { workloads: unknown } } as const]),
    ...here.flatMap((workload) => hidden(workload)),
  ];
}

function isFromOutside({
  action,
  direction,
  peers,
}: WrittenDraft['draft']['rules'][number]): boolean {
  return action === 'allow' && direction === 'ingress' && peers.outside.length > 0;
}

/** Entries at which clients are not seen as they are. */
function hidden({ entries = [], id }: Workload): readonly CoreDiagnostic[] {
  return entries.flatMap(({ address, client }): readonly CoreDiagnostic[] => {
    if (client === undefined || client === 'visible') return [];
    const seen = typeof client === 'string' ? client : client.through;
    return [
      {
        code: 'core/hidden-clients',
        ...NOWHERE,
        facts: { workload: id, entry: address.text, seen },
      },
    ];
  });
}
