/**
 * The token types of one command line. Characters only tell words, numbers, addresses and parentheses apart; what a
 * word means is looked up in the vocabulary afterwards, because a word of IOS means different things in different
 * places (`echo` is a port and a message) and a pattern per keyword would try hundreds of patterns on each word.
 */
import { createToken, Lexer, type TokenType } from 'chevrotain';

const category = (name: string, parents: TokenType[] = []): TokenType =>
  createToken({ name, pattern: Lexer.NA, categories: parents });

/** Any word, number or address: where a name stands, everything is allowed. */
export const AnyWord: TokenType = category('AnyWord');
/** `tcp`, `ospf`, `ip`, … */
export const ProtocolName: TokenType = category('ProtocolName', [AnyWord]);
/** What may stand after a port operator: a number or a name. */
export const PortValue: TokenType = category('PortValue', [AnyWord]);
/** `www`, `domain`, `echo`, … */
export const PortName: TokenType = category('PortName', [PortValue]);
/** `permit`, `deny`. */
export const ActionWord: TokenType = category('ActionWord', [AnyWord]);
/** `eq`, `range`, … */
export const PortOperator: TokenType = category('PortOperator', [AnyWord]);
/** Options of an entry that stand alone: `established`, `fragments`, … */
export const PlainOption: TokenType = category('PlainOption', [AnyWord]);
/** Options of an entry with one value: `dscp ef`, `time-range WORK`, … */
export const ValueOption: TokenType = category('ValueOption', [AnyWord]);
/** `log`, `log-input`. */
export const LogWord: TokenType = category('LogWord', [AnyWord]);
/** `match-any`, `match-all`. */
export const MatchWord: TokenType = category('MatchWord', [AnyWord]);
/** `object-group`, `addrgroup`. */
export const GroupWord: TokenType = category('GroupWord', [AnyWord]);
/** ICMP and IGMP messages: `echo`, `unreachable`, `host-query`, … */
export const MessageName: TokenType = category('MessageName', [AnyWord]);

/** Separates words. Control characters that captures leave behind count as blanks. */
const Blank: TokenType = createToken({
  name: 'Blank',
  // eslint-disable-next-line no-control-regex -- captures hold NUL, BEL and BS
  pattern: /[\u0000-\u0020\u007f\u00a0]+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
/** What `show` adds to an entry: `(5 matches)`, `(tag = X)`, `(active)`. */
export const Parenthesis: TokenType = createToken({ name: 'Parenthesis', pattern: /\([^()]*\)/ });
/**
 * A word of digits, dots and perhaps a prefix length; what it is, {@link Integer}, {@link Ipv4}, {@link Prefix4} or only
 * a {@link Word}, is decided by its dots. A comma may follow in `show`.
 */
export const Numeric: TokenType = createToken({
  name: 'Numeric',
  pattern: /\d[\d.]*(?:\/\d{1,2})?(?![!-+\--~\u0080-\u009f\u00a1-\uffff])/,
});
export const Integer: TokenType = category('Integer', [PortValue]);
/** Four decimal parts; whether each is below 256 is checked when the address is read. */
export const Ipv4: TokenType = category('Ipv4', [AnyWord]);
/** `10.0.0.0/8`. */
export const Prefix4: TokenType = category('Prefix4', [AnyWord]);
export const Comma: TokenType = createToken({ name: 'Comma', pattern: /,/ });
/** Every other word, until the vocabulary says what it is. */
export const Word: TokenType = createToken({
  name: 'Word',
  pattern: /[!-~\u0080-\u009f\u00a1-\uffff]+/,
  categories: [AnyWord],
});

/** Words with colons: an address of IPv6 (whether it is a valid one is checked when it is read). */
export const Ipv6: TokenType = category('Ipv6', [AnyWord]);
/** `2001:db8::/32`. */
export const Prefix6: TokenType = category('Prefix6', [AnyWord]);
/** `+syn`, `-ack`. */
export const SignedFlag: TokenType = category('SignedFlag', [AnyWord]);
/** `syn`, `ack`, … */
export const Flag: TokenType = category('Flag', [AnyWord]);

/** The patterns, in the order in which they are tried. */
export const PATTERNS: TokenType[] = [Blank, Parenthesis, Numeric, Comma, Word];
