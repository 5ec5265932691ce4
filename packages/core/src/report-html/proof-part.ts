/** What was compared, what differs and why, and what the proof does not cover. */
import { plural } from '../report/numbers.ts';
import type { MigrateReport, ReportedDifference } from '../report/report.ts';
import { type DifferenceGroup, differenceGroups } from '../view/difference-causes.ts';
import { flowCount } from '../view/flow-count.ts';
import { flowText } from '../view/flow-text.ts';
import type { Anchors } from './anchors.ts';
import { type Markup, markup, NONE } from './markup.ts';

/** Differences of a group that are shown one by one. */
const MAX_DIFFERENCES = 200;

/** The four numbers of a proof; nothing without drafts. */
export function tallyOf({ drafts, proof }: MigrateReport): Markup {
  if (drafts.length === 0) return NONE;
  const numbers: readonly (readonly [label: string, count: string, hint: string])[] = [
    ['preserved', proof.preserved, 'flows decided alike'],
    ['widened', proof.widened, 'newly let through'],
    ['narrowed', proof.narrowed, 'no longer let through'],
    ['unexplained', proof.unexplained, 'of these'],
    ['not comparable', proof.notComparable, 'no policy can say'],
  ];
  return markup`<dl class="tally">${numbers.map(
    ([label, count, hint]) =>
      markup`<div><dt>${label}</dt><dd>${flowCount(count)}</dd><dd class="hint">${hint}</dd></div>`,
  )}</dl>`;
}

export function proofPart({ drafts, proof }: MigrateReport, anchors: Anchors): Markup {
  const left = exceptionsPart(proof);
  if (drafts.length === 0) return left;
  const groups = differenceGroups(proof.differences);
  return markup`${left}${
    groups.length === 0
      ? markup`<p>No flow that can be compared is decided differently.</p>\n`
      : NONE
  }${groups.map((group) => groupPart(group, anchors))}<h3>What the proof rests on</h3>
<ul>${proof.limits.map((limit) => markup`<li>${limit}</li>`)}</ul>
`;
}

/** What the headline excepts. */
function exceptionsPart({ exceptions }: MigrateReport['proof']): Markup {
  return exceptions.length === 0
    ? NONE
    : markup`<h3>Left out, or taken with a guess on the safe side</h3>
<ul class="exceptions">${exceptions.map(
        ({ file, line, text }) => markup`<li><code>${file}:${line}</code> ${text}</li>`,
      )}</ul>
`;
}

function groupPart(group: DifferenceGroup, anchors: Anchors): Markup {
  const { advice, because, differences, kind, meaning, title } = group;
  const tone = because === null || kind === 'widened' ? 'bad' : 'wait';
  const shown = differences.slice(0, MAX_DIFFERENCES);
  const more =
    differences.length > shown.length
      ? markup`<p class="note">${differences.length - shown.length} more pairs of ends differ for this reason; <code>report.json</code> has them.</p>`
      : NONE;
  return markup`<div class="card group tone-${tone}"><h3>${title} <small>${kind}, ${plural(differences.length, 'pair')} of ends</small></h3>
<p>${meaning} ${advice}</p>
<details><summary>${shown.length === 1 ? 'The difference, with' : `${shown.length} differences, each with`} a flow to try</summary>
${shown.map((difference) => differencePart(difference, anchors))}${more}</details></div>
`;
}

function differencePart(difference: ReportedDifference, anchors: Anchors): Markup {
  const { egress, entries, flows, from, ingress, kind, to, witness } = difference;
  const deciding = entries.map(({ file, line, list, text }) =>
    line === undefined
      ? markup`<li>${list}: ${text}</li>`
      : markup`<li>${anchors.line(file, line)} <span class="mono">${text}</span></li>`,
  );
  return markup`<div class="difference"><h4>${from} → ${to} <small>${flowCount(flows)} flows</small></h4>
<dl><dt>Flow to try</dt><dd class="mono">${flowText(witness)}</dd>
<dt>Lists today</dt><dd>${kind === 'narrowed' ? 'permit it' : 'deny it'}<ul>${deciding}</ul></dd>
<dt>Drafts</dt><dd>egress ${egress}; ingress ${ingress}</dd></dl></div>
`;
}
