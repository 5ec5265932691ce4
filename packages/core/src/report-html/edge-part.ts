/** Entries at which policies do not see clients, and what is written beside the drafts. */
import type { MigrateReport } from '../report/report.ts';
import { type Markup, markup, NONE } from './markup.ts';

/** Prefixes of clients before "and 3 more". */
const MAX_CLIENTS = 3;

export function edgePart({ edge }: MigrateReport): Markup {
  if (edge === undefined) return NONE;
  const { entries, files } = edge;
  const table =
    entries.length === 0
      ? NONE
      : markup`<p>Clients who come in here are not what policies at the pods see. The verdict is about source ranges, the ingress and policies together, once all of them are applied.</p>
<div class="scroll" tabindex="0" role="region" aria-label="What comes in by each entry">
<table><thead><tr><th>Entry</th><th>Workload</th><th>Policies see</th><th>Clients</th><th>Verdict</th></tr></thead><tbody>
${entries.map(
  ({ address, because, clients, example, port, protocol, seen, verdict, workload }) =>
    markup`<tr><td class="mono">${address} ${protocol} ${String(port)}</td><td class="mono">${workload}</td><td>${seen.join(' or ')}</td><td class="mono">${clients.slice(0, MAX_CLIENTS).join(', ')}${clients.length > MAX_CLIENTS ? ` and ${clients.length - MAX_CLIENTS} more` : ''}</td><td>${verdict}${because === undefined ? '' : `: ${because}`}${example === undefined ? '' : `, as ${example}`}</td></tr>\n`,
)}</tbody></table>
</div>
`;
  const written =
    files.length === 0
      ? NONE
      : markup`<p>Beside the drafts:</p>\n<ul>${files.map((path) => markup`<li class="mono">${path}</li>`)}</ul>\n`;
  return markup`${table}${written}`;
}
