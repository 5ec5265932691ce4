/** What a file looks like that no format is sure of, in words for the user: with what to do about it. */

/** First characters; bytes that are no UTF-8 have been read as Latin-1. */
const BEGINNINGS: readonly (readonly [string, string])[] = [
  [
    'PK\u0003\u0004',
    'a zip archive, such as an Excel workbook: save the sheet as CSV, or unpack it',
  ],
  ['\u00D0\u00CF\u0011\u00E0', 'an old Office file: save the sheet as CSV'],
  ['\u001F\u2039', 'compressed (gzip): unpack it first'],
  ['\u001F\u008B', 'compressed (gzip): unpack it first'],
  ['BZh91AY', 'compressed (bzip2): unpack it first'],
  ['\u00FD7zXZ', 'compressed (xz): unpack it first'],
  ['%PDF-', 'a PDF: export a table instead'],
  ['SQLite format 3', 'a database: export a table instead'],
];

/** What is no text; undefined: it is some. */
export function looksLikeBytes(text: string): string | undefined {
  const start = text.slice(0, 2048);
  const known = BEGINNINGS.find(([beginning]) => start.startsWith(beginning));
  if (known !== undefined) return known[1];
  const nulls = start.split('\0').length - 1;
  return nulls > 16 && nulls * 4 > start.length
    ? 'UTF-16 without a byte order mark, or no text at all: save it as UTF-8'
    : undefined;
}

/** What is text of no known format; undefined: nothing known. */
export function looksLikeText(text: string): string | undefined {
  const start = text
    .slice(0, 4096)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start === '') return 'an empty file';
  if (/^<!doctype html|^<html/i.test(start)) return 'a web page (the login page of a server?)';
  if (/^<nmaprun|^<\?xml[\s\S]*<nmaprun/.test(start)) return undefined;
  if (/^<\?xml|^<[A-Za-z]/.test(start)) return 'XML of a kind that is not known; nmap -oX is';
  if (/^[[{]/.test(start)) return 'JSON of a kind that is not known';
  if (/^NAME(?:SPACE)?\s+.*\bSTATUS\b/m.test(start)) {
    return 'a table for people (kubectl, gcloud): ask for JSON (-o json, --format json)';
  }
  if (/^(?:Building configuration|version \d|hostname \S|!)/m.test(start)) {
    return 'a configuration: aclift parse and migrate read those';
  }
  const [head = ''] = start.split('\n', 1);
  return /[,;\t|]/.test(head)
    ? 'a table, but no column is known to hold addresses: import it as csv with --map address=COLUMN'
    : undefined;
}
