/** Which format a file of flows has, told from its first lines; and what is there where it has none. */
import type { FlowFormat } from './format.ts';
import { type JsonObject, jsonObjects } from './json-values.ts';
import { NFDUMP_TEXT } from './nfdump-lines.ts';
import { isKnownObject, keysOf, LIST_MESSAGE, objectFormat } from './object-format.ts';
import { AWS_DEFAULT_LINE, tableHeader, textColumn } from './table-records.ts';
import { ZEEK_HEADER } from './zeek-records.ts';

/** A message of Cisco's operating systems, but for those of firewalls. */
const CISCO_MESSAGE = /%(?!(?:ASA|FTD|PIX)-)[A-Z][A-Z0-9_-]*-\d-[A-Z0-9_]+\s*:/;

/** @param lines the first lines of a file. @returns undefined: none that is known here. */
export function formatOf(lines: readonly string[]): FlowFormat | undefined {
  const first = firstOf(lines);
  if (first === undefined) return undefined;
  if (ZEEK_HEADER.test(first)) return 'zeek';
  if (isJson(first))
    return objectsIn(lines)
      .map((one) => objectFormat(one))
      .find(isTold);
  if (NFDUMP_TEXT.test(first)) return 'nfdump';
  if (AWS_DEFAULT_LINE.test(first)) return 'aws';
  const header = tableHeader(first);
  if (header?.format !== undefined) return header.format;
  if (header !== undefined) return cellsIn(lines).some(isListMessage) ? 'syslog' : undefined;
  return lines.some((line) => isListMessage(line) || CISCO_MESSAGE.test(line))
    ? 'syslog'
    : undefined;
}

/** The first line that says something, without a byte order mark; undefined: all are blank. */
export function firstOf(lines: readonly string[]): string | undefined {
  return lines.map((line) => line.replace(/^\uFEFF/, '').trim()).find((line) => line !== '');
}

export function isJson(line: string): boolean {
  return /^[[{]/.test(line);
}

function isTold(format: FlowFormat | undefined): format is FlowFormat {
  return format !== undefined;
}

function isListMessage(text: string): boolean {
  return LIST_MESSAGE.test(text);
}

function objectsIn(lines: readonly string[]): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const reader = jsonObjects((object) => {
    found.push(object);
    return [];
  }, isKnownObject);
  lines.forEach((text, at) => {
    reader.line(text, at + 1, () => {});
  });
  return found;
}

function cellsIn(lines: readonly string[]): readonly string[] {
  const found: string[] = [];
  const reader = textColumn((text) => {
    found.push(text);
    return { kind: 'nothing', why: 'layout' };
  });
  lines.forEach((text, at) => {
    reader.line(text, at + 1, () => {});
  });
  return found;
}

const CAPTURE = 'a packet capture: make flows of it, for example with Zeek or nfpcapd';

/** Files of bytes that people have at hand, by how they begin once they are taken for text. */
const BINARY: readonly (readonly [begins: string, what: string])[] = [
  ['PAR1', 'a Parquet file: export its rows as CSV or JSON lines'],
  ['Obj\u0001', 'an Avro file: export its records as JSON lines'],
  ['PK\u0003\u0004', 'a ZIP archive: unpack it, or use gzip'],
  ['(\uFFFD/\uFFFD', 'data compressed by zstd: unpack it, or use gzip'],
  ['BZh', 'data compressed by bzip2: unpack it, or use gzip'],
  ['\uFFFD\u00F2\uFFFD', CAPTURE],
  ['\uFFFD\uFFFD\uFFFD\uFFFD\u0000', CAPTURE],
  ['\f\uFFFD', 'a file of nfcapd: print it with nfdump -o csv'],
];

/** Texts that are not read, by what their lines have. */
const FOREIGN: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/%(?:ASA|FTD|PIX)-/, 'a log of Cisco ASA or Firepower, which is not read'],
  [/\bRT_FLOW\b/, 'a log of Junos, which is not read'],
  [/\bdevname=.*\bsrcip=/, 'a log of FortiGate, which is not read'],
  [/,TRAFFIC,/, 'a traffic log of PAN-OS, which is not read'],
  [/\bSRC=\S+ DST=\S+ /, 'a log of netfilter, which is not read'],
  [
    /^\d\d:\d\d:\d\d\.\d+ IP6? /m,
    'what tcpdump prints: make flows of the capture, for example with Zeek',
  ],
  [/\bsrc_addr=\S+ .*\bdst_addr=/, 'text of GoFlow2: write JSON with -format json'],
  [/^<\?xml|^<[a-z]+[ >]/i, 'XML, which is not read'],
];

/** What stands in a file of no known format, as the end of a sentence. */
export function whatIsThere(lines: readonly string[]): string {
  const first = firstOf(lines);
  if (first === undefined) return 'it is empty';
  const raw = lines.join('\n');
  const foreign =
    BINARY.find(([begins]) => raw.startsWith(begins)) ??
    FOREIGN.find(([pattern]) => pattern.test(raw));
  if (foreign !== undefined) return `it is ${foreign[1]}`;
  const [object] = isJson(first) ? objectsIn(lines) : [];
  if (object !== undefined) return `its first object has ${keysOf(object)}`;
  const shown = first.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '\u00B7').slice(0, MOST_SHOWN);
  return `it begins with "${shown}${first.length > MOST_SHOWN ? '…' : ''}"`;
}

const MOST_SHOWN = 60;
