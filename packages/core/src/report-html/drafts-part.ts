/** The drafts, each rule as a sentence with the lines behind it, and the YAML. */
import { plural } from '../report/numbers.ts';
import type { MigrateReport } from '../report/report.ts';
import type { PolicyRuleView, PolicyView } from '../view/policy-view.ts';
import type { Anchors, ShownDraft } from './anchors.ts';
import { lines, type Markup, markup, NONE } from './markup.ts';

/** Lines named at a rule before "and 3 more". */
const MAX_LINES = 12;

/** By namespace; closed until somebody looks, and open on paper. */
export function draftsPart({ drafts }: MigrateReport, anchors: Anchors): Markup {
  if (drafts.length === 0) return markup`<p>None.</p>\n`;
  const left = drafts.length - anchors.drafts.length;
  const others =
    left === 0
      ? NONE
      : markup`<p>And ${plural(left, 'more draft', 'more drafts')}: the page would be too large for them. Each is a file beside it.</p>\n`;
  const namespaces = Map.groupBy(anchors.drafts, ({ draft }) => draft.namespace);
  return markup`${[...namespaces].map(
    ([namespace, members]) =>
      markup`<h3>${namespace === '' ? 'Whole cluster' : markup`Namespace <span class="mono">${namespace}</span>`} <small>${plural(members.length, 'draft')}</small></h3>
${members.map((draft) => draftDetails(draft, anchors))}`,
  )}${others}`;
}

function draftDetails({ draft, id, text, views }: ShownDraft, anchors: Anchors): Markup {
  const effect =
    draft.isolates.length > 0
      ? `isolates ${draft.isolates.join(' and ')}`
      : draft.origin === 'addresses'
        ? 'names outside addresses'
        : 'isolates nothing';
  return markup`<details id="${id}"><summary><span class="mono">${draft.path}</span> <small>${effect}, ${plural(draft.rules, 'rule')}</small></summary>
${views.map((view) => viewPart(view, draft.origin, anchors))}<details class="yaml"><summary>YAML</summary><pre tabindex="0" aria-label="YAML of ${draft.path}">${lines(text.trimEnd())}</pre></details>
</details>
`;
}

function viewPart(
  { kind, rules, subject, summary }: PolicyView,
  origin: string,
  anchors: Anchors,
): Markup {
  if (kind === 'CiliumCIDRGroup') return markup`<p>${kind}: ${summary}</p>\n`;
  const how =
    origin === 'access-list'
      ? NONE
      : markup` It stands for no line: it keeps ${originText(origin)}.`;
  const list =
    rules.length === 0
      ? markup`<p>No rule: nothing is allowed in a direction that it isolates.</p>\n`
      : markup`<ul class="said">${rules.map((rule) => ruleItem(rule, anchors))}</ul>\n`;
  return markup`<p>${kind} for ${subject}.${how}</p>\n${list}`;
}

function originText(origin: string): string {
  if (origin === 'same-segment') return 'what no list sees inside a segment';
  if (origin === 'dns') return 'name resolution';
  return origin === 'addresses' ? 'outside addresses under one name' : origin;
}

function ruleItem({ ref, sentence }: PolicyRuleView, anchors: Anchors): Markup {
  const behind = anchors.entriesOf(ref);
  const named = behind
    .slice(0, MAX_LINES)
    .map(({ file, line }) => markup` ${anchors.line(file, line)}`);
  const more = behind.length > MAX_LINES ? ` and ${behind.length - MAX_LINES} more` : '';
  const lines = behind.length === 0 ? NONE : markup` <small>from${named}${more}</small>`;
  return markup`<li id="${anchors.idOfRule(ref)}">${sentence}${lines}</li>`;
}
