/**
 * From the bytes of a file to its text. Editors, shells and terminals write UTF-8, UTF-16 and Windows-1252, with and
 * without a byte order mark; all of them are read, and what is no text is refused with a reason. Written out by hand,
 * so that it runs alike in every program and needs no library of the platform.
 */
import type { Result } from './diagnostic.ts';

/** How the bytes of a text are read. `windows-1252` holds every printable character of Latin-1. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface DecodedText {
  /** A leading byte order mark stays (U+FEFF): the readers know it, and offsets count from the first character. */
  readonly text: string;
  readonly encoding: Encoding;
}

/** Why bytes are no text that can be read. */
export type NotText =
  /** `what` names a file format where its first bytes tell, `advice` what to do; absent: only that it is no text. */
  | { readonly kind: 'binary'; readonly what?: string; readonly advice?: string }
  /** One part is UTF-16 and another is not, as `>>` of an older PowerShell leaves it. */
  | { readonly kind: 'mixed-encodings' }
  | { readonly kind: 'utf-32' };

/**
 * UTF-16 by its byte order mark or by its NUL bytes, else UTF-8, else Windows-1252, which old banners and remarks are
 * written in. Linear in the number of bytes.
 */
export function decodeText(bytes: Uint8Array): Result<DecodedText, NotText> {
  const format = formatOf(bytes);
  if (format !== undefined) return refuse(format);
  if (isUtf32(bytes)) return refuse({ kind: 'utf-32' });
  const wide = wideEncoding(bytes);
  if (wide !== undefined) {
    if (hasNarrowPart(bytes)) return refuse({ kind: 'mixed-encodings' });
    const text = decodeUtf16(bytes, wide === 'utf-16le');
    return { ok: true, value: { text, encoding: wide } };
  }
  if (hasWidePart(bytes)) return refuse({ kind: 'mixed-encodings' });
  if (isBinary(bytes)) return refuse({ kind: 'binary' });
  const text = decodeUtf8(bytes);
  if (text !== undefined) return { ok: true, value: { text, encoding: 'utf-8' } };
  return { ok: true, value: { text: decodeWindows1252(bytes), encoding: 'windows-1252' } };
}

/** What is wrong with the bytes and what to do, to go on after "it is". */
export function notTextReason(error: NotText): string {
  switch (error.kind) {
    case 'binary':
      return `${error.what ?? 'binary data'}, not text${error.advice === undefined ? '' : `: ${error.advice}`}`;
    case 'mixed-encodings':
      return 'UTF-16 in one part and something else in another; save it as UTF-8';
    case 'utf-32':
      return 'encoded as UTF-32; save it as UTF-8';
  }
}

function refuse(error: NotText): Result<DecodedText, NotText> {
  return { ok: false, error };
}

/** Files that people take for texts, by their first bytes, with what to do about them if there is something. */
const FORMATS: readonly (readonly [string, readonly number[], string?])[] = [
  ['a PDF document', [0x25, 0x50, 0x44, 0x46, 0x2d], 'export a text or a table instead'],
  [
    'a ZIP archive or an office document',
    [0x50, 0x4b, 0x03, 0x04],
    'unpack it, or save the sheet as CSV',
  ],
  ['an office document', [0xd0, 0xcf, 0x11, 0xe0], 'save the sheet as CSV'],
  ['a gzip archive', [0x1f, 0x8b], 'unpack it'],
  ['a bzip2 archive', [0x42, 0x5a, 0x68, 0x39], 'unpack it'],
  ['an xz archive', [0xfd, 0x37, 0x7a, 0x58, 0x5a], 'unpack it'],
  ['a 7-Zip archive', [0x37, 0x7a, 0xbc, 0xaf], 'unpack it'],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG picture', [0xff, 0xd8, 0xff]],
  ['a GIF picture', [0x47, 0x49, 0x46, 0x38]],
  ['a program', [0x7f, 0x45, 0x4c, 0x46]],
  ['a packet capture', [0xd4, 0xc3, 0xb2, 0xa1]],
  ['a packet capture', [0x0a, 0x0d, 0x0d, 0x0a]],
];

function formatOf(bytes: Uint8Array): NotText | undefined {
  const found = FORMATS.find(([, first]) => first.every((byte, at) => bytes[at] === byte));
  if (found === undefined) return undefined;
  const [what, , advice] = found;
  return { kind: 'binary', what, ...(advice === undefined ? {} : { advice }) };
}

function startsWith(bytes: Uint8Array, first: number, second: number): boolean {
  return bytes.length >= 2 && bytes[0] === first && bytes[1] === second;
}

function isUtf32(bytes: Uint8Array): boolean {
  const little = startsWith(bytes, 0xff, 0xfe) && bytes[2] === 0 && bytes[3] === 0;
  const big = startsWith(bytes, 0, 0) && bytes[2] === 0xfe && bytes[3] === 0xff;
  return little || big;
}

/** Texts without a byte order mark: how many of one half of the bytes must be NUL, and how few of the other. */
const MOST = 0.7;
const FEW = 0.05;

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  const pairs = bytes.length >> 1;
  if (pairs < 2) return undefined;
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  if (odd >= pairs * MOST && even <= pairs * FEW) return 'utf-16le';
  return even >= pairs * MOST && odd <= pairs * FEW ? 'utf-16be' : undefined;
}

/** Characters in a row that settle it: captures hold single NULs, and no text holds so many in turn by chance. */
const RUN = 16;

/** Whether bytes that are no UTF-16 as a whole hold a stretch of it: every other byte is NUL. */
function hasWidePart(bytes: Uint8Array): boolean {
  let run = 0;
  for (let at = 1; at < bytes.length; at += 1) {
    const alternates = (bytes[at] === 0) !== (bytes[at - 1] === 0);
    run = alternates ? run + 1 : 0;
    if (run >= 2 * RUN) return true;
  }
  return false;
}

/** Whether a text of UTF-16 holds a stretch of single bytes: each unit would be two letters of ASCII. */
function hasNarrowPart(bytes: Uint8Array): boolean {
  let run = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    run = isPlain(bytes[at]) && isPlain(bytes[at + 1]) ? run + 1 : 0;
    if (run >= RUN) return true;
  }
  return false;
}

function isPlain(byte = 0): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Control characters that terminals leave in captures: NUL, ETX, BEL, BS, and the white ones and ESC. */
const CAPTURED = new Set([0, 3, 7, 8, 9, 10, 11, 12, 13, 27]);

function isBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  let nulls = 0;
  for (const byte of bytes) {
    if (byte === 0) nulls += 1;
    else if ((byte < 0x20 && !CAPTURED.has(byte)) || byte === 0x7f) controls += 1;
  }
  return (controls >= 4 && controls > bytes.length * 0.02) || nulls > bytes.length * 0.25;
}

/** Gathers UTF-16 units: a string of its own for each would be too slow. */
class Units {
  readonly #parts: string[] = [];
  readonly #buffer = new Uint16Array(8192);
  #used = 0;

  add(unit: number): void {
    if (this.#used === this.#buffer.length) this.#flush();
    this.#buffer[this.#used] = unit;
    this.#used += 1;
  }

  addPoint(point: number): void {
    if (point < 0x10000) {
      this.add(point);
      return;
    }
    this.add(0xd800 + ((point - 0x10000) >> 10));
    this.add(0xdc00 + ((point - 0x10000) & 0x3ff));
  }

  text(): string {
    this.#flush();
    return this.#parts.join('');
  }

  #flush(): void {
    this.#parts.push(String.fromCharCode(...this.#buffer.subarray(0, this.#used)));
    this.#used = 0;
  }
}

function decodeUtf16(bytes: Uint8Array, little: boolean): string {
  const units = new Units();
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
    units.add(little ? (second << 8) | first : (first << 8) | second);
  }
  // Half a character at the end: the file was cut off.
  if (bytes.length % 2 === 1) units.add(0xfffd);
  return units.text();
}

/**
 * @returns undefined when the bytes are no UTF-8: overlong forms, surrogates and numbers beyond U+10FFFF are none.
 * @see The Unicode Standard, table 3-7: well-formed UTF-8 byte sequences.
 */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  const units = new Units();
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      units.add(first);
      at += 1;
      continue;
    }
    const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4) return undefined;
    let point = first & (0x3f >> more);
    for (let next = 1; next <= more; next += 1) {
      const byte = bytes[at + next] ?? 0;
      if (byte >> 6 !== 2) return undefined;
      point = (point << 6) | (byte & 0x3f);
    }
    if (more === 2 && (point < 0x800 || (point >= 0xd800 && point <= 0xdfff))) return undefined;
    if (more === 3 && (point < 0x10000 || point > 0x10ffff)) return undefined;
    units.addPoint(point);
    at += more + 1;
  }
  return units.text();
}

/** 0x80 to 0x9F, where it differs from Latin-1; bytes without a character keep their number, as browsers do. */
const WINDOWS =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function decodeWindows1252(bytes: Uint8Array): string {
  const units = new Units();
  for (const byte of bytes) {
    units.add(byte >= 0x80 && byte < 0xa0 ? WINDOWS.charCodeAt(byte - 0x80) : byte);
  }
  return units.text();
}
