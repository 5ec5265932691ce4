/**
 * The account of a text's physical lines: each is modelled, not ours, or the subject of a diagnostic. It is how "no
 * line vanishes" is checked from outside.
 */

/** Why a line is none of aclift's business. */
export type NotOurs =
  | 'blank'
  | 'comment'
  /** Headers of saved configurations and captures: `Building configuration...`, `version 15.1`, pager remains. */
  | 'noise'
  /** A prompt, or an exec command typed at one. */
  | 'prompt'
  | 'banner'
  | 'certificate'
  | 'macro'
  /** A command of IOS that no access list depends on. */
  | 'other-command'
  /** A list that is no IP packet filter: MAC, ARP, role-based, AS path. */
  | 'other-list'
  /** Nothing of the text is read: it is another dialect, or no configuration. */
  | 'other-dialect';

/** What became of a line. */
export type LineOutcome =
  | { readonly outcome: 'modelled' }
  | { readonly outcome: 'not-ours'; readonly why: NotOurs }
  /** The line was not used; a diagnostic whose span lies in it says why. */
  | { readonly outcome: 'diagnostic' };

/** Neighbouring lines with the same outcome, both ends included, counted from 1. */
export type LineRun = LineOutcome & { readonly first: number; readonly last: number };

/** Every physical line in exactly one run, ascending. */
export interface LineAccount {
  readonly lines: number;
  readonly modelled: number;
  readonly notOurs: number;
  readonly diagnostic: number;
  readonly runs: readonly LineRun[];
}

const CODES: readonly NotOurs[] = [
  'blank',
  'comment',
  'noise',
  'prompt',
  'banner',
  'certificate',
  'macro',
  'other-command',
  'other-list',
  'other-dialect',
];
const MODELLED = 1;
const DIAGNOSTIC = 2;
const FIRST_NOT_OURS = 3;

/** One byte for each line while reading; runs at the end. */
export class LineLedger {
  readonly #codes: Uint8Array;

  /** @param lines how many physical lines the text has. */
  constructor(lines: number) {
    this.#codes = new Uint8Array(lines);
  }

  /** @param line counts from 0. */
  modelled(line: number): void {
    this.#codes[line] = MODELLED;
  }

  diagnostic(line: number): void {
    this.#codes[line] = DIAGNOSTIC;
  }

  notOurs(line: number, why: NotOurs): void {
    this.#codes[line] = FIRST_NOT_OURS + CODES.indexOf(why);
  }

  /** Gives every line the same outcome. */
  all(why: NotOurs): void {
    this.#codes.fill(FIRST_NOT_OURS + CODES.indexOf(why));
  }

  /** @throws Error when a line has no outcome: a line that was lost is our bug. */
  close(): LineAccount {
    const codes = this.#codes;
    const runs: LineRun[] = [];
    const counts = { modelled: 0, notOurs: 0, diagnostic: 0 };
    for (let from = 0; from < codes.length;) {
      const code = codes[from] ?? 0;
      let to = from + 1;
      while (to < codes.length && codes[to] === code) to += 1;
      const outcome = outcomeOf(code, from + 1);
      runs.push({ first: from + 1, last: to, ...outcome });
      if (outcome.outcome === 'not-ours') counts.notOurs += to - from;
      else counts[outcome.outcome] += to - from;
      from = to;
    }
    return { lines: codes.length, ...counts, runs };
  }
}

function outcomeOf(code: number, line: number): LineOutcome {
  if (code === MODELLED) return { outcome: 'modelled' };
  if (code === DIAGNOSTIC) return { outcome: 'diagnostic' };
  const why = CODES[code - FIRST_NOT_OURS];
  if (why === undefined) throw new Error(`line ${line} has no outcome`);
  return { outcome: 'not-ours', why };
}
