/** Cheap looks at a line, before any table is asked. */
import { isWord } from '../commands/command-table.ts';
import { isFreeText } from '../commands/known-commands.ts';

/** The rest of the line is free text, in which `!` is no comment. */
export function isProse(words: readonly string[]): boolean {
  const [first = ''] = words;
  return isFreeText(words) || isWord(first, 'description') || first === 'name';
}

/** `crypto map NAME` without a number: an interface uses the map, and its block goes on. */
export function isCryptoMapUse([first, second, , number = '']: readonly string[]): boolean {
  return first === 'crypto' && second === 'map' && !/^\d/.test(number);
}

/** One line of a numbered list. A name instead of the number is another matter. */
export function startsNumbered(text: string): boolean {
  const code = text.charCodeAt(0);
  return (code === 97 || code === 65) && /^access-list\s+\d/i.test(text);
}
