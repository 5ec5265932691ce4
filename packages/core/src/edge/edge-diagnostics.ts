/**
 * Where drafts take clients from outside for what they are, and the inventory says or leaves open that the policy at the pods will
 * see somebody else. Says nothing of inventories that say nothing of their cluster.
 */
import type { Inventory, Workload } from '@aclift/inventory';
import { subtractRanges } from '@aclift/packet-set';
import type { CoreDiagnostic, HiddenBecause } from '../diagnostic.ts';
import type { WrittenDraft } from '../draft/draft.ts';
import type { Stack } from '../sides/stack.ts';
import { DraftClients } from './clients.ts';
import type { Edge } from './edge.ts';
import { hairpins, isHidden } from '../draft/seen-as.ts';
import type { EdgeEntry } from './verdicts.ts';

const NOWHERE = { source: '', span: { start: 0, end: 0 } } as const;

/** @param written every draft; those that tell outsiders apart by address count. */
export function edgeDiagnostics(
  written: readonly WrittenDraft[],
  inventory: Inventory | undefined,
  stack: Stack,
  { byHand, entries }: Edge,
): readonly CoreDiagnostic[] {
  const { cluster, workloads = [] } = inventory ?? {};
  const told = cluster !== undefined || workloads.some((one) => one.entries !== undefined);
  if (!told) return [];
  const reached = new Set(
    written.flatMap(({ draft }) => (draft.rules.some(isOfOutside) ? draft.workloads : [])),
  );
  const here = workloads.filter(({ id }) => reached.has(id));
  const unknown = here
    .filter(
      (one) => one.entries === undefined || one.entries.some(({ client }) => client === undefined),
    )
    .map(({ id }) => id);
  return [
    ...(unknown.length === 0
      ? []
      : [{ code: 'core/entry-unknown', ...NOWHERE, facts: { workloads: unknown } } as const]),
    ...closedEntries(entries),
    ...here.flatMap(withoutPorts),
    ...entries.flatMap(opened),
    ...byHand.map((facts): CoreDiagnostic => ({ code: 'core/exit-by-hand', ...NOWHERE, facts })),
    ...(inventory === undefined
      ? []
      : workloads.flatMap((one) => openFront(one, inventory, new DraftClients(written, stack)))),
    ...workloads.flatMap((one) => hairpin(one, inventory, new DraftClients(written, stack))),
  ];
}

function isOfOutside({ direction, peers }: WrittenDraft['draft']['rules'][number]): boolean {
  return direction === 'ingress' && peers.outside.length > 0;
}

/** Ports that stay closed, by entry and reason. */
function closedEntries(entries: readonly EdgeEntry[]): readonly CoreDiagnostic[] {
  const closed = entries.filter(({ verdict }) => verdict === 'closed' || verdict === 'narrowed');
  const groups = Map.groupBy(
    closed,
    ({ address, because, workload }) => `${workload} ${address} ${because ?? ''}`,
  );
  return [...groups.values()].flatMap((members): readonly CoreDiagnostic[] => {
    const [first] = members;
    if (first === undefined) return [];
    const { address, because = 'ranges-of-today', seen, workload } = first;
    return [
      {
        code: 'core/hidden-clients',
        ...NOWHERE,
        facts: {
          workload,
          entry: address,
          seen: seen.join(' or '),
          ports: members.map(portText),
          because: because as HiddenBecause,
        },
      },
    ];
  });
}

function withoutPorts({ entries = [], id }: Workload): readonly CoreDiagnostic[] {
  return entries
    .filter((entry) => isHidden(entry) && entry.ports === undefined)
    .map(({ address, client }) => ({
      code: 'core/hidden-clients',
      ...NOWHERE,
      facts: {
        workload: id,
        entry: address.text,
        seen: typeof client === 'object' ? client.through : (client ?? 'somebody else'),
        ports: [],
        because: 'no-ports',
      },
    }));
}

/** What is open until Services are patched, and what should never be. */
function opened(entry: EdgeEntry): readonly CoreDiagnostic[] {
  const facts = { workload: entry.workload, entry: entry.address, port: portText(entry) };
  if (entry.verdict === 'widened') {
    const example = entry.example ?? '';
    return [{ code: 'core/entry-widened', ...NOWHERE, facts: { ...facts, example } }];
  }
  const { openToday } = entry;
  return openToday === undefined
    ? []
    : [{ code: 'core/entry-open', ...NOWHERE, facts: { ...facts, example: openToday } }];
}

/** Entries behind other pods that nothing holds to the clients of the workload behind them. */
function openFront(
  { entries = [], id }: Workload,
  { workloads }: Inventory,
  clients: DraftClients,
): readonly CoreDiagnostic[] {
  if (!clients.isIsolated(id)) return [];
  return entries.flatMap(({ address, client, ports = [] }): readonly CoreDiagnostic[] => {
    if (typeof client !== 'object') return [];
    const { family } = address;
    const front = workloads.find((one) => one.id === client.through);
    const own = front?.entries?.find(
      (one) => one.address.family === family && one.address.from === address.from,
    );
    const isHeld = ports.every((port) => {
      const behind = clients.of(id, family, port);
      if (behind.length === 0) return true;
      const at = own?.ports?.find(
        (one) => one.port === port.port && one.protocol === port.protocol,
      );
      if (front === undefined || at === undefined || !clients.isIsolated(front.id)) return false;
      return subtractRanges(clients.of(front.id, family, at), behind).length === 0;
    });
    if (isHeld) return [];
    const facts = { workload: id, entry: address.text, front: client.through };
    return [{ code: 'core/front-decides', ...NOWHERE, facts }];
  });
}

/** Entries at which other pods lose their identity. */
function hairpin(
  { entries = [], id }: Workload,
  inventory: Inventory | undefined,
  clients: DraftClients,
): readonly CoreDiagnostic[] {
  if (!clients.isIsolated(id)) return [];
  return entries
    .filter((entry) => hairpins(inventory?.cluster, entry))
    .flatMap(({ address, ports = [] }): readonly CoreDiagnostic[] => {
      const from = [...new Set(ports.flatMap((port) => clients.podsOf(id, port)))].toSorted();
      return from.length === 0
        ? []
        : [
            {
              code: 'core/hairpin-identity-lost',
              ...NOWHERE,
              facts: { workload: id, entry: address.text, from },
            },
          ];
    });
}

function portText({ port, protocol }: EdgeEntry): string {
  return `${protocol} ${port}`;
}
