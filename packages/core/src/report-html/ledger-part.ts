/** Every access-list line with what became of it. */
import { plural } from '../report/numbers.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';
import { OUTCOME_MEANING, type OutcomeName } from '../ledger/outcome.ts';
import type { MigrateReport } from '../report/report.ts';
import { OUTCOME_ORDER, OUTCOME_STYLE } from '../view/outcome-style.ts';
import { type Anchors, MAX_LINES } from './anchors.ts';
import { type Markup, markup, NONE } from './markup.ts';

/** Rules listed at a line before "and 3 more". */
const MAX_RULES = 8;

/** One bar over all lines, and a table whose counts add up to all of them. */
export function outcomesPart({ ledger: { outcomes, total } }: MigrateReport): Markup {
  const present = OUTCOME_ORDER.filter((name) => outcomes[name] > 0);
  let at = 0;
  const parts = present.map((name) => {
    const width = (outcomes[name] / Math.max(1, total)) * 1000;
    const part = markup`<rect class="tone-${OUTCOME_STYLE[name].tone}" x="${at.toFixed(1)}" y="0" width="${Math.max(2, width - 2).toFixed(1)}" height="20"/>`;
    at += width;
    return part;
  });
  return markup`<p>${plural(total, 'access-list line')}, each with exactly one outcome.</p>
<svg class="bar" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>
<div class="scroll" tabindex="0" role="region" aria-label="Outcomes">
<table class="outcomes"><thead><tr><th>Outcome</th><th class="num">Lines</th><th>Meaning</th></tr></thead><tbody>
${present.map((name) => markup`<tr><th scope="row">${badge(name)}</th><td class="num">${outcomes[name]}</td><td>${OUTCOME_MEANING[name]}</td></tr>\n`)}</tbody><tfoot><tr><th scope="row">all</th><td class="num">${total}</td><td></td></tr></tfoot></table>
</div>
`;
}

/** A table per list, in the order of the files. */
export function ledgerPart({ ledger: { entries } }: MigrateReport, anchors: Anchors): Markup {
  if (entries.length === 0) return NONE;
  const lists = Map.groupBy(entries, ({ file, list }) => `${file}\n${list}`);
  const note =
    anchors.shown.size === entries.length
      ? NONE
      : markup`<p class="note">The lists have more than ${MAX_LINES} lines. Shown are those that somebody should look at; the counts at each list say what is left out, and <code>report.json</code> has every line.</p>\n`;
  return markup`${note}${[...lists.values()].map((members) => listTable(members, anchors))}`;
}

function listTable(members: readonly LedgerEntry[], anchors: Anchors): Markup {
  const [{ file, list }] = members as readonly [LedgerEntry];
  const shown = members.filter((entry) => anchors.shown.has(entry));
  const hidden = members.filter((entry) => !anchors.shown.has(entry));
  const title = `${list} in ${file}`;
  const rest =
    hidden.length === 0
      ? NONE
      : markup`<p class="note">${plural(hidden.length, 'line')} not shown: ${countsOf(hidden)}.</p>\n`;
  const table =
    shown.length === 0
      ? NONE
      : markup`<div class="scroll" tabindex="0" role="region" aria-label="${title}">
<table class="ledger"><thead><tr><th class="num">Line</th><th>Entry</th><th>Outcome</th><th>Because</th></tr></thead><tbody>
${shown.map((entry) => entryRow(entry, anchors))}</tbody></table>
</div>
`;
  return markup`<h3><span class="mono">${list}</span> <small>${file}, ${plural(members.length, 'line')}</small></h3>
${rest}${table}`;
}

function entryRow(entry: LedgerEntry, anchors: Anchors): Markup {
  const { because, line, outcome, rules, text } = entry;
  const named = rules.slice(0, MAX_RULES).map((ref) => markup`<li>${anchors.rule(ref)}</li>`);
  const more =
    rules.length > MAX_RULES ? markup`<li>and ${rules.length - MAX_RULES} more</li>` : NONE;
  const list = rules.length === 0 ? NONE : markup`<ul class="rules">${named}${more}</ul>`;
  return markup`<tr id="${anchors.idOfEntry(entry)}"><td class="num">${line}</td><td class="mono">${text}</td><td>${badge(outcome)}</td><td>${because}${list}</td></tr>\n`;
}

/** `3 translated, 1 shadowed` */
function countsOf(entries: readonly LedgerEntry[]): string {
  const counts = Map.groupBy(entries, ({ outcome }) => outcome);
  return OUTCOME_ORDER.filter((name) => counts.has(name))
    .map((name) => `${counts.get(name)?.length ?? 0} ${name}`)
    .join(', ');
}

/** An outcome with its sign: readable without colour. */
export function badge(outcome: OutcomeName): Markup {
  const { sign, tone } = OUTCOME_STYLE[outcome];
  return markup`<span class="badge tone-${tone}"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="${sign}"/></svg>${outcome}</span>`;
}
