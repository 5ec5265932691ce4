/** Services that only some addresses of a workload have, with what was decided about each. */
import { MOST_CASES, pendingIn } from '../report/coverage-markdown.ts';
import type { ReportedCoverage, ReportedPairs } from '../report/coverage.ts';
import type { MigrateReport } from '../report/report.ts';
import type { Anchors } from './anchors.ts';
import { type Markup, markup, NONE } from './markup.ts';

/** Addresses named before "and 3 more". */
const MAX_ADDRESSES = 6;

const DECIDED: Readonly<Record<ReportedCoverage['decision'], string>> = {
  pending: 'withheld until somebody decides',
  grant: 'granted to every replica',
  withhold: 'withheld from every replica',
  split: 'withheld until a label tells them apart',
};

export function coveragePart({ coverage, splits }: MigrateReport, anchors: Anchors): Markup {
  if (coverage.length === 0) return NONE;
  const labels =
    splits.length === 0
      ? NONE
      : markup`<h3>Labels to add</h3>
<ul>${splits.map(({ addresses, label, workload }) => markup`<li><span class="mono">${label.key}: ${label.value}</span> for the pods of ${workload} that replace <span class="mono">${addresses.join(' ')}</span></li>`)}</ul>
`;
  const left = coverage.slice(MOST_CASES);
  const more =
    left.length === 0
      ? NONE
      : markup`<p>And ${left.length} more cases, ${pendingIn(left)} of them to be decided: report.json has them all.</p>\n`;
  return markup`<p>The lists give these services to some addresses of a workload and not to others. A label means all of its pods, so drafts give a service to all of them or to none.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Cases of partial coverage">
<table><thead><tr><th>From</th><th>To</th><th>Services</th><th>Have it today</th><th>Have it not</th><th>Lines</th><th>Drafts</th></tr></thead><tbody>
${coverage.slice(0, MOST_CASES).map((found) => caseRow(found, anchors))}</tbody></table>
</div>
${more}${labels}`;
}

function caseRow(found: ReportedCoverage, anchors: Anchors): Markup {
  const { covered, decidedBy, decision, from, lines, services, to, without } = found;
  const who = decidedBy === '' ? '' : ` (${decidedBy})`;
  const places = lines.map(({ file, line }) => markup`<li>${anchors.line(file, line)}</li>`);
  return markup`<tr><td>${from}</td><td>${to}</td><td>${services.join(', ')}</td><td class="mono">${covered.map((pairs) => markup`<div>${pairsText(pairs)}</div>`)}</td><td class="mono">${pairsText(without)}</td><td><ul class="rules">${places}</ul></td><td>${DECIDED[decision]}${who}</td></tr>\n`;
}

function pairsText({ from, to }: ReportedPairs): string {
  if (from.length === 0 && to.length === 0) return 'none wholly';
  if (from.length === 0) return `to ${some(to)}`;
  return to.length === 0 ? `from ${some(from)}` : `${some(from)} → ${some(to)}`;
}

function some(addresses: readonly string[]): string {
  const shown = addresses.slice(0, MAX_ADDRESSES).join(' ');
  const more = addresses.length - MAX_ADDRESSES;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
