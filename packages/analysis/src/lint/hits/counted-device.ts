/** A configuration joined with the counters that its device shows for its lists. */
import type { Ace, Acl, AclEntry, Device } from '@aclift/ir';
import type { Finding } from '../finding.ts';
import { lineFinding } from '../line-finding.ts';
import type { PrintLine } from '../report-findings.ts';

export interface CountedDevice {
  /** The configuration; entries of lists that have counters have `hits`. */
  readonly device: Device;
  /** Lists whose counters are of other entries: they are left without. */
  readonly findings: readonly Finding[];
}

/**
 * @param counters what the device shows (`show access-lists`), read as a device. Lists that only one of both has are
 * left alone: people show single lists, and devices make some of their own.
 */
export function countedDevice(
  device: Device,
  counters: Device,
  printLine: PrintLine,
): CountedDevice {
  const findings: Finding[] = [];
  const acls = device.acls.map((acl): Acl => {
    const shown = counters.acls.find(
      ({ family, name }) => name === acl.name && family === acl.family,
    );
    if (shown === undefined) return acl;
    const { entries, extra, missing } = joined(acl, shown, (ace, of) =>
      printLine(ace, of, of === acl ? device : counters),
    );
    if (missing + extra === 0) return { ...acl, entries };
    const list = { source: device.source, family: acl.family, name: acl.name };
    const facts = { list: acl.name, missing, extra };
    findings.push(lineFinding(list, acl.span, { code: 'lint/counters-differ', facts }));
    return acl;
  });
  return { device: { ...device, acls }, findings };
}

/** Entries are told by what they say: devices show standard lists in an order of their own. */
function joined(
  acl: Acl,
  shown: Acl,
  printLine: (ace: Ace, acl: Acl) => string,
): { readonly entries: readonly AclEntry[]; readonly missing: number; readonly extra: number } {
  const hits = new Map(
    acesOf(shown).map((ace) => [printLine(bare(ace), shown), ace.hits ?? 0] as const),
  );
  const found = new Set<string>();
  let missing = 0;
  const entries = acl.entries.map((entry): AclEntry => {
    if (entry.kind !== 'ace') return entry;
    const text = printLine(bare(entry), acl);
    const count = hits.get(text);
    if (count === undefined) {
      missing += 1;
      return entry;
    }
    found.add(text);
    return { ...entry, hits: count };
  });
  return { entries, missing, extra: hits.size - found.size };
}

function acesOf({ entries }: Acl): readonly Ace[] {
  return entries.filter((entry) => entry.kind === 'ace');
}

/** Without what `show` may leave out. */
function bare(ace: Ace): Ace {
  const { hits: _hits, log: _log, sequence: _sequence, ...rest } = ace;
  return rest;
}
