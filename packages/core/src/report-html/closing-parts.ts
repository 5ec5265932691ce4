/** What a reader needs besides: unnamed addresses, sizes, messages, and the words of both worlds. */
import { showCount } from '../report/numbers.ts';
import type { MigrateReport, ReportedDiagnostic } from '../report/report.ts';
import { WORDS } from '../view/words.ts';
import { type Markup, markup, NONE } from './markup.ts';

/** Unnamed addresses in the table. */
const MAX_UNNAMED = 100;

/** A titled part of the page; {@link NONE} as body: leave it out. */
export interface PagePart {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

export function closingParts(report: MigrateReport): readonly PagePart[] {
  return [
    {
      id: 'unmapped',
      title: 'Addresses that the inventory does not name',
      body: unmappedPart(report),
    },
    { id: 'sizing', title: 'Sizing', body: sizingPart(report) },
    { id: 'messages', title: 'Messages about the inputs', body: messagesPart(report) },
    { id: 'words', title: 'Words of both worlds', body: wordsPart() },
  ];
}

function unmappedPart({ unmapped }: MigrateReport): Markup {
  if (unmapped.length === 0) return NONE;
  const more = unmapped.length - MAX_UNNAMED;
  const rest =
    more > 0 ? markup`<p class="note">And ${more} more, in <code>report.json</code>.</p>\n` : NONE;
  return markup`<p>Naming these lets lines be translated; the most wanted come first.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Unnamed addresses">
<table><thead><tr><th>What</th><th>Name</th><th>Addresses</th><th class="num">Entries</th></tr></thead><tbody>
${unmapped.slice(0, MAX_UNNAMED).map(({ addresses, entries, kind, name }) => markup`<tr><td>${kind}</td><td class="mono">${name}</td><td class="mono">${addresses.slice(0, 4).join(', ')}${addresses.length > 4 ? ', …' : ''}</td><td class="num">${entries}</td></tr>\n`)}</tbody></table>
</div>
${rest}`;
}

function sizingPart({ drafts, sizing }: MigrateReport): Markup {
  if (drafts.length === 0) return NONE;
  const { bytesLimit, entriesLimit, fullest, largest, objects, prefixes, rules } = sizing;
  const count = (value: number): string => showCount(String(value));
  const line = (what: Markup, size: number, limit?: number): Markup =>
    markup`<tr><th scope="row">${what}</th><td class="num">${count(size)}</td><td class="num">${limit === undefined ? '' : count(limit)}</td></tr>\n`;
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Sizes">
<table><thead><tr><th>What</th><th class="num">Size</th><th class="num">Limit</th></tr></thead><tbody>
${line(markup`objects`, objects)}${line(markup`rules`, rules)}${line(markup`different prefixes`, prefixes)}${
    largest === null
      ? NONE
      : line(
          markup`bytes of <span class="mono">${largest.path}</span>, the largest`,
          largest.bytes,
          bytesLimit,
        )
  }${
    fullest === null
      ? NONE
      : line(
          markup`policy-map entries of ${fullest.workload}, the most (estimate)`,
          fullest.entries,
          entriesLimit,
        )
  }</tbody></table>
</div>
`;
}

function messagesPart({ diagnostics }: MigrateReport): Markup {
  if (diagnostics.length === 0) return NONE;
  return markup`<ul class="messages">${diagnostics.map(messageItem)}</ul>\n`;
}

function messageItem(diagnostic: ReportedDiagnostic): Markup {
  const { code, column, file, help, line, message, severity } = diagnostic;
  const place =
    file === ''
      ? NONE
      : markup` <span class="mono">${file}${line === undefined ? '' : `:${line}:${column ?? 1}`}</span>`;
  return markup`<li class="tone-${severity === 'error' ? 'bad' : severity === 'warning' ? 'wait' : 'quiet'}"><b>${severity}</b>${place}<br>${message}${help === undefined ? NONE : markup`<br>${help}`} <small class="mono">${code}</small></li>`;
}

function wordsPart(): Markup {
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Words">
<table><thead><tr><th>On the router</th><th>In the cluster</th><th>What it means here</th></tr></thead><tbody>
${WORDS.map(({ cluster, meaning, router }) => markup`<tr><th scope="row">${router}</th><td>${cluster}</td><td>${meaning}</td></tr>\n`)}</tbody></table>
</div>
`;
}
