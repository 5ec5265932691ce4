/** Entries and exits in `report.md`. */
import { code, EMPTY, joined, type Markdown, md, row } from '@aclift/diagnostics/markdown';
import type { MigrateReport } from './report.ts';

/** What each verdict says. */
const WORDS: Readonly<
  Record<NonNullable<MigrateReport['edge']>['entries'][number]['verdict'], string>
> = {
  equal: 'proven: lets in whom the lists let in',
  'at-the-front': 'whoever is in front decides',
  closed: 'closed',
  narrowed: 'lets in fewer than the lists',
  widened: 'LETS IN MORE THAN THE LISTS',
};

export function edgeSection({ edge }: MigrateReport): Markdown[] {
  if (edge === undefined) return [];
  return [
    md`## Entries and exits`,
    EMPTY,
    ...(edge.entries.length === 0
      ? []
      : [
          md`Clients who come in here are not what the policies at the pods see. The verdict is about source ranges, the ingress and policies together, once all of them are applied.`,
          EMPTY,
          md`| entry | workload | policies see | clients | verdict |`,
          md`| --- | --- | --- | --- | --- |`,
          ...edge.entries.map(
            ({ address, because, clients, example, port, protocol, seen, verdict, workload }) =>
              row([
                `${address} ${protocol} ${port}`,
                code(workload),
                seen.join(' or '),
                `${clients.slice(0, 3).join(', ')}${clients.length > 3 ? ` and ${clients.length - 3} more` : ''}`,
                `${WORDS[verdict]}${because === undefined ? '' : `: ${because}`}${example === undefined ? '' : `, as ${example}`}`,
              ]),
          ),
          EMPTY,
        ]),
    ...(edge.files.length === 0 ? [] : [md`Files: ${joined(edge.files.map(code), md`, `)}`, EMPTY]),
  ];
}
