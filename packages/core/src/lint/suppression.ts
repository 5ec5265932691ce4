/** Findings that somebody has looked at and accepted: `remark aclift-ignore CODE reason`, about the line below it. */
import type { Device } from '@aclift/ir';
import type { Finding } from './finding.ts';

/** A finding that is not shown, and why. */
export interface Suppressed {
  readonly finding: Finding;
  /** As the remark gives it; empty: none was given. */
  readonly reason: string;
}

const MARK = /^aclift-ignore\s+(\S+)\s*(.*)$/i;

/** Parts findings by the remarks above their lines. Codes may leave out `lint/`; several are joined by commas. */
export function suppress(
  devices: readonly Device[],
  findings: readonly Finding[],
): { readonly shown: readonly Finding[]; readonly suppressed: readonly Suppressed[] } {
  const marks = devices.flatMap(marksOf);
  if (marks.length === 0) return { shown: findings, suppressed: [] };
  const bySource = Map.groupBy(marks, ({ source }) => source);
  const shown: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of findings) {
    const { code, source, span } = finding;
    const mark = bySource
      .get(source)
      ?.find(
        (each) =>
          each.from <= span.start &&
          span.start < each.to &&
          each.codes.some((name) => name === code || `lint/${name}` === code),
      );
    if (mark === undefined) shown.push(finding);
    else suppressed.push({ finding, reason: mark.reason });
  }
  return { shown, suppressed };
}

interface Mark {
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly codes: readonly string[];
  readonly reason: string;
}

/** Several remarks may stand above one line; all of them are about it. */
function marksOf({ acls, source }: Device): readonly Mark[] {
  return acls.flatMap(({ entries }) => {
    const marks: Mark[] = [];
    let waiting: { codes: readonly string[]; reason: string }[] = [];
    for (const entry of entries) {
      if (entry.kind === 'remark') {
        const [, codes = '', reason = ''] = MARK.exec(entry.text.trim()) ?? [];
        if (codes !== '') waiting.push({ codes: codes.split(','), reason: reason.trim() });
        continue;
      }
      const { end: to, start: from } = entry.span;
      marks.push(...waiting.map((mark) => ({ ...mark, source, from, to })));
      waiting = [];
    }
    return marks;
  });
}
