/**
 * First stage: how lists take effect. Bindings, links and routes decide (the network); without addresses to go by, or where the user
 * says so, lists are taken as filters of every flow.
 */
import type { Device, Family } from '@aclift/ir';
import {
  isCalled,
  type Network,
  networkOf,
  type NetworkOptions,
  upAttachments,
} from '@aclift/network';
import type { Ranges } from '@aclift/packet-set';
import {
  allAddresses,
  type FilterList,
  listId,
  type PlacedFilter,
  type PlacedStep,
  selectingList,
  type Topology,
} from '@aclift/verify';
import type { CoreDiagnostic } from '../diagnostic.ts';
import { unknownInterfaces, unplacedPorts, worldDiagnostics } from './network-diagnostics.ts';

/** What the user said about where lists apply. */
export interface TopologyOptions extends NetworkOptions {
  /** Names of lists to take as filters of every flow, whatever they are bound to. Empty: follow the bindings. */
  readonly detached: readonly string[];
  /**
   * Whether the only list may be taken to filter everything where no interface has an address of the family; not where the
   * interfaces have addresses of another one.
   */
  readonly alone: boolean;
}

/** How lists take effect. */
export type TopologyMode =
  /** Bindings and routes decide. */
  | 'topology'
  /** No addresses to go by, or the user chose: some lists filter every flow. */
  | 'detached';

/** The topology of one family, and what became of the bindings. */
export interface TopologyResult {
  readonly topology: Topology;
  readonly mode: TopologyMode;
  /** Absent in detached mode and where no interface has an address of the family. */
  readonly network?: Network;
  /** Ids of lists that filter something. */
  readonly filtering: ReadonlySet<string>;
  /** Those of them that only select what another command drops or passes. */
  readonly selecting: ReadonlyMap<string, PlacedFilter>;
  /** Ids of lists that are bound where nobody can tell which flows pass. */
  readonly placeless: ReadonlySet<string>;
  /** Ids of lists that are bound to interfaces alone which carry nothing, as the user says, with these. Absent: none. */
  readonly idle?: ReadonlyMap<string, readonly string[]>;
  readonly diagnostics: readonly CoreDiagnostic[];
}

/** Works out the topology of `devices`. `lists` are those that the files define, by id. */
export function topologyOf(
  devices: readonly Device[],
  family: Family,
  lists: ReadonlyMap<string, FilterList>,
  options: TopologyOptions,
): TopologyResult {
  const diagnostics: CoreDiagnostic[] = [];
  if (options.detached.length > 0) {
    const ids = chosenLists(lists, options.detached, diagnostics);
    return detached(family, lists, ids, new Set(), diagnostics);
  }
  diagnostics.push(...unknownInterfaces(devices, options));
  const bound = boundLists(devices, family);
  const network = withUnseenLists(networkOf(devices, family, lists, options), devices, lists);
  const placed = network.built.graph.nodes.some(
    ({ kind }) => kind === 'segment' || kind === 'beyond',
  );
  if (!placed && network.topology.filters.every(({ place }) => place.kind === 'unread')) {
    return options.alone
      ? withoutPrefixes(devices, family, lists, bound, diagnostics)
      : nowhere(family, bound, diagnostics);
  }
  diagnostics.push(
    ...worldDiagnostics(network, family),
    ...unplacedPorts(devices, family, network),
  );
  const { filters } = network.topology;
  const applied = new Set(filters.flatMap((filter) => listsIn(filter, 'entries')));
  const selected = new Map(
    filters.flatMap((filter) => listsIn(filter, 'select').map((id) => [id, filter] as const)),
  );
  const selecting = new Map([...selected].filter(([id]) => !applied.has(id)));
  const filtering = new Set([...applied, ...selecting.keys()]);
  const idle = new Map(
    [...idleLists(devices, family, options.unused)].filter(([id]) => !filtering.has(id)),
  );
  return {
    topology: network.topology,
    mode: 'topology',
    network,
    filtering,
    selecting,
    placeless: new Set([...bound].filter((id) => !filtering.has(id) && !idle.has(id))),
    ...(idle.size === 0 ? {} : { idle }),
    diagnostics,
  };
}

/**
 * Lists that are bound and not in the text, where that may be a part of a configuration: the device may have them, so what they do
 * is unknown. In a whole configuration such a list permits everything.
 */
function withUnseenLists(
  network: Network,
  devices: readonly Device[],
  lists: ReadonlyMap<string, FilterList>,
): Network {
  const parts = new Set(devices.flatMap(({ source, whole }) => (whole === true ? [] : [source])));
  const filters = network.topology.filters.map((filter): PlacedFilter => {
    if (!parts.has(filter.place.source)) return filter;
    const steps = filter.steps.map((step): PlacedStep =>
      step.kind === 'entries' && !lists.has(step.list)
        ? { kind: 'unknown', list: step.list }
        : step,
    );
    if (!steps.some((step, at) => step !== filter.steps[at])) return filter;
    const isUnknown = steps.every(({ kind }) => kind === 'unknown');
    return { ...filter, steps, otherwise: isUnknown ? 'permit' : filter.otherwise };
  });
  return { ...network, topology: { ...network.topology, filters } };
}

/** A list as the ledger reads it: see {@link selectingList}. */
export function asRead(list: FilterList, { selecting }: TopologyResult): FilterList {
  const filter = selecting.get(list.id);
  const step = filter?.steps.find(
    (one) => one.kind === 'select' && one.lists.some((each) => each.list === list.id),
  );
  return step?.kind === 'select' ? selectingList(list, step.action) : list;
}

/** Ids of the lists that steps of a kind name. */
function listsIn({ steps }: PlacedFilter, kind: 'entries' | 'select'): readonly string[] {
  return steps.flatMap((step) =>
    step.kind !== kind
      ? []
      : step.kind === 'entries'
        ? [step.list]
        : step.kind === 'select'
          ? step.lists.map(({ list }) => list)
          : [],
  );
}

function chosenLists(
  lists: ReadonlyMap<string, FilterList>,
  names: readonly string[],
  diagnostics: CoreDiagnostic[],
): string[] {
  const known = new Set([...lists.values()].map(({ acl }) => acl.name));
  for (const name of names) {
    if (known.has(name)) continue;
    diagnostics.push({
      code: 'core/unknown-list',
      source: '',
      span: { start: 0, end: 0 },
      facts: { name, known: [...known].toSorted() },
    });
  }
  return [...lists.values()].filter(({ acl }) => names.includes(acl.name)).map(({ id }) => id);
}

/** No interface has an address of the family: one list can still be taken to filter everything. */
function withoutPrefixes(
  devices: readonly Device[],
  family: Family,
  lists: ReadonlyMap<string, FilterList>,
  bound: ReadonlySet<string>,
  diagnostics: CoreDiagnostic[],
): TopologyResult {
  const referenced = new Set(
    devices.flatMap((device) =>
      device.references.map(({ list }) => listId(device.source, family, list)),
    ),
  );
  const candidates =
    bound.size > 0
      ? [...bound].filter((id) => lists.has(id))
      : [...lists.keys()].filter((id) => !referenced.has(id));
  const [only] = candidates;
  if (candidates.length === 1 && only !== undefined) {
    return detached(family, lists, [only], new Set(), diagnostics);
  }
  if (candidates.length > 1) {
    diagnostics.push({
      code: 'core/choose-list',
      source: '',
      span: { start: 0, end: 0 },
      facts: { lists: candidates.map((id) => lists.get(id)?.acl.name ?? id).toSorted() },
    });
  }
  return { ...nowhere(family, bound, diagnostics), mode: 'detached' };
}

/** Nobody knows which flows meet the bound lists, and nothing else filters. */
function nowhere(
  family: Family,
  bound: ReadonlySet<string>,
  diagnostics: readonly CoreDiagnostic[],
): TopologyResult {
  return {
    topology: { family, filters: [], choices: [], places: [] },
    mode: 'topology',
    filtering: new Set(),
    selecting: new Map(),
    placeless: bound,
    diagnostics,
  };
}

function detached(
  family: Family,
  lists: ReadonlyMap<string, FilterList>,
  ids: readonly string[],
  placeless: ReadonlySet<string>,
  diagnostics: readonly CoreDiagnostic[],
): TopologyResult {
  const all: Ranges = [allAddresses(family)];
  const everything = { plus: [{ sources: all, destinations: all }], minus: [] };
  const filters = ids.map((id): PlacedFilter => {
    const { acl, device } = lists.get(id) as FilterList;
    return {
      place: {
        kind: 'detached',
        source: device.source,
        device: device.hostname ?? device.source,
        name: acl.name,
        span: acl.span,
      },
      role: 'everywhere',
      steps: [{ kind: 'entries', list: id }],
      otherwise: 'deny',
      may: everything,
      must: everything,
    };
  });
  return {
    topology: { family, filters, choices: [], places: [] },
    mode: 'detached',
    filtering: new Set(ids),
    selecting: new Map(),
    placeless,
    diagnostics,
  };
}

/** Lists whose interfaces the user takes out of the network, all of them, with the names of these. */
function idleLists(
  devices: readonly Device[],
  family: Family,
  unused: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  if (unused.length === 0) return new Map();
  const found = new Map<string, { readonly name: string; readonly idle: boolean }[]>();
  for (const attachment of upAttachments(devices)) {
    const { device, interface: via } = attachment;
    const idle = unused.some((name) => isCalled(attachment, name));
    for (const binding of via.bindings) {
      if (binding.family !== family) continue;
      const id = listId(device.source, family, binding.list);
      const places = found.get(id) ?? [];
      found.set(id, places);
      places.push({ name: via.name, idle });
    }
  }
  return new Map(
    [...found]
      .filter(([, places]) => places.every(({ idle }) => idle))
      .map(([id, places]) => [id, places.map(({ name }) => name)]),
  );
}

/** Ids of every list that an interface which is up applies, defined or not. */
function boundLists(devices: readonly Device[], family: Family): Set<string> {
  const ids = new Set<string>();
  for (const device of devices) {
    for (const { bindings, shutdown } of device.interfaces) {
      if (shutdown) continue;
      for (const binding of bindings) {
        if (binding.family === family) ids.add(listId(device.source, family, binding.list));
      }
    }
  }
  return ids;
}
