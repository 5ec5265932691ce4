/** Tells other systems by the lines that give them away. Looked at are commands, comments and unreadable entries. */
import { CISCO_MARKS, COMMENT_MARKS, ENTRY_MARKS } from './cisco-marks.ts';
import type { DialectName, Mark } from './mark.ts';
import { OTHER_MARKS } from './other-marks.ts';

/** Marks by the first word of the line, those that settle it in front. */
const MARKS: ReadonlyMap<string, readonly Mark[]> = (() => {
  const marks = new Map<string, Mark[]>();
  for (const mark of [...CISCO_MARKS, ...OTHER_MARKS]) {
    const known = marks.get(mark.first);
    if (known === undefined) marks.set(mark.first, [mark]);
    else if (mark.sure) known.unshift(mark);
    else known.push(mark);
  }
  return marks;
})();

/** How many marks that are not sure make a dialect. */
const ENOUGH = 2;

/** Counts the marks of one text. */
export class DialectMarks {
  readonly #seen = new Map<DialectName, Set<Mark>>();
  readonly #own: readonly DialectName[];

  /** @param own names of the system whose reader asks: its marks give nothing away. */
  constructor(own: readonly DialectName[] = []) {
    this.#own = own;
  }

  /** @returns the dialect as soon as it is certain. */
  comment(text: string): DialectName | undefined {
    return COMMENT_MARKS.find((mark) => this.#gives(mark, text))?.dialect;
  }

  /** @param text of an entry that could not be read. */
  entry(text: string): DialectName | undefined {
    return ENTRY_MARKS.find((mark) => this.#gives(mark, text))?.dialect;
  }

  /** @param text of a command, or of a line that looks like none. */
  command(text: string): DialectName | undefined {
    if (this.#gives(PROMPT_OF_XR, text)) return PROMPT_OF_XR.dialect;
    for (const mark of marksOf(text)) {
      if (!this.#gives(mark, text)) continue;
      if (mark.sure) return mark.dialect;
      const seen = this.#seen.get(mark.dialect) ?? new Set();
      // The same mark twice is no more than once: two kinds of lines are needed.
      seen.add(mark);
      this.#seen.set(mark.dialect, seen);
      return seen.size >= ENOUGH ? mark.dialect : undefined;
    }
    return undefined;
  }

  #gives({ dialect, pattern }: Pick<Mark, 'dialect' | 'pattern'>, text: string): boolean {
    return !this.#own.includes(dialect) && pattern.test(text);
  }
}

const PROMPT_OF_XR = { dialect: 'Cisco IOS XR', pattern: /^RP\/\d+\/\S+:\S+[#>]/ } as const;

const BRACES = MARKS.get('{') ?? [];

function marksOf(text: string): readonly Mark[] {
  const end = text.search(/\s/);
  const first = (end < 0 ? text : text.slice(0, end)).slice(0, LONGEST_WORD).toLowerCase();
  const found = MARKS.get(first) ?? [];
  if (text.endsWith('{')) return [...found, ...BRACES];
  // Lines that begin with a sign: `:INPUT ACCEPT [0:0]`, `#config-version=…`.
  if (found.length > 0 || /[a-z\d]/.test(first.charAt(0))) return found;
  return MARKS.get(first.split('=', 1)[0] + '=') ?? MARKS.get(first.charAt(0)) ?? [];
}

const LONGEST_WORD = 40;
