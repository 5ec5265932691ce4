/**
 * Findings that somebody has looked at and accepted: by `remark aclift-ignore CODE reason`, about the line below it, or
 * by an entry of the project file.
 */
import { explain, type Sources, type Span } from '@aclift/diagnostics';
import type { Device } from '@aclift/ir';
import type { Finding, ListName } from './finding.ts';
import { lintCatalogue } from './lint-catalogue.ts';

/** Accepts findings from outside the configurations; what is absent is not constrained. */
export interface Acceptance {
  /** Codes; `lint/` may be left out. */
  readonly codes: readonly string[];
  /** Name of the input, or how it ends, from a `/` on. */
  readonly file?: string;
  readonly list?: string;
  /** The line as written; blanks do not count. */
  readonly line?: string;
  /** Empty: none was given. */
  readonly reason: string;
  /** Where it is written, for saying that it accepts nothing. */
  readonly source: string;
  readonly span: Span;
}

/** A finding that is not shown, and why. */
export interface Suppressed {
  readonly finding: Finding;
  readonly by: 'remark' | 'project';
  /** As it was given; empty: none was. */
  readonly reason: string;
}

const MARK = /^aclift-ignore\s+(\S+)\s*(.*)$/i;

/**
 * Parts findings by the remarks above their lines, and by `acceptances`. Whatever accepts nothing is a finding of its
 * own, so that it does not hide the next one.
 */
export function suppress(
  devices: readonly Device[],
  findings: readonly Finding[],
  acceptances: readonly Acceptance[],
  sources: Sources,
): { readonly shown: readonly Finding[]; readonly suppressed: readonly Suppressed[] } {
  const marks = devices.flatMap(marksOf);
  if (marks.length + acceptances.length === 0) return { shown: findings, suppressed: [] };
  const bySource = Map.groupBy(marks, ({ about }) => about);
  const used = new Set<Mark | Acceptance>();
  const shown: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of findings) {
    const by =
      bySource.get(finding.source)?.find((mark) => isMarked(mark, finding)) ??
      acceptances.find((acceptance) => isAccepted(acceptance, finding, sources));
    if (by === undefined) shown.push(finding);
    else {
      used.add(by);
      const { reason } = by;
      suppressed.push({ finding, by: 'about' in by ? 'remark' : 'project', reason });
    }
  }
  for (const by of [...marks, ...acceptances].filter((each) => !used.has(each))) {
    const { codes, source, span } = by;
    const said = { code: 'lint/stale-suppression', source, span, facts: { codes } } as const;
    const list = 'about' in by ? { list: by.within } : {};
    shown.push({ ...explain(lintCatalogue, said), ...list, causes: [] });
  }
  return { shown, suppressed };
}

/** A remark that accepts findings at the lines of one entry. */
interface Mark {
  /** Source of the entry, and the reach of its text. */
  readonly about: string;
  readonly within: ListName;
  readonly from: number;
  readonly to: number;
  readonly codes: readonly string[];
  readonly reason: string;
  /** The remark. */
  readonly source: string;
  readonly span: Span;
}

function hasCode(codes: readonly string[], code: string): boolean {
  return codes.some((name) => name === code || `lint/${name}` === code);
}

function isMarked({ codes, from, to }: Mark, { code, span }: Finding): boolean {
  return from <= span.start && span.start < to && hasCode(codes, code);
}

function isAccepted(
  { codes, file, line, list }: Acceptance,
  finding: Finding,
  sources: Sources,
): boolean {
  const { code, source, span } = finding;
  return (
    hasCode(codes, code) &&
    (file === undefined || file === source || source.endsWith(`/${file}`)) &&
    (list === undefined || list === finding.list?.name) &&
    (line === undefined || oneLine(line) === sources.text(source, span))
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Several remarks may stand above one line; all of them are about it. */
function marksOf({ acls, source }: Device): readonly Mark[] {
  return acls.flatMap(({ entries, family, name }) => {
    const within = { source, family, name };
    const marks: Mark[] = [];
    let waiting: { codes: readonly string[]; reason: string; span: Span }[] = [];
    for (const entry of entries) {
      if (entry.kind === 'remark') {
        const [, codes = '', reason = ''] = MARK.exec(entry.text.trim()) ?? [];
        const { span } = entry;
        if (codes !== '') waiting.push({ codes: codes.split(','), reason: reason.trim(), span });
        continue;
      }
      const { end: to, start: from } = entry.span;
      marks.push(...waiting.map((mark) => ({ ...mark, about: source, within, source, from, to })));
      waiting = [];
    }
    return marks;
  });
}
