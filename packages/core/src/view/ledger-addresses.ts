/** Which addresses the lines of lists match, object-groups included: for searching, not for judging. */
import { Sources, type SourceText } from '@aclift/diagnostics';
import { type Device, type Family, parseIpv4, parseIpv6 } from '@aclift/ir';
import { equalRanges, type Ranges, rangesHold, type Value } from '@aclift/packet-set';
import {
  allAddresses,
  type AceMatch,
  type FilterEntry,
  matchOf,
  ObjectGroups,
} from '@aclift/verify';
import type { LedgerEntry } from '../ledger/ledger.ts';

/** An address of either family. */
export interface FamilyAddress {
  readonly family: Family;
  readonly value: Value;
}

/** The address that a word is; undefined: it is none. */
export function addressOf(word: string): FamilyAddress | undefined {
  const four = parseIpv4(word);
  if (four !== undefined) return { family: 'ipv4', value: four };
  const six = word.includes(':') ? parseIpv6(word) : undefined;
  return six === undefined ? undefined : { family: 'ipv6', value: six };
}

interface Line {
  readonly groups: ObjectGroups;
  readonly family: Family;
  readonly entry: FilterEntry;
}

/** Addresses by the line that an entry stands on. Each line is worked out when it is first asked about. */
export class LedgerAddresses {
  readonly #lines = new Map<string, Line>();
  readonly #ends = new Map<string, readonly Ranges[]>();

  constructor(devices: readonly Device[], texts: readonly SourceText[]) {
    const sources = new Sources(texts);
    for (const device of devices) {
      const groups = new ObjectGroups(device);
      for (const { entries, family } of device.acls) {
        for (const entry of entries) {
          if (entry.kind !== 'ace') continue;
          const line = sources.line(device.source, entry.span);
          this.#lines.set(`${device.source}:${line}`, { groups, family, entry });
        }
      }
    }
  }

  /**
   * Whether the source or the destination of a line holds the address. `by-any`: only where the line means every address.
   * Undefined: it does not, or the line is not part of a list.
   */
  holds(
    { file, line }: Pick<LedgerEntry, 'file' | 'line'>,
    { family, value }: FamilyAddress,
  ): 'named' | 'by-any' | undefined {
    const key = `${file}:${line}`;
    const found = this.#lines.get(key);
    if (found === undefined || found.family !== family) return undefined;
    const all: Ranges = [allAddresses(family)];
    let held: 'by-any' | undefined;
    for (const ranges of this.#endsOf(key, found)) {
      if (!rangesHold(ranges, value)) continue;
      if (!equalRanges(ranges, all)) return 'named';
      held = 'by-any';
    }
    return held;
  }

  #endsOf(key: string, { entry, family, groups }: Line): readonly Ranges[] {
    const known = this.#ends.get(key);
    if (known !== undefined) return known;
    const ends = endsOfMatch(matchOf(groups, family, entry), family);
    this.#ends.set(key, ends);
    return ends;
  }
}

/** Sources and destinations. Lines that open nothing are about the answers that they match. */
function endsOfMatch({ answersMay, may }: AceMatch, family: Family): readonly Ranges[] {
  const all: Ranges = [allAddresses(family)];
  return [...may, ...answersMay].flatMap(({ destination, source }) => [
    source ?? all,
    destination ?? all,
  ]);
}
