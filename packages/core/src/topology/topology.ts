/**
 * First stage: which addresses sit behind which interface, and so which lists each flow meets. From connected prefixes
 * and static routes; the longest prefix wins and a default route names the upstream.
 */
import type { Device, Family } from '@aclift/ir';
import { allAddresses, type FilterList, listId, type Topology, type Zone } from '@aclift/verify';
import { type Range, type Ranges, subtractRanges, unionRanges } from '@aclift/packet-set';
import type { CoreDiagnostic } from '../diagnostic.ts';
import { type Attachment, attachmentKey, attachmentName, boundIds } from './attachment.ts';
import { routedPrefixes, type RoutedPrefix } from './prefixes.ts';
import { restOf, uncertainRest, unknownInterfaces } from './rest.ts';

/** What the user said about where lists apply. */
export interface TopologyOptions {
  /** Names of lists to take as filters of every flow, whatever they are bound to. Empty: follow the bindings. */
  readonly detached: readonly string[];
  /** Interfaces (`Gi0/0` or `device:Gi0/0`) that lead to every address without a better route. */
  readonly upstream: readonly string[];
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
  /** No addresses to go by, or the user chose: the lists in `everywhere` filter every flow. */
  | 'detached';

/** The topology of one family, and what became of the bindings. */
export interface TopologyResult {
  readonly topology: Topology;
  readonly mode: TopologyMode;
  /** Ids of lists that filter something. */
  readonly filtering: ReadonlySet<string>;
  /** Ids of lists that are bound where nobody can tell which flows pass. */
  readonly placeless: ReadonlySet<string>;
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
    return detached(
      family,
      chosenLists(lists, options.detached, diagnostics),
      new Set(),
      diagnostics,
    );
  }
  diagnostics.push(...unknownInterfaces(devices, options.upstream));
  const bound = boundLists(devices, family);
  const prefixes = devices
    .flatMap((device) => routedPrefixes(device, family))
    // The user's choice of the upstream replaces what default routes say.
    .filter(({ length }) => length > 0 || options.upstream.length === 0);
  if (prefixes.length === 0) {
    return options.alone
      ? withoutPrefixes(devices, family, lists, bound, diagnostics)
      : nowhere(family, bound, diagnostics);
  }

  const rest = restOf(devices, family, lists, prefixes, options.upstream);
  const range = allAddresses(family);
  const zones = zonesOf(
    family,
    rest.certain
      ? [
          ...prefixes,
          ...rest.attachments.map((a): RoutedPrefix => ({
            ...a,
            range,
            length: 0,
            connected: false,
          })),
        ]
      : prefixes.filter(({ length }) => length > 0),
  );
  const left = subtractRanges([range] as Ranges, unionOf(zones.map((z) => z.addresses)));
  if (left.length > 0) {
    zones.push({
      name: 'elsewhere (the configuration does not say where)',
      addresses: left,
      segment: false,
      rest: true,
      in: boundIds(rest.attachments, family, 'in'),
      out: boundIds(rest.attachments, family, 'out'),
    });
  }
  if (!rest.certain) diagnostics.push(...uncertainRest(rest, family));
  const filtering = new Set(zones.flatMap((zone) => [...zone.in, ...zone.out]));
  const placeless = new Set([...bound].filter((id) => !filtering.has(id)));
  return {
    topology: { family, zones, everywhere: [] },
    mode: 'topology',
    filtering,
    placeless,
    diagnostics,
  };
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
    return detached(family, [only], new Set(), diagnostics);
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
    topology: { family, zones: [], everywhere: [] },
    mode: 'topology',
    filtering: new Set(),
    placeless: bound,
    diagnostics,
  };
}

function detached(
  family: Family,
  ids: readonly string[],
  placeless: ReadonlySet<string>,
  diagnostics: readonly CoreDiagnostic[],
): TopologyResult {
  return {
    topology: { family, zones: [], everywhere: ids },
    mode: 'detached',
    filtering: new Set(ids),
    placeless,
    diagnostics,
  };
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

/**
 * Cuts the address space by longest prefix. Equal prefixes behind several interfaces (redundant gateways, links
 * between two of the routers) share a zone whose packets must pass the lists of all of them.
 */
function zonesOf(family: Family, prefixes: readonly RoutedPrefix[]): Zone[] {
  const byPrefix = new Map<string, { range: Range; length: number; attachments: Attachment[] }>();
  for (const { range, length, device, interface: via } of prefixes) {
    const key = `${range.from}/${length}`;
    const entry = byPrefix.get(key) ?? { range, length, attachments: [] };
    if (!entry.attachments.some((a) => a.interface === via))
      entry.attachments.push({ device, interface: via });
    byPrefix.set(key, entry);
  }
  const longestFirst = [...byPrefix.values()].toSorted((a, b) => b.length - a.length);
  let taken: Ranges = [];
  // Connected and routed prefixes behind the same interfaces are one zone.
  const zones = new Map<string, Zone>();
  for (const { range, length, attachments } of longestFirst) {
    const addresses = subtractRanges([range], taken);
    taken = unionRanges(taken, [range]);
    if (addresses.length === 0) continue;
    const key = attachments.map(attachmentKey).toSorted().join('\n');
    const known = zones.get(key);
    zones.set(key, {
      name: attachments.map(attachmentName).toSorted().join(', '),
      addresses: unionRanges(known?.addresses ?? [], addresses),
      segment: true,
      ...(length === 0 || known?.rest === true ? { rest: true } : {}),
      in: boundIds(attachments, family, 'in'),
      out: boundIds(attachments, family, 'out'),
    });
  }
  return [...zones.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function unionOf(all: readonly Ranges[]): Ranges {
  return all.reduce((a, b) => unionRanges(a, b), []);
}
