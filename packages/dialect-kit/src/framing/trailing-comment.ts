/** Comments at the end of a command: `ip access-group WEB in ! from the internet`. */
import { isBlank } from './blanks.ts';
import type { Command } from './command.ts';

/**
 * The command without a comment behind it, the same object when there is none. A comment begins with `!` after a
 * blank, as in guides and templates; the text of remarks and descriptions is free and must not be asked about.
 */
export function withoutComment(command: Command): Command {
  const { text } = command;
  for (let at = text.indexOf('!', 1); at > 0; at = text.indexOf('!', at + 1)) {
    if (isBlank(text.charCodeAt(at - 1))) return command.upTo(at);
  }
  return command;
}
