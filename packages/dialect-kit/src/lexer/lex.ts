/** One command line to tokens. Never fails: whatever is nothing else is a word. */
import { type IToken, Lexer, type TokenType } from 'chevrotain';
import { Integer, Ipv4, Ipv6, Numeric, PATTERNS, Prefix4, Prefix6, Word } from './tokens.ts';

const lexer = new Lexer(PATTERNS, {
  positionTracking: 'onlyOffset',
  ensureOptimizations: true,
  skipValidations: true,
});

/**
 * Offsets count from the start of `text`, which holds no line end. Cost is linear in the text.
 * @param words what words mean, in lower case or as they are written. A dialect has one for its entries and others for commands.
 */
export function lex(text: string, words: ReadonlyMap<string, TokenType>): IToken[] {
  const { tokens } = lexer.tokenize(text);
  for (const token of tokens) {
    const { image, tokenType } = token;
    let type: TokenType | undefined;
    if (tokenType === Numeric) type = numericType(image);
    else if (tokenType !== Word) continue;
    else type = words.get(image) ?? words.get(image.toLowerCase()) ?? address6(image);
    if (type === undefined) continue;
    token.tokenType = type;
    token.tokenTypeIdx = type.tokenTypeIdx ?? 0;
  }
  return tokens;
}

const DOT = 46;
const SLASH = 47;

/** By its dots: none is a number, three an address. `10.0.0.0/8` has three and a slash. */
function numericType(image: string): TokenType {
  let dots = 0;
  let slash = false;
  for (let at = 0; at < image.length; at += 1) {
    const code = image.charCodeAt(at);
    if (code === DOT) dots += 1;
    else if (code === SLASH) slash = true;
  }
  if (slash) return dots === 3 ? Prefix4 : Word;
  if (dots === 0) return Integer;
  return dots === 3 ? Ipv4 : Word;
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
