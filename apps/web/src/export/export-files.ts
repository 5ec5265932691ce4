/** What the page gives away: what the command line writes, and the inputs that were reviewed here. */
import type { OutputFile } from '@aclift/core';
import type { Review } from '../session/session.ts';

/** Drafts and reports as `aclift migrate -o` writes them, with the inventory and the decisions that they were made from. */
export function exportFiles({ decisions, files, inventory }: Review): readonly OutputFile[] {
  const inputs = [inventory, decisions].filter((one) => one !== undefined);
  const taken = new Set(files.map(({ path }) => path));
  return [
    ...files,
    ...inputs
      .filter(({ name }) => !taken.has(name))
      .map(({ name, text }) => ({ path: name, text })),
  ];
}
