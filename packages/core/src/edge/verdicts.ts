/** What each port of an entry comes to, as reports show it. */
import type { Workload } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import { intersectRanges, normalizeRanges, type Ranges, rangesHold } from '@aclift/packet-set';
import { allAddresses, showAddress } from '@aclift/verify';
import { cidrsOf } from '../draft/blocks.ts';
import type { EntryJudge } from './entry-proof.ts';
import type { PlannedEntry, PlannedPort } from './ranges-plan.ts';
import type { rangesHold as whereRangesHold } from '../draft/seen-as.ts';

/** A port of an entry whose clients are hidden. */
export interface EdgeEntry {
  readonly workload: string;
  readonly address: string;
  readonly protocol: string;
  readonly port: number;
  readonly target: number;
  /** Whom the policy sees. */
  readonly seen: readonly string[];
  /**
   * `equal`: clients get in whom the drafts let in, once everything is applied. `at-the-front`: whoever is in front decides.
   * `closed`: hidden clients are not let in. `narrowed`: some are not. `widened`: others are, which is a bug.
   */
  readonly verdict: 'equal' | 'at-the-front' | 'closed' | 'narrowed' | 'widened';
  /** Why it is closed. Absent: it is not. */
  readonly because?: string;
  /** Prefixes whose clients get in. */
  readonly clients: readonly string[];
  /** A client who gets in and should not, or the other way round. */
  readonly example?: string;
  /** A client whom the drafts keep out and who gets in as long as the Service has the ranges of today. */
  readonly openToday?: string;
}

/** Judges one port. */
export function edgeEntry({
  cannot,
  holds,
  judge,
  plan,
  port,
  workload,
}: {
  readonly workload: Workload;
  readonly plan: PlannedEntry;
  readonly port: PlannedPort;
  readonly cannot: string | undefined;
  readonly judge: EntryJudge;
  readonly holds: ReturnType<typeof whereRangesHold>;
}): EdgeEntry {
  const { admitted, entry, family, seen } = plan;
  const today = todayRanges(plan, holds);
  const { opened, openedToday } = judge.judge(workload.id, plan, port, admitted, today);
  const through = plan.mayHold === undefined ? admitted : intersectRanges(admitted, plan.mayHold);
  const { cut } = judge.judge(workload.id, plan, port, through, today);
  const because = port.closed ?? cannot;
  const inFront = seen.some(({ kind }) => kind === 'through');
  const wrong = opened.length > 0 && !inFront ? opened : [];
  const verdict =
    wrong.length > 0
      ? 'widened'
      : because !== undefined
        ? 'closed'
        : inFront
          ? 'at-the-front'
          : cut.length > 0
            ? 'narrowed'
            : 'equal';
  const example = exampleOf(family, verdict === 'widened' ? wrong : cut);
  const open = because === undefined && !inFront ? exampleOf(family, openedToday) : undefined;
  return {
    workload: workload.id,
    address: entry.address.text,
    protocol: port.protocol.toLowerCase(),
    port: port.port,
    target: port.target,
    seen: seen.map((one) => (one.kind === 'through' ? one.workload : one.kind)),
    verdict,
    ...(because === undefined ? {} : { because }),
    clients: cidrsOf(family, port.clients),
    ...(verdict === 'equal' || verdict === 'at-the-front' || example === undefined
      ? {}
      : { example }),
    ...(open === undefined ? {} : { openToday: open }),
  };
}

/** Who gets through to an entry as its Service is today. */
function todayRanges(
  { admitted, entry, family, seen }: PlannedEntry,
  holds: ReturnType<typeof whereRangesHold>,
): Ranges {
  const everybody: Ranges = [allAddresses(family)];
  // The policy of the ingress goes with the objects that need it.
  if (seen.some(({ kind }) => kind === 'ingress')) return admitted;
  if (entry.ranges === undefined || holds === 'nowhere') return everybody;
  return normalizeRanges(
    entry.ranges.filter((range) => range.family === family).map(({ from, to }) => ({ from, to })),
  );
}

/** Nobody's own, so that it stands for anybody. */
const ANYBODY: Readonly<Record<Family, readonly (number | bigint)[]>> = {
  ipv4: [0xc6336401, 0xc0000201, 0xcb007101],
  ipv6: [0x20010db8000000000000000000000001n],
};

/** An address that somebody may have; of documentation, where it may be anybody's. */
function exampleOf(family: Family, ranges: Ranges): string | undefined {
  const usual = family === 'ipv4' ? 0x01000000 : 1n << 125n;
  const range = ranges.find(({ to }) => to >= usual) ?? ranges[0];
  if (range === undefined) return undefined;
  const anybody = ANYBODY[family].find((one) => rangesHold(ranges, one));
  const first = range.from < usual && range.to >= usual ? usual : range.from;
  return showAddress(family, anybody ?? first);
}
