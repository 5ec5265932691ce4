/** Prompts of a real terminal. */
import { isCancel, log, select, text } from '@clack/prompts';
import type { Prompts } from './ask-reviews.ts';

export const TERMINAL_PROMPTS: Prompts = {
  note: (lines) => {
    log.message([...lines]);
  },
  select: async (message, options) => {
    const answer = await select({ message, options: [...options] });
    return isCancel(answer) ? undefined : answer;
  },
  text: async (message) => {
    const answer = await text({ message, defaultValue: '' });
    return isCancel(answer) ? undefined : answer;
  },
};
