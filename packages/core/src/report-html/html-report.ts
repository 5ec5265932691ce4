/**
 * `report.html`: the whole migration on one page for people who have neither aclift nor a cluster. Complete in itself: no
 * script, no request, prints as it is.
 */
import type { OutputFile } from '../run.ts';
import { plural } from '../report/numbers.ts';
import type { MigrateReport } from '../report/report.ts';
import { nextSteps, headlineOf } from '../view/next-steps.ts';
import { anchorsOf } from './anchors.ts';
import { conditionsPart } from './conditions-part.ts';
import { coveragePart } from './coverage-part.ts';
import { draftsPart } from './drafts-part.ts';
import { edgePart } from './edge-part.ts';
import { ledgerPart, outcomesPart } from './ledger-part.ts';
import { type Markup, markup, NONE } from './markup.ts';
import { PAGE_CSS } from './page-css.ts';
import { proofPart, tallyOf } from './proof-part.ts';
import { closingParts } from './closing-parts.ts';
import { raw } from 'hono/html';
import { TARGETS } from '../targets/registry.ts';

/** Nothing but the page's own style is loaded or run, whatever a viewer thinks it found in the text. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** What each standing looks like. */
const TONE = {
  exact: 'ok',
  explained: 'ok',
  except: 'wait',
  'not-proven': 'bad',
  'nothing-to-prove': 'quiet',
} as const;

/**
 * @param drafts the policy files, as they are written.
 * @returns an HTML document, LF line ends.
 */
export function htmlReport(report: MigrateReport, drafts: readonly OutputFile[]): string {
  const anchors = anchorsOf(report, drafts);
  const verdict = headlineOf(report);
  const sections = [
    { id: 'next', title: 'What to do next', body: stepsPart(report) },
    { id: 'lines', title: 'What became of every line', body: outcomesPart(report) },
    { id: 'proof', title: 'Proof', body: proofPart(report, anchors) },
    { id: 'drafts', title: 'Drafts', body: draftsPart(report, anchors) },
    { id: 'edge', title: 'Entries and exits', body: edgePart(report) },
    { id: 'coverage', title: 'Partial coverage', body: coveragePart(report, anchors) },
    { id: 'conditions', title: 'Conditions to decide', body: conditionsPart(report, anchors) },
    { id: 'ledger', title: 'Ledger', body: ledgerPart(report, anchors) },
    ...closingParts(report),
  ].filter(({ body }) => body !== NONE);
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${titleOf(report)}</title>
<style>${raw(PAGE_CSS)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<p class="brand">aclift <span>migration report</span></p>
<h1>${titleOf(report)}</h1>
${madeFrom(report)}
</header>
<nav aria-label="Sections"><ul>${sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main id="main">
<section class="card verdict tone-${TONE[verdict.standing]}" aria-label="Verdict">
<p class="title">${verdict.title}</p>
<p>${verdict.text}</p>
${tallyOf(report)}
</section>
${sections.map(({ id, title, body }) => markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n${body}</section>\n`)}</main>
<footer><p>Made by aclift from the files named above; the same files give the same page. Nothing in it loads or runs anything.</p></footer>
</body>
</html>
`;
  return page.toString();
}

function titleOf({ configs, target }: MigrateReport): string {
  const [first] = configs;
  const what =
    configs.length === 1 && first !== undefined ? first : plural(configs.length, 'configuration');
  return `${what} to ${TARGETS[target].objects}`;
}

function madeFrom(report: MigrateReport): Markup {
  const { clientPorts, configs, decisions, inventory, mode, unseenTraffic } = report;
  const facts: readonly (readonly [name: string, value: string])[] = [
    ['Configurations', configs.join(', ')],
    ['Inventory', inventory ?? 'none'],
    ...(decisions === null ? [] : [['Decisions', decisions] as const]),
    [
      'Lists apply',
      mode === 'topology' ? 'where interfaces bind them' : 'to every flow (chosen list)',
    ],
    ['Unseen traffic', unseenTraffic],
    ...(clientPorts === 'any' ? [] : [['Client ports', clientPorts] as const]),
  ];
  return markup`<dl class="facts">${facts.map(
    ([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

function stepsPart(report: MigrateReport): Markup {
  // Whoever reads the page has no button to export with.
  const steps = nextSteps(report).filter(({ kind }) => kind !== 'export');
  return steps.length === 0
    ? markup`<p>Review the drafts below, then apply them in the order that <code>rollout.md</code> gives.</p>\n`
    : markup`<ol class="steps">${steps.map(
        ({ text, title }) => markup`<li><b>${title}</b><br>${text}</li>`,
      )}</ol>\n`;
}
