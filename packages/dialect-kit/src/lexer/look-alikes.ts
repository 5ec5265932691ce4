/**
 * Characters that look like those of a command and are none: what word processors, wikis, PDF files and chat programs
 * make of dashes, blanks, quotes, digits and letters. A device refuses them; people do not see them. Names are those of
 * the Unicode character database.
 */

/** `letter`: one that other scripts use in their own words, so it counts only among letters of ASCII. */
type Class = 'dash' | 'blank' | 'invisible' | 'quote' | 'mark' | 'digit' | 'letter';

interface LookAlike {
  readonly class: Class;
  /** What it looks like; empty: nothing is seen. */
  readonly plain: string;
  /** Absent: only its code point is known. */
  readonly name?: string;
}

/** A character that stands where it does not belong. */
export interface OddCharacter {
  /** `U+2013 EN DASH`. */
  readonly title: string;
  /** Where it stands in the text that was looked at. */
  readonly at: number;
}

/** Code point in hexadecimal and name, one a line, with what all of them look like. */
const TABLE: readonly (readonly [Class, string, string])[] = [
  [
    'dash',
    '-',
    `2010 HYPHEN|2011 NON-BREAKING HYPHEN|2012 FIGURE DASH|2013 EN DASH|2014 EM DASH|2015 HORIZONTAL BAR
     2043 HYPHEN BULLET|02D7 MODIFIER LETTER MINUS SIGN|058A ARMENIAN HYPHEN|2212 MINUS SIGN|FE58 SMALL EM DASH
     FE63 SMALL HYPHEN-MINUS|FF0D FULLWIDTH HYPHEN-MINUS|30FC KATAKANA-HIRAGANA PROLONGED SOUND MARK`,
  ],
  [
    'blank',
    ' ',
    `00A0 NO-BREAK SPACE|1680 OGHAM SPACE MARK|2000 EN QUAD|2001 EM QUAD|2002 EN SPACE|2003 EM SPACE
     2004 THREE-PER-EM SPACE|2005 FOUR-PER-EM SPACE|2006 SIX-PER-EM SPACE|2007 FIGURE SPACE
     2008 PUNCTUATION SPACE|2009 THIN SPACE|200A HAIR SPACE|2028 LINE SEPARATOR|2029 PARAGRAPH SEPARATOR
     202F NARROW NO-BREAK SPACE|205F MEDIUM MATHEMATICAL SPACE|3000 IDEOGRAPHIC SPACE|0085 NEXT LINE`,
  ],
  [
    'invisible',
    '',
    `00AD SOFT HYPHEN|034F COMBINING GRAPHEME JOINER|061C ARABIC LETTER MARK|180E MONGOLIAN VOWEL SEPARATOR
     200B ZERO WIDTH SPACE|200C ZERO WIDTH NON-JOINER|200D ZERO WIDTH JOINER|200E LEFT-TO-RIGHT MARK
     200F RIGHT-TO-LEFT MARK|202A LEFT-TO-RIGHT EMBEDDING|202B RIGHT-TO-LEFT EMBEDDING
     202C POP DIRECTIONAL FORMATTING|202D LEFT-TO-RIGHT OVERRIDE|202E RIGHT-TO-LEFT OVERRIDE|2060 WORD JOINER
     2061 FUNCTION APPLICATION|2062 INVISIBLE TIMES|2063 INVISIBLE SEPARATOR|2064 INVISIBLE PLUS
     2066 LEFT-TO-RIGHT ISOLATE|2067 RIGHT-TO-LEFT ISOLATE|2068 FIRST STRONG ISOLATE
     2069 POP DIRECTIONAL ISOLATE|FE0E VARIATION SELECTOR-15|FE0F VARIATION SELECTOR-16
     FEFF ZERO WIDTH NO-BREAK SPACE`,
  ],
  [
    'quote',
    '"',
    `201C LEFT DOUBLE QUOTATION MARK|201D RIGHT DOUBLE QUOTATION MARK|201E DOUBLE LOW-9 QUOTATION MARK
     201F DOUBLE HIGH-REVERSED-9 QUOTATION MARK|00AB LEFT-POINTING DOUBLE ANGLE QUOTATION MARK
     00BB RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK|2033 DOUBLE PRIME|FF02 FULLWIDTH QUOTATION MARK`,
  ],
  [
    'quote',
    "'",
    `2018 LEFT SINGLE QUOTATION MARK|2019 RIGHT SINGLE QUOTATION MARK|201A SINGLE LOW-9 QUOTATION MARK
     201B SINGLE HIGH-REVERSED-9 QUOTATION MARK|2039 SINGLE LEFT-POINTING ANGLE QUOTATION MARK
     203A SINGLE RIGHT-POINTING ANGLE QUOTATION MARK|2032 PRIME|00B4 ACUTE ACCENT|FF07 FULLWIDTH APOSTROPHE`,
  ],
  [
    'mark',
    '.',
    '2024 ONE DOT LEADER|00B7 MIDDLE DOT|FF0E FULLWIDTH FULL STOP|3002 IDEOGRAPHIC FULL STOP',
  ],
  ['mark', '...', '2026 HORIZONTAL ELLIPSIS'],
  ['mark', ':', '2236 RATIO|FF1A FULLWIDTH COLON|A789 MODIFIER LETTER COLON'],
  ['mark', '/', '2044 FRACTION SLASH|2215 DIVISION SLASH|FF0F FULLWIDTH SOLIDUS'],
  ['mark', ',', 'FF0C FULLWIDTH COMMA'],
  ['mark', '!', 'FF01 FULLWIDTH EXCLAMATION MARK'],
  ['mark', '_', 'FF3F FULLWIDTH LOW LINE'],
  ['letter', 'a', '0430 CYRILLIC SMALL LETTER A'],
  ['letter', 'c', '0441 CYRILLIC SMALL LETTER ES'],
  ['letter', 'd', '0501 CYRILLIC SMALL LETTER KOMI DE'],
  ['letter', 'e', '0435 CYRILLIC SMALL LETTER IE'],
  ['letter', 'h', '04BB CYRILLIC SMALL LETTER SHHA'],
  [
    'letter',
    'i',
    '0456 CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I|0131 LATIN SMALL LETTER DOTLESS I|03B9 GREEK SMALL LETTER IOTA',
  ],
  ['letter', 'j', '0458 CYRILLIC SMALL LETTER JE'],
  ['letter', 'k', '043A CYRILLIC SMALL LETTER KA|03BA GREEK SMALL LETTER KAPPA'],
  ['letter', 'l', '04CF CYRILLIC SMALL LETTER PALOCHKA'],
  ['letter', 'm', '043C CYRILLIC SMALL LETTER EM'],
  ['letter', 'o', '043E CYRILLIC SMALL LETTER O|03BF GREEK SMALL LETTER OMICRON'],
  ['letter', 'p', '0440 CYRILLIC SMALL LETTER ER|03C1 GREEK SMALL LETTER RHO'],
  ['letter', 's', '0455 CYRILLIC SMALL LETTER DZE'],
  ['letter', 't', '0442 CYRILLIC SMALL LETTER TE'],
  ['letter', 'v', '03BD GREEK SMALL LETTER NU'],
  ['letter', 'x', '0445 CYRILLIC SMALL LETTER HA'],
  ['letter', 'y', '0443 CYRILLIC SMALL LETTER U'],
  ['letter', 'A', '0410 CYRILLIC CAPITAL LETTER A|0391 GREEK CAPITAL LETTER ALPHA'],
  ['letter', 'B', '0412 CYRILLIC CAPITAL LETTER VE|0392 GREEK CAPITAL LETTER BETA'],
  ['letter', 'C', '0421 CYRILLIC CAPITAL LETTER ES'],
  ['letter', 'E', '0415 CYRILLIC CAPITAL LETTER IE|0395 GREEK CAPITAL LETTER EPSILON'],
  ['letter', 'H', '041D CYRILLIC CAPITAL LETTER EN|0397 GREEK CAPITAL LETTER ETA'],
  [
    'letter',
    'I',
    '0406 CYRILLIC CAPITAL LETTER BYELORUSSIAN-UKRAINIAN I|0399 GREEK CAPITAL LETTER IOTA',
  ],
  ['letter', 'K', '041A CYRILLIC CAPITAL LETTER KA|039A GREEK CAPITAL LETTER KAPPA'],
  ['letter', 'M', '041C CYRILLIC CAPITAL LETTER EM|039C GREEK CAPITAL LETTER MU'],
  ['letter', 'N', '039D GREEK CAPITAL LETTER NU'],
  ['letter', 'O', '041E CYRILLIC CAPITAL LETTER O|039F GREEK CAPITAL LETTER OMICRON'],
  ['letter', 'P', '0420 CYRILLIC CAPITAL LETTER ER|03A1 GREEK CAPITAL LETTER RHO'],
  ['letter', 'S', '0405 CYRILLIC CAPITAL LETTER DZE'],
  ['letter', 'T', '0422 CYRILLIC CAPITAL LETTER TE|03A4 GREEK CAPITAL LETTER TAU'],
  ['letter', 'X', '0425 CYRILLIC CAPITAL LETTER HA|03A7 GREEK CAPITAL LETTER CHI'],
  ['letter', 'Y', '0423 CYRILLIC CAPITAL LETTER U|03A5 GREEK CAPITAL LETTER UPSILON'],
  ['letter', 'ff', 'FB00 LATIN SMALL LIGATURE FF'],
  ['letter', 'fi', 'FB01 LATIN SMALL LIGATURE FI'],
  ['letter', 'fl', 'FB02 LATIN SMALL LIGATURE FL'],
  ['letter', 'ffi', 'FB03 LATIN SMALL LIGATURE FFI'],
  ['letter', 'ffl', 'FB04 LATIN SMALL LIGATURE FFL'],
  ['letter', 'st', 'FB06 LATIN SMALL LIGATURE ST'],
];

const DIGITS = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE'];

const LOOK_ALIKES: ReadonlyMap<string, LookAlike> = (() => {
  const all = new Map<string, LookAlike>();
  for (const [kind, plain, lines] of TABLE) {
    for (const line of lines.split(/[|\n]/)) {
      const [code = '', ...name] = line.trim().split(' ');
      all.set(character(Number.parseInt(code, 16)), { class: kind, plain, name: name.join(' ') });
    }
  }
  DIGITS.forEach((name, digit) => {
    const plain = String(digit);
    for (const [zero, script] of [
      [0xff10, 'FULLWIDTH'],
      [0x0660, 'ARABIC-INDIC'],
      [0x06f0, 'EXTENDED ARABIC-INDIC'],
    ] as const) {
      all.set(character(zero + digit), { class: 'digit', plain, name: `${script} DIGIT ${name}` });
    }
  });
  for (let letter = 0; letter < 26; letter += 1) {
    const plain = character(0x41 + letter);
    const name = (size: string): string => `FULLWIDTH LATIN ${size} LETTER ${plain}`;
    all.set(character(0xff21 + letter), { class: 'digit', plain, name: name('CAPITAL') });
    const small = plain.toLowerCase();
    all.set(character(0xff41 + letter), { class: 'digit', plain: small, name: name('SMALL') });
  }
  return all;
})();

function character(code: number): string {
  return String.fromCodePoint(code);
}

/** Nothing that needs a look. Most lines are ASCII: this is all that they cost. */
const ASCII = /^[\0-\u007f]*$/;

export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

function lookAlikeOf(symbol: string): LookAlike | undefined {
  if (symbol < '\u0080') return undefined;
  const known = LOOK_ALIKES.get(symbol);
  if (known !== undefined) return known;
  const plain = symbol.normalize('NFKC');
  return isAscii(plain) && plain !== '' ? { class: 'digit', plain } : undefined;
}

/** `U+200B ZERO WIDTH SPACE`; only the number for characters that no table here knows. */
export function titleOf(symbol: string): string {
  const code = (symbol.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const name = lookAlikeOf(symbol)?.name;
  return name === undefined ? `U+${code}` : `U+${code} ${name}`;
}

/** The text with every character that cannot be seen, or looks like a blank, as `<U+200B ZERO WIDTH SPACE>`. */
export function visible(text: string): string {
  if (isAscii(text)) return text;
  let shown = '';
  for (const symbol of text) {
    const kind = lookAlikeOf(symbol)?.class;
    shown += kind === 'invisible' || kind === 'blank' ? `<${titleOf(symbol)}>` : symbol;
  }
  return shown;
}

/** The text as it looks, in ASCII wherever something looks like ASCII. */
export function plainForm(text: string): string {
  if (isAscii(text)) return text;
  let plain = '';
  for (const symbol of text) plain += lookAlikeOf(symbol)?.plain ?? symbol;
  return plain.trim();
}

/**
 * The characters of a command that look like others. A letter of another script counts only if its whole word looks
 * like ASCII.
 * @returns in the order of the text; empty for most.
 */
export function oddCharacters(text: string): readonly OddCharacter[] {
  if (isAscii(text)) return [];
  const found: OddCharacter[] = [];
  for (const { 0: word, index } of text.matchAll(/[^ \t]+/g)) {
    if (isAscii(word)) continue;
    const whole = isAscii(plainForm(word));
    let at = index;
    for (const symbol of word) {
      const like = lookAlikeOf(symbol);
      const counts = like !== undefined && (like.class !== 'letter' || whole);
      if (counts) {
        found.push({ title: titleOf(symbol), at });
      }
      at += symbol.length;
    }
  }
  return found;
}
