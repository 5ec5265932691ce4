/** What `aclift lint --fix` did, in lines for the terminal. */
import type { FixedList, FixReport, KeptReason, RemovalReason } from '@aclift/analysis';
import { printable } from '@aclift/diagnostics';
import { count } from './count.ts';

const REMOVED: Readonly<Record<RemovalReason, string>> = {
  shadowed: 'never decided a packet',
  redundant: 'lines below do the same',
  'matches-nothing': 'no packet can match it',
};

const KEPT: Readonly<Record<KeptReason, string>> = {
  logs: 'kept: without it other messages would be logged',
  'only-lines': 'kept: a list without lines would permit everything',
  accepted: 'kept because somebody has accepted it',
};

/** Most lines shown of one list; the diff and `--json` have them all. */
const MOST_LINES = 10;

export function fixLines(report: FixReport): readonly string[] {
  const changed = report.lists.filter((list) => list.before !== list.after);
  const out = report.lists.flatMap(listLines);
  for (const { name, reason, source } of [...report.refused, ...report.left]) {
    out.push(`left as it is: list ${printable(name)} of ${printable(source)}: ${reason}`);
  }
  const [before, after] = (['before', 'after'] as const).map((when) =>
    changed.reduce((sum, list) => sum + list[when], 0),
  );
  out.push(
    changed.length === 0
      ? 'Nothing to take out.'
      : `${count(changed.length, 'list')}: ${count(before ?? 0, 'line')} before, ${after} after. Proven: read again and compared over all packets, none is decided otherwise.`,
  );
  return out;
}

function listLines({
  after,
  before,
  kept,
  merged,
  name,
  removed,
  source,
}: FixedList): readonly string[] {
  const lines = [
    ...removed.map(({ line, reason, text }) => ({ line, text: `- ${text}`, why: REMOVED[reason] })),
    ...merged.map(({ by, lines: old }) => ({
      line: old[0]?.line ?? 0,
      text: `* ${by}`,
      why: `stands for ${count(old.length, 'line')}`,
    })),
    ...kept.map(({ line, reason, text }) => ({ line, text: `  ${text}`, why: KEPT[reason] })),
  ].toSorted((a, b) => a.line - b.line);
  return [
    `${printable(source)}: list ${printable(name)}, ${count(before, 'line')} before, ${after} after`,
    ...lines
      .slice(0, MOST_LINES)
      .map(({ line, text, why }) => `  ${String(line).padStart(5)}  ${printable(text)}  (${why})`),
    ...(lines.length > MOST_LINES ? [`         and ${lines.length - MOST_LINES} more`] : []),
    '',
  ];
}
