/** Conditions that hold flows back until somebody decides, with the entries that would decide them. */
import { entriesToPaste } from '../ledger/conditions.ts';
import type { MigrateReport } from '../report/report.ts';
import type { Anchors } from './anchors.ts';
import { lines, type Markup, markup, NONE } from './markup.ts';

export function conditionsPart({ conditions = [] }: MigrateReport, anchors: Anchors): Markup {
  if (conditions.length === 0) return NONE;
  return markup`<p>Policies do not know these conditions. Until somebody decides what they are taken to do, a deny holds back all that it might deny, and a permit grants nothing.</p>
<div class="scroll" tabindex="0" role="region" aria-label="What each condition holds back">
<table><thead><tr><th>Line</th><th>Entry</th><th>Depends on</th><th>Holds back</th></tr></thead><tbody>
${conditions.map(
  ({ conditions: own, file, holds, line, text }) =>
    markup`<tr><td>${anchors.line(file, line)}</td><td class="mono">${text}</td><td class="mono">${own.map((each) => each.text).join(', ')}</td><td>${holds.length === 0 ? 'what it permits' : markup`<ul class="rules">${holds.map((held) => markup`<li>${anchors.line(held.file, held.line)}</li>`)}</ul>`}</td></tr>\n`,
)}</tbody></table>
</div>
<p>To let the flows pass write this into <span class="mono">decisions.yaml</span> beside the inventory. The other choice is <span class="mono">matches</span> for a deny and <span class="mono">never</span> for a permit, which keep them back for good:</p>
<pre>${lines(entriesToPaste(conditions).join('\n'))}</pre>
`;
}
