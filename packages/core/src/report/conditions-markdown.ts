/** The part of `report.md` about conditions that hold flows back until somebody decides. */
import { entriesToPaste, type ReportedLine } from '../ledger/conditions.ts';
import {
  BREAK,
  code,
  EMPTY,
  joined,
  type Markdown,
  md,
  row,
  verbatim,
} from '@aclift/diagnostics/markdown';
import type { MigrateReport } from './report.ts';

export function conditionsSection({ conditions = [] }: MigrateReport): Markdown[] {
  if (conditions.length === 0) return [];
  const place = ({ file, line }: ReportedLine): string => `${file}:${line}`;
  return [
    EMPTY,
    md`## Conditions to decide`,
    EMPTY,
    md`Policies do not know these conditions. Until somebody decides what they are taken to do, a deny holds back all that it might deny, and`,
    md`a permit grants nothing.`,
    EMPTY,
    md`| line | entry | depends on | holds back |`,
    md`| --- | --- | --- | --- |`,
    ...conditions.map((found) =>
      row([
        place(found),
        code(found.text),
        joined(found.conditions.map(({ text }) => code(text))),
        found.holds.length === 0 ? 'what it permits' : joined(found.holds.map(place), BREAK),
      ]),
    ),
    EMPTY,
    md`To let the flows pass write this into \`decisions.yaml\` beside the inventory. The other choice is \`matches\` for a deny and \`never\` for a permit,`,
    md`which keep them back for good:`,
    EMPTY,
    md`\`\`\`yaml`,
    ...entriesToPaste(conditions).map(verbatim),
    md`\`\`\``,
    EMPTY,
  ];
}
