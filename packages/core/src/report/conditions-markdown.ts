/** The part of `report.md` about conditions that hold flows back until somebody decides. */
import { entriesToPaste, type ReportedLine } from './conditions.ts';
import { code, escape, row } from './markdown-text.ts';
import type { MigrateReport } from './report.ts';

export function conditionsSection({ conditions = [] }: MigrateReport): string[] {
  if (conditions.length === 0) return [];
  const place = ({ file, line }: ReportedLine): string => escape(`${file}:${line}`);
  return [
    '',
    '## Conditions to decide',
    '',
    'Policies do not know these conditions. Until somebody decides what they are taken to do, a deny holds back all that it might deny, and',
    'a permit grants nothing.',
    '',
    '| line | entry | depends on | holds back |',
    '| --- | --- | --- | --- |',
    ...conditions.map((found) =>
      row([
        place(found),
        code(found.text),
        found.conditions.map(({ text }) => code(text)).join(' '),
        found.holds.length === 0 ? 'what it permits' : found.holds.map(place).join('<br>'),
      ]),
    ),
    '',
    'To let the flows pass write this into `decisions.yaml` beside the inventory. The other choice is `matches` for a deny and `never` for a permit,',
    'which keep them back for good:',
    '',
    '```yaml',
    ...entriesToPaste(conditions),
    '```',
    '',
  ];
}
