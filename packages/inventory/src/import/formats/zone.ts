/**
 * Zone files of BIND and the output of `dig axfr`: A and AAAA records name addresses, CNAMEs and the rest do not.
 * @see RFC 1035 section 5.1: `$ORIGIN`, a blank owner repeats the last one, `@`, parentheses, `;` comments.
 */
import { linesOf } from '../lines.ts';
import type { Line } from '../lines.ts';
import { isThere } from '../include.ts';
import { namedHost } from '../named.ts';
import { eachAlone, skipped } from '../record.ts';
import type { Importer, SourceRecord } from '../record.ts';

const TYPES =
  /^(?:A|AAAA|AFSDB|APL|CAA|CDNSKEY|CDS|CERT|CNAME|DHCID|DNAME|DNSKEY|DS|HINFO|HTTPS|LOC|MX|NAPTR|NS|NSEC|NSEC3|NSEC3PARAM|OPENPGPKEY|PTR|RP|RRSIG|SMIMEA|SOA|SPF|SRV|SSHFP|SVCB|TLSA|TXT|TYPE\d+|URI|ZONEMD)$/i;
const CLASSES = /^(?:IN|CH|HS|ANY)$/i;
const TTL = /^\d+[smhdw\d]*$/i;

export const zone: Importer = {
  detects: ({ text }) =>
    /^\$(?:ORIGIN|TTL)\s/im.test(text) ||
    /^; <<>> DiG /m.test(text) ||
    /^\S*\s+(?:\d\w*\s+)?IN\s+SOA\s/im.test(text),
  read: eachAlone(({ text }, { files }) => {
    const records: SourceRecord[] = [];
    let origin = '';
    let owner = '';
    for (const { span, text: entry } of entriesOf(linesOf(text))) {
      const words = entry.split(/\s+/).filter(Boolean);
      const [first = '', second = ''] = words;
      if (first.startsWith('$')) {
        if (/^\$ORIGIN$/i.test(first)) origin = absolute(second, origin);
        // Files that are included are imported by naming them; the hosts of $GENERATE are not written out.
        if (/^\$INCLUDE$/i.test(first)) {
          records.push(
            skipped(span, entry, isThere(second, files) ? 'other-kind' : 'pages-missing'),
          );
        } else if (!/^\$(?:ORIGIN|TTL)$/i.test(first)) {
          records.push(skipped(span, entry, 'unreadable'));
        }
        continue;
      }
      const rest = [...words];
      if (!/^\s/.test(entry)) owner = absolute(rest.shift() ?? '', origin);
      while (rest.length > 0 && (CLASSES.test(rest[0] ?? '') || TTL.test(rest[0] ?? ''))) {
        rest.shift();
      }
      const [type = '', data = ''] = rest;
      if (!TYPES.test(type)) records.push(skipped(span, entry, 'unreadable'));
      else if (!/^A(?:AAA)?$/i.test(type)) records.push(skipped(span, entry, 'other-kind'));
      else records.push(namedHost(span, data, owner, `${owner} ${type} ${data}`));
    }
    if (/^; <<>> DiG /m.test(text) && isCut(text)) {
      records.push(
        skipped({ start: text.length, end: text.length }, 'the transfer', 'pages-missing'),
      );
    }
    return records;
  }),
};

/** A transfer begins and ends with the SOA record. */
function isCut(text: string): boolean {
  const isTransfer = /^; <<>> DiG .*\bAXFR\b/im.test(text) || /^; Transfer failed/m.test(text);
  return isTransfer && (text.match(/^\S+\s+(?:\d\w*\s+)?IN\s+SOA\s/gim) ?? []).length < 2;
}

function absolute(name: string, origin: string): string {
  if (name === '@') return origin;
  if (name.endsWith('.')) return name.slice(0, -1);
  return origin === '' ? name : `${name}.${origin}`;
}

/** Lines without comments; those within parentheses as one. */
function entriesOf(lines: readonly Line[]): readonly Line[] {
  const entries: Line[] = [];
  let open: { text: string; start: number } | undefined;
  for (const { span, text } of lines) {
    const content = uncommented(text);
    const joined = open === undefined ? content.text : `${open.text} ${content.text}`;
    const start = open?.start ?? span.start;
    if (content.depth > 0 || (open !== undefined && content.depth === 0)) {
      open = { text: joined, start };
      continue;
    }
    open = undefined;
    if (joined.trim() !== '') entries.push({ text: joined, span: { start, end: span.end } });
  }
  if (open !== undefined)
    entries.push({ text: open.text, span: { start: open.start, end: open.start } });
  return entries;
}

/** A line without its comment and parentheses; `depth`: more opened than closed. Quoted text is left alone. */
function uncommented(text: string): { readonly text: string; readonly depth: number } {
  let out = '';
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at] ?? '';
    if (one === '\\') {
      out += one + (text[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (one === '"') quoted = !quoted;
    if (!quoted && one === ';') break;
    if (!quoted && (one === '(' || one === ')')) {
      depth += one === '(' ? 1 : -1;
      out += ' ';
    } else out += one;
  }
  return { text: out, depth };
}
