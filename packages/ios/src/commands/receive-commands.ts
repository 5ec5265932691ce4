/** `ip receive access-list`: what the device itself takes in. */
import type { CommandRow } from './command.ts';
import { wordsOf } from './words.ts';

function row(word: string): CommandRow {
  return {
    words: ['ip', 'receive', word],
    read: (context) => {
      const { command, device, negated } = context;
      const [list] = wordsOf(context);
      if (negated) device.receive.clear();
      else if (list !== undefined) device.receive.set(list.text, command);
      // That the line uses a list is another row's business.
      return undefined;
    },
  };
}

export const RECEIVE_COMMANDS: readonly CommandRow[] = [row('access-list'), row('acl')];
