/** What captures hold beside configuration: headers, prompts and the pager's remains. */
import type { NotOurs } from '../account/line-account.ts';
import { isReply } from './replies.ts';

const EXEC_COMMANDS: ReadonlySet<string> = new Set([
  'show',
  'clear',
  'debug',
  'undebug',
  'terminal',
  'copy',
  'write',
  'wr',
]);

const HEADERS =
  /^(?:Building configuration|Current configuration|Using \d+ out of \d+ bytes|Configuration of Partition|Load for five secs|Time source is|Last configuration change|version \d|boot-(?:start|end)-marker$|--+ ?More ?--+$|<--- More --->$)/i;

/** @returns why the line is none of ours, or undefined. */
export function noiseOf(text: string): NotOurs | undefined {
  return HEADERS.test(text) || isReply(text) ? 'noise' : undefined;
}

/**
 * `R1#show run`, `R1(config)#interface Gi0/1`, `R1>`.
 * @returns the prompt's length with the blanks after it; undefined when the line has none.
 */
export function promptLength(text: string): number | undefined {
  const match = /^[A-Za-z0-9][\w.:@/-]{0,62}(?:\((?:config|conf)[\w-]{0,40}\))?[#>]\s*/.exec(text);
  return match?.[0].length;
}

/** Commands that are typed at a prompt and change no configuration; some captures lose the prompt. */
export function isExecCommand([first = '', second = '']: readonly string[]): boolean {
  // do show access-lists, at a configuration prompt
  if (first === 'do' && second !== '') return true;
  return (
    (second !== '' && /^sho?$/.test(first)) ||
    EXEC_COMMANDS.has(first) ||
    (first.startsWith('conf') && /^t(?:e|er|erm|ermi|ermin|ermina|erminal)?$/.test(second))
  );
}
