/** What a proof leaves out although it may filter: the headline names it, so that "proven" claims no more than was compared. */
import type { Device, UnreadBinding } from '@aclift/ir';
import type { NetworkSides } from '../sides/both-families.ts';
import type { CoreDiagnostic } from '../diagnostic.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Sources } from '@aclift/diagnostics';

/** Something that may filter and is not, or not exactly, part of the comparison. */
export interface ProofException {
  readonly kind:
    | 'unread'
    | 'port-list'
    | 'no-segment'
    | 'inspection'
    | 'translation'
    | 'policy-routing'
    | 'stray-line';
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** A clause about what is left out. */
  readonly text: string;
}

/** In the order of files and lines, each once. */
export function exceptionsOf(
  devices: readonly Device[],
  sides: NetworkSides['sides'],
  ledger: readonly LedgerEntry[],
  sources: Sources,
): readonly ProofException[] {
  const found: ProofException[] = [];
  for (const device of devices) {
    for (const { detours = [], name, shutdown, span } of device.interfaces) {
      if (shutdown || detours.length === 0) continue;
      const line = sources.line(device.source, span);
      const text = `policy routing on ${name}: some of what comes in there leaves where a route map says, and may meet other lists`;
      found.push({ kind: 'policy-routing', file: device.source, line, text });
    }
  }
  const held = new Set<string>();
  for (const { lists, said, topology } of sides) {
    for (const { place } of topology.topology.filters) {
      if (place.kind !== 'unread') continue;
      held.add(`${place.source} ${place.span.start}`);
      const line = sources.line(place.source, place.span);
      const at = place.interface ?? `some interface of ${place.device}`;
      const text = `a line on ${at} that may bind a list was not understood (${place.name}); the drafts hold back what it might`;
      found.push({ kind: 'unread', file: place.source, line, text });
    }
    for (const id of topology.filtering) {
      const list = lists.get(id);
      if (list === undefined) continue;
      const { acl, device } = list;
      for (const entry of acl.entries) {
        if (entry.kind !== 'unrecognized') continue;
        const line = sources.line(device.source, entry.span);
        const text = `a line of list ${acl.name} was not understood (${entry.text}); the drafts hold back what it might`;
        found.push({ kind: 'unread', file: device.source, line, text });
      }
    }
    for (const one of said) {
      const exception = fromDiagnostic(one);
      if (exception === undefined) continue;
      found.push({
        ...exception,
        file: one.source,
        line: one.source === '' ? 1 : sources.line(one.source, one.span),
      });
    }
  }
  // Where the network is not known, or the user says which lists count, such a line has no place among the filters.
  for (const { device, text: words, span } of devices.flatMap(unreadOf)) {
    if (held.has(`${device.source} ${span.start}`)) continue;
    const line = sources.line(device.source, span);
    const text = `a line that may bind a list was not understood (${words}); what it might hold back is not compared`;
    found.push({ kind: 'unread', file: device.source, line, text });
  }
  for (const { file, line, reason } of ledger) {
    if (reason !== 'no-list') continue;
    const text = 'an access-list line that stands in no list';
    found.push({ kind: 'stray-line', file, line, text });
  }
  const once = new Map(found.map((one) => [`${one.file} ${one.line} ${one.text}`, one]));
  return [...once.values()].toSorted((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );
}

/** Lines of a device that may bind a list, of interfaces that are up and of none. */
function unreadOf(device: Device): readonly (UnreadBinding & { readonly device: Device })[] {
  const lines = [
    ...(device.unread ?? []),
    ...device.interfaces.flatMap(({ shutdown, unread = [] }) => (shutdown ? [] : unread)),
  ];
  return lines.map((line) => ({ ...line, device }));
}

function fromDiagnostic(one: CoreDiagnostic): Pick<ProofException, 'kind' | 'text'> | undefined {
  switch (one.code) {
    case 'core/port-list':
      return {
        kind: 'port-list',
        text: `list ${one.facts.list} at switch port ${one.facts.interface}: nothing says which hosts are behind it; the drafts hold back what it may hold back`,
      };
    case 'core/undefined-list':
      return one.facts.whole
        ? undefined
        : {
            kind: 'unread',
            text: `list ${one.facts.list} on ${one.facts.interface} ${one.facts.direction} is not in the text, which may be a part of a configuration; the drafts hold back what it might`,
          };
    case 'core/no-segment':
      return {
        kind: 'no-segment',
        text: `list ${one.facts.list} on ${one.facts.interface}: nothing says which flows meet it there, and it is not compared`,
      };
    case 'core/stateful-firewall':
      return {
        kind: 'inspection',
        text: `${one.facts.what} on ${one.facts.interface}: it may drop or let back more than lists say`,
      };
    case 'core/address-translation':
      return {
        kind: 'translation',
        text: `address translation on ${one.facts.interface}: ${one.facts.lists.join(', ')} may name global addresses there`,
      };
    default:
      return undefined;
  }
}
