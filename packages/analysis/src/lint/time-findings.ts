/** Entries whose time range has passed: they never match again. */
import type { Device, TimeRange } from '@aclift/ir';
import type { Finding } from './finding.ts';
import { lineFinding } from './line-finding.ts';

const END = /\bend\s+\d{1,2}:\d{2}\s+(\d{1,2})\s+([a-z]+)\s+(\d{4})/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** @param today as `YYYY-MM-DD`. The day itself has not passed. */
export function timeFindings(device: Device, today: string): readonly Finding[] {
  const ended = new Map(
    device.timeRanges.flatMap((range) => {
      const end = lastDay(range);
      return end !== undefined && end < today ? [[range.name, end] as const] : [];
    }),
  );
  return device.acls.flatMap((acl) => {
    const list = { source: device.source, family: acl.family, name: acl.name };
    return acl.entries.flatMap((entry) =>
      entry.kind !== 'ace'
        ? []
        : entry.conditions.flatMap((condition) => {
            if (condition.kind !== 'time-range') return [];
            const end = ended.get(condition.name);
            if (end === undefined) return [];
            const facts = { list: acl.name, range: condition.name, end };
            return [lineFinding(list, condition.span, { code: 'lint/expired-time-range', facts })];
          }),
    );
  });
}

/** The last day of a range as `YYYY-MM-DD`; undefined when it has no end, or one that is not read. */
function lastDay({ periods }: TimeRange): string | undefined {
  const absolute = periods.find(({ kind }) => kind === 'absolute');
  const [, day = '', word = '', year = ''] = END.exec(absolute?.text ?? '') ?? [];
  const month = MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
