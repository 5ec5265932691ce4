/**
 * What a device answers in a session: `% Invalid input detected at '^' marker.` below a caret, a message of its log, a
 * remark about the line above. None of it is configuration, and some of it says that the line above was not taken.
 */

/** What a reply says of the command above it. `refused`: it is not in force. `unclear`: nobody can tell. */
export type ReplyKind = 'refused' | 'unclear' | 'notice';

/** `*Mar  1 00:01:02.003: %SYS-5-CONFIG_I: Configured from console`, with or without number and time in front. */
const LOG_MESSAGE =
  /^(?:\d+: )?(?:[*.]?[A-Z][a-z]{2} +\d{1,2} (?:\d{4} )?[\d:.]+(?: [A-Z]{2,5})?: )?%[A-Z][A-Z0-9_]*(?:-[A-Z0-9_]+)*-[0-7]-[A-Z0-9_]+:/;

/** The marker under the word that was not understood. */
const CARET = /^\^$/;

/** Refusals that some images print without the sign. */
const REFUSED_WITHOUT_PERCENT =
  /^(?:command rejected\b|duplicate sequence number|access rule can't be configured)/i;
const WITHOUT_PERCENT =
  /^(?:Duplicate remark statement|Enter configuration commands, one per line|Translating ".*"|\[OK\]$|\[confirm\]$|Destination filename \[|Proceed with |Do you want to )/i;

/** Replies that tell something and refuse nothing. */
const NOTICE =
  /^%\s*(?:warning|note|notice|info|informational|caution|please|default route without|duplicate (?:permit|deny|remark|entry)|saving|generating|applying|enter|remember|this may|interface \S+ ipv[46] (?:disabled|address))/i;
const REFUSED =
  /^(?:%\s*(?:incomplete|invalid|ambiguous|unknown|unrecognized|error|bad|incorrect|cannot|can't|unable|failed|illegal|inconsistent|no such|not |wrong|duplicate sequence|too (?:long|many)|access denied|permission denied))|\b(?:already (?:exists|in use|defined)|not (?:allowed|supported|permitted|found|valid|authorized)|a legal|does not exist|rejected|conflicts?|overlaps|refused|invalid|failed|exceeds?|must be|out of range|authorization failed)\b/i;

/** Whether the line is the device's, not the user's. */
export function isReply(text: string): boolean {
  return text.startsWith('%') || CARET.test(text) || isMessage(text) || isBareReply(text);
}

function isBareReply(text: string): boolean {
  return WITHOUT_PERCENT.test(text) || REFUSED_WITHOUT_PERCENT.test(text);
}

/** A message of the log, or the marker: the reply to the command may still follow. */
function isMessage(text: string): boolean {
  return text.includes('%') && LOG_MESSAGE.test(text);
}

/** Whether a text holds answers at all: most do not, and need no look below each command. */
export function hasReplies(text: string): boolean {
  return /^[ \t]*(?:%|command rejected|duplicate sequence|access rule can't)/im.test(text);
}

/**
 * @param text of a line, trimmed.
 * @returns undefined when the line says nothing of the command above it; `more`: the next line may.
 */
export function replyKind(text: string): ReplyKind | 'more' | undefined {
  if (text === '' || CARET.test(text) || isMessage(text)) return 'more';
  if (!text.startsWith('%')) return REFUSED_WITHOUT_PERCENT.test(text) ? 'refused' : undefined;
  if (NOTICE.test(text) && !/\brejected\b/i.test(text)) return 'notice';
  return REFUSED.test(text) ? 'refused' : 'unclear';
}
