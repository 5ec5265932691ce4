/** One command line to tokens. Never fails: whatever is nothing else is a word. */
import { type IToken, Lexer, type TokenType } from 'chevrotain';
import { Ipv6, PATTERNS, Prefix6, Word } from './tokens.ts';
import { VOCABULARY } from './vocabulary.ts';

const lexer = new Lexer(PATTERNS, { positionTracking: 'onlyOffset', ensureOptimizations: true });

/**
 * Offsets count from the start of `text`, which holds no line end. Cost is linear in the text.
 * @param words what words mean: entries and other commands have vocabularies of their own.
 */
export function lex(text: string, words: ReadonlyMap<string, TokenType> = VOCABULARY): IToken[] {
  const { tokens } = lexer.tokenize(text);
  for (const token of tokens) {
    if (token.tokenType !== Word) continue;
    const type =
      words.get(token.image) ?? words.get(token.image.toLowerCase()) ?? address6(token.image);
    if (type === undefined) continue;
    token.tokenType = type;
    token.tokenTypeIdx = type.tokenTypeIdx ?? 0;
  }
  return tokens;
}

/** The word in lower case, written out if the text abbreviates it. */
export function wordOf(token: IToken): string {
  const full: unknown = token.payload;
  return typeof full === 'string' ? full : token.image.toLowerCase();
}

/** A colon and nothing but what addresses are made of. `fe80::1`, `::/0`, `::ffff:10.0.0.1`. */
function address6(word: string): TokenType | undefined {
  if (!word.includes(':') || !/^[0-9A-Fa-f:.]+(?:\/\d{1,3})?$/.test(word)) return undefined;
  return word.includes('/') ? Prefix6 : Ipv6;
}
