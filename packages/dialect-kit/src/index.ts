/** What the readers of all dialects share, and the interface by which the rest knows them. */
export type { Dialect, ReadText } from './dialect.ts';
export type { LogLine, LogMessage } from './log-message.ts';
export {
  type LineAccount,
  LineLedger,
  type LineOutcome,
  type LineRun,
  type NotOurs,
} from './account/line-account.ts';
export { DuplicateIndex } from './device/duplicate-index.ts';
export { entryHash, entryKey } from './device/entry-key.ts';
export { TimeRangeDraft } from './device/time-range-draft.ts';
export { afterWords, firstWords, isBlank, wordAt } from './framing/blanks.ts';
export { Command, type Piece } from './framing/command.ts';
export { Framer, type Reply } from './framing/framer.ts';
export { isExecCommand, noiseOf, promptLength } from './framing/noise.ts';
export { countLines } from './framing/physical-lines.ts';
export { hasReplies, isReply, type ReplyKind } from './framing/replies.ts';
export { withoutComment } from './framing/trailing-comment.ts';
export { LineParser, type Stumble } from './grammar/line-parser.ts';
export { slips } from './lexer/edit-distance.ts';
export { lex, wordOf } from './lexer/lex.ts';
export { isAscii, oddCharacters, plainForm, titleOf, visible } from './lexer/look-alikes.ts';
export {
  ActionWord,
  AnyWord,
  Comma,
  Flag,
  GroupWord,
  Integer,
  Ipv4,
  Ipv6,
  LogWord,
  MatchWord,
  MessageName,
  Parenthesis,
  PATTERNS,
  PlainOption,
  PortName,
  PortOperator,
  PortValue,
  Prefix4,
  Prefix6,
  ProtocolName,
  SignedFlag,
  ValueOption,
  Word,
} from './lexer/tokens.ts';
export { DialectMarks } from './marks/dialect-marks.ts';
export type { DialectName } from './marks/mark.ts';
export type { Content, Refusal } from './marks/refusal.ts';
export { renderSupport } from './support/render-support.ts';
export {
  conditional,
  exact,
  harmless,
  kept,
  type Known,
  refused,
  type SupportRow,
  type SupportSection,
  type SupportState,
  type SupportUse,
} from './support/support-row.ts';
