/**
 * First stage: which addresses sit behind which interface, and so which lists each flow meets. From connected prefixes
 * and static routes; the longest prefix wins and a default route names the upstream.
 */
import type { Device, Direction, Family, Interface } from '@aclift/ir';
import { allAddresses, type FilterList, listId, type Topology, type Zone } from '@aclift/verify';
import { type Range, type Ranges, subtractRanges, unionRanges } from '@aclift/packet-set';
import type { CoreDiagnostic } from '../diagnostic.ts';
import { routedPrefixes, type RoutedPrefix } from './prefixes.ts';

/** What the user said about where lists apply. */
export interface TopologyOptions {
  /** Names of lists to take as filters of every flow, whatever they are bound to. Empty: follow the bindings. */
  readonly detached: readonly string[];
  /** Interfaces (`Gi0/0` or `device:Gi0/0`) that lead to every address without a better route. */
  readonly upstream: readonly string[];
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

/** One place that packets come through: an interface with the lists bound to it. */
interface Attachment {
  readonly device: Device;
  readonly interface: Interface;
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
  if (prefixes.length === 0) return withoutPrefixes(devices, family, lists, bound, diagnostics);

  const rest = restOf(devices, family, lists, prefixes, options);
  const range = allAddresses(family);
  const zones = zonesOf(
    family,
    rest.certain
      ? [...prefixes, ...rest.attachments.map((a): RoutedPrefix => ({ ...a, range, length: 0 }))]
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

/** Upstream names that no interface has. */
function unknownInterfaces(
  devices: readonly Device[],
  names: readonly string[],
): readonly CoreDiagnostic[] {
  const all = upAttachments(devices);
  return names
    .filter((name) => !all.some((attachment) => isCalled(attachment, name)))
    .map((name) => ({
      code: 'core/unknown-interface',
      source: '',
      span: { start: 0, end: 0 },
      facts: { name, known: all.map((a) => a.interface.name).toSorted() },
    }));
}

/** Every interface that is not shut down. */
function upAttachments(devices: readonly Device[]): readonly Attachment[] {
  return devices.flatMap((device) =>
    device.interfaces.filter((i) => !i.shutdown).map((via) => ({ device, interface: via })),
  );
}

/** Whether `name` means the interface: its own name, or `device:interface`. */
function isCalled({ device, interface: via }: Attachment, name: string): boolean {
  return name === via.name || name === `${device.hostname ?? device.source}:${via.name}`;
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
  return {
    topology: { family, zones: [], everywhere: [] },
    mode: 'detached',
    filtering: new Set(),
    placeless: new Set(bound),
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

/** Names may repeat: two devices of one hostname, or none. Sources and interfaces together do not. */
function attachmentKey({ device, interface: via }: Attachment): string {
  return `${device.source} ${device.interfaces.indexOf(via)}`;
}

function attachmentName({ device, interface: via }: Attachment): string {
  return `${device.hostname ?? device.source} ${via.name}`;
}

function boundIds(
  attachments: readonly Attachment[],
  family: Family,
  direction: Direction,
): string[] {
  const ids = attachments.flatMap(({ device, interface: via }) =>
    via.bindings
      .filter((binding) => binding.family === family && binding.direction === direction)
      .map(({ list }) => listId(device.source, family, list)),
  );
  return [...new Set(ids)].toSorted();
}

function unionOf(all: readonly Ranges[]): Ranges {
  return all.reduce((a, b) => unionRanges(a, b), []);
}

/** Where the addresses come from that no connected or static prefix holds. */
interface Rest {
  /** The configuration or the user says so. Otherwise the attachments are all that it could be. */
  readonly certain: boolean;
  readonly attachments: readonly Attachment[];
  /** Why it is not certain. */
  readonly because: string;
}

/**
 * The upstream: what the user chose, else default routes, else interfaces that get their address (and so their default
 * route) from outside. Where nothing says, or a dynamic routing protocol may know better, it could also be any
 * interface whose lists let strangers through: packets from there must then pass the lists of all of them.
 */
function restOf(
  devices: readonly Device[],
  family: Family,
  lists: ReadonlyMap<string, FilterList>,
  prefixes: readonly RoutedPrefix[],
  options: TopologyOptions,
): Rest {
  const all = upAttachments(devices);
  const chosen = all.filter((attachment) =>
    options.upstream.some((name) => isCalled(attachment, name)),
  );
  if (chosen.length > 0) return { certain: true, attachments: chosen, because: '' };
  const byDefault = prefixes
    .filter(({ length }) => length === 0)
    .map(({ device, interface: via }): Attachment => ({ device, interface: via }));
  const leased = all.filter(({ interface: via }) =>
    via.addresses.some((address) => address.kind === 'dynamic'),
  );
  const known = byDefault.length > 0 ? byDefault : leased;
  const isKnown = ({ interface: via }: Attachment): boolean =>
    known.some((attachment) => attachment.interface === via);
  const candidates = all.filter(
    (attachment) =>
      !isKnown(attachment) && letsStrangersThrough(attachment, family, lists, prefixes),
  );
  const filtered = candidates.some(({ interface: via }) =>
    via.bindings.some((binding) => binding.family === family),
  );
  const protocols = [...new Set(devices.flatMap(({ routing }) => routing.map((r) => r.protocol)))];
  if (known.length > 0 && (protocols.length === 0 || !filtered)) {
    return { certain: true, attachments: known, because: '' };
  }
  return {
    certain: false,
    attachments: [...known, ...candidates],
    because:
      known.length > 0
        ? `dynamic routing (${protocols.toSorted().join(', ')}) may know other ways`
        : 'there is no default route',
  };
}

/** Says so where the uncertainty matters: some list may or may not be on the way. */
function uncertainRest({ attachments, because }: Rest, family: Family): readonly CoreDiagnostic[] {
  const filtered = attachments.filter(({ interface: via }) =>
    via.bindings.some((binding) => binding.family === family),
  );
  const [first] = filtered;
  if (first === undefined) return [];
  return [
    {
      code: 'core/no-upstream',
      source: first.device.source,
      span: first.interface.span,
      facts: { because, candidates: filtered.map(attachmentName).toSorted() },
    },
  ];
}

/** Whether the interface's `in` list permits sources that do not sit behind it. Without an `in` list it does. */
function letsStrangersThrough(
  { device, interface: via }: Attachment,
  family: Family,
  lists: ReadonlyMap<string, FilterList>,
  prefixes: readonly RoutedPrefix[],
): boolean {
  const own = unionOf(prefixes.filter((p) => p.interface === via).map((p) => [p.range]));
  return via.bindings
    .filter((binding) => binding.family === family && binding.direction === 'in')
    .every((binding) => {
      const list = lists.get(listId(device.source, family, binding.list));
      return (
        list === undefined ||
        list.rules.length === 0 ||
        list.rules.some(
          ({ action, match }) =>
            action === 'permit' &&
            match.may.some(
              (box) => box.source === undefined || subtractRanges(box.source, own).length > 0,
            ),
        )
      );
    });
}
