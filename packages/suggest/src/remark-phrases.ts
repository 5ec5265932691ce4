/**
 * What a remark says about the two ends of the entries below it. People write `apps call their databases`, `from the
 * branches`, `backup to uber`: the parts of the sentence belong to different ends. Lines that are commented out and
 * revision marks say nothing.
 */

/** A phrase about one end, or about whichever end is the narrower. */
export interface RemarkPhrase {
  readonly end: 'source' | 'destination' | 'either';
  readonly text: string;
}

const COMMENTED_OUT = /^\s*(?:no\s+)?(?:permit|deny|access-list|ip\s+access)\b/i;
const NO_WORDS = /\$(?:id|revision|date)\b|^[^\p{L}]*$/iu;
/** `A to B`, `A call B`: A is the source and B the destination. */
const VERBS =
  /\s+(?:(?:can|may|must)\s+)?(?:(?:to\s+)?(?:access(?:es)?|call(?:s|ing)?|reach(?:es)?|uses?|quer(?:y|ies)|talks?(?:\s+to)?|connects?(?:\s+to)?)|(?:(?:hands?|passes|pass)\s+over\s+|forwards?\s+|sends?\s+)?to|->|=>)\s+(?:access\s+)?/i;
const ENTRIES =
  /^[#*\s]*(?:\w+\s+)?(?:holes?|lines?|rules?|entries|exceptions?|permits?)\s+for\s+(?:the\s+)?/i;
const OPENING =
  /^(?:temporar(?:y|ily)\s+|please\s+)?(?:allow(?:s|ed)?|permit(?:s|ted)?|let|open|deny|block|needed|required|access)\b(?:\s+(?:access|traffic|all|only|in|out))*\s*/i;

/** @param prefix what many remarks of the device begin with; left out. */
export function remarkPhrases(text: string, prefix = ''): readonly RemarkPhrase[] {
  const said = (text.startsWith(prefix) ? text.slice(prefix.length) : text).trim();
  if (COMMENTED_OUT.test(said) || NO_WORDS.test(said)) return [];
  // `holes for knuth`, `four lines for the powernet project`: what the entries are tells nothing.
  // What follows a comma, a dash or `for` is about the reason, the owner or the date.
  const [core = ''] = said
    .replace(ENTRIES, '')
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\b(?:rt|ticket|chg|inc|req|cr)\s*[#:-]?\s*\d+.*$/i, '')
    .split(/[,;]|\s[-–]\s|\s+for\s+|\s+until\s+|\s+as of\s+/i, 1);
  const opened = core.replace(OPENING, '').trim();
  if (opened === '') return [];
  const from = /^(?:(.*?)\s+)?from\s+(.+?)(?:\s+to\s+(.+))?$/i.exec(opened);
  if (from !== null) {
    const [, before = '', source = '', to = ''] = from;
    return phrases(
      { end: 'source', text: source },
      { end: 'destination', text: to === '' ? before : to },
    );
  }
  const verb = VERBS.exec(opened);
  if (verb !== null) {
    return phrases(
      { end: 'source', text: opened.slice(0, verb.index) },
      { end: 'destination', text: opened.slice(verb.index + verb[0].length) },
    );
  }
  const towards = /^to\s+(.+)$/i.exec(opened);
  if (towards?.[1] !== undefined) return phrases({ end: 'destination', text: towards[1] });
  const named = /\b(?:hosts?|on|server)\s+([\p{L}][\p{L}\d-]+)\s*$/iu.exec(opened);
  if (named?.[1] !== undefined) return phrases({ end: 'either', text: named[1] });
  return phrases({ end: 'either', text: opened });
}

function phrases(...all: readonly RemarkPhrase[]): readonly RemarkPhrase[] {
  return all.filter(({ text }) => text.trim() !== '');
}

/** What at least four remarks, and a third of all, begin with up to a colon: a department's mark. */
export function commonPrefix(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const mark = /^[\p{L}\d_-]{2,16}:\s*/u.exec(text)?.[0];
    if (mark !== undefined) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  const [best] = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return best !== undefined && best[1] >= 4 && best[1] * 3 >= texts.length ? best[0] : '';
}
