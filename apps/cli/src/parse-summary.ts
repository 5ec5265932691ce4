/** What was understood of one configuration, in lines for the terminal. */
import { LineMap, printable, type SourceText } from '@aclift/diagnostics';
import type { SupportState, SupportUse } from '@aclift/dialect-kit';
import type { DialectText } from '@aclift/dialects';
import type { Acl, Device } from '@aclift/ir';

/** Most rows of a table; `--json` has them all. */
const MAX_ROWS = 60;

export function parseSummary(
  { name, text }: SourceText,
  { device, dialect, lines, refusal }: DialectText,
): readonly string[] {
  if (refusal?.kind === 'none') return [`${name}: no configuration of ${dialect.short}; not read`];
  if (refusal?.kind === 'other') {
    return [
      `${name}: ${refusal.name}, not ${dialect.short} (line ${refusal.line} gives it away); not read`,
    ];
  }
  const entries = device.acls.reduce((sum, acl) => sum + acesOf(acl), 0);
  return [
    `${name}: ${device.hostname === undefined ? 'no hostname' : printable(device.hostname)}`,
    `  ${lines.lines} lines: ${lines.modelled} modelled, ${lines.notOurs} not ours, ${lines.diagnostic} with a diagnostic`,
    `  ${[
      count(device.interfaces.length, 'interface'),
      `${count(device.acls.length, 'list')} with ${count(entries, 'entry', 'entries')}`,
      count(device.objectGroups.length, 'object-group'),
      count(device.routes.length, 'static route'),
      count(device.references.length, 'other use', 'other uses'),
    ].join(', ')}`,
    ...listTable(device),
    ...supportLines(dialect.supportSummary(device), new LineMap(text)),
  ];
}

/** What a reader has to know of: constructs that do not simply mean what they say. */
const NAMED: Readonly<Partial<Record<SupportState, string>>> = {
  conditional: 'conditional',
  'recognised-refused': 'refused',
  unrecognised: 'unrecognised',
};

function supportLines(uses: readonly SupportUse[], lines: LineMap): readonly string[] {
  if (uses.length === 0) return [];
  const named = uses.filter(({ state }) => NAMED[state] !== undefined);
  const width = Math.max(0, ...named.map(({ syntax }) => syntax.length));
  return [
    `  constructs of docs/reference/support.md in use: ${uses.length - named.length} supported or harmless, ${named.length} not`,
    ...named.map(
      ({ first, state, syntax, uses: times }) =>
        `    ${(NAMED[state] ?? '').padEnd(12)}  ${syntax.padEnd(width)}  ${count(times, 'use')}, first in line ${lines.position(first.start).line}`,
    ),
  ];
}

function acesOf({ entries }: Acl): number {
  return entries.filter(
    (entry) =>
      entry.kind === 'ace' || (entry.kind === 'unrecognized' && entry.action !== undefined),
  ).length;
}

function listTable(device: Device): readonly string[] {
  const rows = device.acls
    .slice(0, MAX_ROWS)
    .map((acl) => [
      printable(acl.name),
      `${acl.family === 'ipv6' ? 'IPv6 ' : ''}${acl.type}`,
      String(acesOf(acl)),
      usesOf(device, acl).join(', ') || 'nothing',
    ]);
  if (rows.length === 0) return [];
  const head = ['list', 'kind', 'entries', 'used by'];
  const widths = [0, 1].map((column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const show = (row: readonly string[]): string =>
    `    ${(row[0] ?? '').padEnd(widths[0] ?? 0)}  ${(row[1] ?? '').padEnd(widths[1] ?? 0)}  ${(row[2] ?? '').padStart(7)}  ${row[3] ?? ''}`;
  const more = device.acls.length - rows.length;
  return [show(head), ...rows.map(show), ...(more > 0 ? [`    and ${more} more lists`] : [])];
}

/** Bindings first, then other uses, each once. */
function usesOf(device: Device, acl: Acl): readonly string[] {
  const bound = device.interfaces.flatMap(({ name, bindings, shutdown }) =>
    bindings
      .filter(({ list, family }) => list === acl.name && family === acl.family)
      .map(({ direction }) => `${printable(name)} ${direction}${shutdown ? ' (shut down)' : ''}`),
  );
  const unread = device.interfaces.flatMap(({ name, unread: lines = [] }) =>
    lines
      .filter(({ list, family }) => list === acl.name && (family ?? acl.family) === acl.family)
      .map(({ direction = 'somehow' }) => `${printable(name)} ${direction} (not read)`),
  );
  const others = device.references
    .filter(({ list, family }) => list === acl.name && (family ?? acl.family) === acl.family)
    .map(({ use }) => use);
  return [...bound, ...unread, ...new Set(others)];
}

function count(number: number, word: string, many = `${word}s`): string {
  return `${number} ${number === 1 ? word : many}`;
}
