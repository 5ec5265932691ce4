/**
 * `dhcpd.conf` of ISC: host declarations with fixed addresses, subnets and their pools. Declarations nest in groups,
 * shared networks and classes.
 * @see dhcpd.conf(5): host, fixed-address, subnet, range, shared-network, include.
 */
import type { Span } from '@aclift/diagnostics';
import { hostText, maskLength, networkText, rangeText } from '../host-text.ts';
import { isThere } from '../include.ts';
import { namedHost, namedNetwork } from '../named.ts';
import { byPlace, eachAlone, oneLine, skipped } from '../record.ts';
import type { ImportOptions, Importer, SourceRecord } from '../record.ts';
import { NAMELESS } from './dhcp-leases.ts';

export const dhcpdConf: Importer = {
  detects: ({ text }) =>
    /^\s*(?:subnet6?|shared-network|host)\s+\S[^\n{};]*\{/m.test(text) &&
    (/^\s*subnet6?\s/m.test(text) || /\b(?:fixed-address6?|hardware\s+ethernet)\s/.test(text)) &&
    !/^lease\s+\S+\s*\{/m.test(text),
  read: eachAlone((source, options) => {
    const { fault, statements } = statementsOf(source.text);
    const records = statements.flatMap((statement) => recordsOf(statement, options));
    const broken =
      fault === undefined
        ? []
        : [skipped(fault, source.text.slice(fault.start, fault.end), 'unreadable')];
    return byPlace([...records, ...broken]);
  }),
};

/** Words up to `;` or `{`, with the declaration in which they stand. */
interface Statement {
  readonly words: readonly string[];
  readonly isBlock: boolean;
  readonly parent: Statement | undefined;
  readonly span: Span;
  /** Statements below a block. */
  readonly inner: Statement[];
}

const TOKEN = /\s+|#[^\n]*|("(?:[^"\\]|\\.)*"|[{};,]|[^\s"#{};,]+)/y;
const MAX_DEPTH = 100;

/** `fault`: where a brace or quote does not fit; statements before it are whole. */
function statementsOf(text: string): {
  readonly statements: readonly Statement[];
  readonly fault?: Span;
} {
  const statements: Statement[] = [];
  const open: Statement[] = [];
  let words: string[] = [];
  let start = 0;
  let cursor = text.startsWith('\uFEFF') ? 1 : 0;
  const fault = (
    at: number,
  ): { readonly statements: readonly Statement[]; readonly fault: Span } => ({
    statements,
    fault: { start: at, end: Math.min(text.length, at + 80) },
  });
  while (cursor < text.length) {
    TOKEN.lastIndex = cursor;
    const found = TOKEN.exec(text);
    if (found === null) return fault(cursor);
    const [all, token] = found;
    const at = cursor;
    cursor += all.length;
    if (token === undefined || token === ',') continue;
    if (token === '}') {
      if (open.pop() === undefined || words.length > 0) return fault(at);
    } else if (token === ';' || token === '{') {
      if (words.length === 0 && token === '{') return fault(at);
      if (words.length === 0) continue;
      const parent = open.at(-1);
      const span = { start, end: cursor };
      const statement: Statement = { words, isBlock: token === '{', parent, span, inner: [] };
      statements.push(statement);
      parent?.inner.push(statement);
      words = [];
      if (token === '{' && open.push(statement) > MAX_DEPTH) return fault(at);
    } else {
      if (words.length === 0) start = at;
      words.push(token);
    }
  }
  return words.length > 0 || open.length > 0
    ? fault(words.length > 0 ? start : (open.at(-1)?.span.start ?? 0))
    : { statements };
}

function recordsOf(statement: Statement, { files }: ImportOptions): readonly SourceRecord[] {
  const { isBlock, parent, span, words } = statement;
  const what = oneLine(words.join(' '));
  const [key = '', first = '', second = '', third = ''] = words;
  if (isBlock && key === 'host') return hostRecords(statement, first);
  if (isBlock && (key === 'subnet' || key === 'subnet6')) {
    const length = second === 'netmask' ? maskLength(third) : undefined;
    const network =
      key === 'subnet6'
        ? rangeText(first)
        : length === undefined
          ? undefined
          : networkText(first, length);
    if (network === undefined) return [skipped(span, what, 'bad-address')];
    // Without a name of its own a subnet is called what it is.
    const shared = parent?.words[0] === 'shared-network' ? unquoted(parent.words[1] ?? '') : '';
    return [namedNetwork(span, network, shared || `subnet ${network}`, what)];
  }
  if (isBlock) return [];
  if (key === 'range' || key === 'range6') {
    const [from = '', to = from] = words
      .slice(1)
      .filter((word) => word !== 'dynamic-bootp' && word !== 'temporary');
    const pool = from.includes('/') ? rangeText(from) : rangeText(`${from}-${to}`);
    if (pool === undefined) return [skipped(span, what, 'bad-address')];
    return [namedNetwork(span, pool, NAMELESS, what, 'place')];
  }
  if (key === 'include') {
    return [skipped(span, what, isThere(first, files) ? 'other-kind' : 'pages-missing')];
  }
  // Part of the declaration of the host.
  if (parent?.words[0] === 'host') return [];
  return words.some((word) => hostText(unquoted(word)) !== undefined)
    ? [skipped(span, what, 'other-kind')]
    : [];
}

function hostRecords({ inner, span }: Statement, declared: string): readonly SourceRecord[] {
  const values = (...keys: readonly string[]): readonly string[] =>
    inner
      .filter(({ words }) => keys.includes(words[0] ?? ''))
      .flatMap(({ words }) => words.slice(1));
  const option = inner.find(({ words }) => words[0] === 'option' && words[1] === 'host-name');
  const name = unquoted(values('ddns-hostname')[0] ?? option?.words[2] ?? declared);
  const all = inner.flatMap(({ words }) => words);
  const last = inner.at(-1)?.span.end ?? span.end;
  const place = { start: span.start, end: Math.max(span.end, last) };
  const addresses = values('fixed-address', 'fixed-address6', 'fixed-prefix6');
  if (addresses.length === 0) return [skipped(place, `host ${declared}`, 'no-address')];
  const isDenied = all.join(' ').includes('deny booting');
  return addresses.map((address) => {
    const what = `host ${declared} ${address}`;
    if (isDenied) return skipped(place, what, 'not-in-use');
    // A block that the host hands out itself.
    if (address.includes('/')) {
      const network = rangeText(address);
      if (network === undefined) return skipped(place, what, 'bad-address');
      return namedNetwork(place, network, name, what, 'entry');
    }
    // The server asks DNS for names.
    if (/^[a-z_][\w.-]*[a-z]$/i.test(address) && hostText(address) === undefined) {
      return skipped(place, what, 'no-address');
    }
    return namedHost(place, address, name, what, 'entry');
  });
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, '$1');
}
