/** New values as YAML text, on one line or one key a line. */
import { jsonLine } from '@aclift/diagnostics';
import { parse } from 'yaml';

/** What an entry is made of. */
export type Plain = string | number | readonly Plain[] | { readonly [key: string]: Plain };

/** `json`: the file is JSON, which knows neither plain text nor plain keys. */
export type Style = 'yaml' | 'json';

/** Longest line of addresses; longer lists get one line an address. */
const WIDTH = 120;

/** On one line: `{ a: b, c: [d] }`. */
export function onOneLine(value: Plain, style: Style): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return scalar(value, style);
  if (isList(value)) return `[${value.map((item) => onOneLine(item, style)).join(', ')}]`;
  const pairs = Object.entries(value).map(([key, one]) => pairText(key, one, style));
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** `key: value` on one line. */
export function pairText(key: string, value: Plain, style: Style): string {
  return `${scalar(key, style)}: ${onOneLine(value, style)}`;
}

/** The lines of `key: value` below a block map, without their common indentation. */
export function pairLines(key: string, value: Plain): readonly string[] {
  const line = pairText(key, value, 'yaml');
  if (line.length <= WIDTH || !isList(value)) return [line];
  return [`${scalar(key, 'yaml')}:`, ...value.map((item) => `  - ${onOneLine(item, 'yaml')}`)];
}

/** The lines of an entry of a block list, without their common indentation. */
export function entryLines(entry: { readonly [key: string]: Plain }): readonly string[] {
  const lines = Object.entries(entry).flatMap(([key, value]) => pairLines(key, value));
  return lines.map((line, at) => (at === 0 ? `- ${line}` : `  ${line}`));
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function scalar(text: string, style: Style): string {
  if (style === 'yaml' && /^[\w./][\w./ -]*$/.test(text) && !isOtherThanText(text)) return text;
  return jsonLine(text).replace(
    /[\uFFFE\uFFFF]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Numbers, truth values and nothing; also the words that readers of YAML 1.1 take for truth values. */
function isOtherThanText(text: string): boolean {
  return /^(?:y|n|yes|no|on|off)$/i.test(text) || parse(text) !== text;
}
