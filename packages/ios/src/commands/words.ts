/** The words after a command's own, each with its place: for commands too plain to need a grammar. */
import type { Span } from '@aclift/diagnostics';
import { afterWords, wordAt } from '@aclift/dialect-kit';
import type { CommandContext } from './command.ts';

export interface PlacedWord {
  readonly text: string;
  readonly span: Span;
}

export function wordsOf({ command, shift }: CommandContext): readonly PlacedWord[] {
  const words: PlacedWord[] = [];
  for (let at = shift; at < command.text.length; at = afterWords(command.text, at, 1)) {
    const text = wordAt(command.text, at);
    words.push({ text, span: command.between(at, at + text.length) });
  }
  return words;
}

/** The name of an interface, whose number may stand apart: `Vlan 10`, `GigabitEthernet0/1`. */
export function interfaceName([first, second]: readonly PlacedWord[]): string {
  const kind = first?.text ?? '';
  const number = second?.text ?? '';
  return /^[A-Za-z-]+$/.test(kind) && /^\d/.test(number) ? kind + number : kind;
}

/** Whether `typed` is `word` or a prefix of it of at least `least` letters, in any case. */
export function isShort(typed: string, word: string, least: number): boolean {
  return typed.length >= least && word.startsWith(typed.toLowerCase());
}
