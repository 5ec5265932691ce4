/** What the page gives away: what the command line writes, and the inputs that were reviewed here. */
import { strToU8 } from 'fflate';
import type { PackedFile } from '../engine/messages.ts';
import type { Review } from '../session/session.ts';

/**
 * Drafts and reports as `aclift migrate -o` writes them, with the inventory and the decisions that they were made from. A draft
 * that was edited is there as edited, and `edited.txt` says which: the reports are about drafts as aclift wrote them.
 */
export function exportFiles(
  { byPath, decisions, files, inventory }: Review,
  edited: ReadonlyMap<string, string>,
): readonly PackedFile[] {
  const inputs = [inventory, decisions].filter((one) => one !== undefined);
  const taken = new Set(files.map(({ path }) => path));
  const changed = [...edited.keys()].filter((path) => byPath.has(path)).toSorted();
  return [
    ...files.map((file) => {
      const text = edited.get(file.path);
      return text === undefined ? file : packed(file.path, text);
    }),
    ...inputs.filter(({ name }) => !taken.has(name)).map(({ name, text }) => packed(name, text)),
    ...(changed.length === 0 ? [] : [packed('edited.txt', note(changed))]),
  ];
}

/** A text as a file. */
export function packed(path: string, text: string): PackedFile {
  return { path, bytes: strToU8(text) as Uint8Array<ArrayBuffer> };
}

function note(paths: readonly string[]): string {
  return `These drafts were edited by hand; the reports are about the drafts before:

${paths.join('\n')}

aclift verify policies --config CONFIG -i inventory.yaml compares what is here with the lists.
`;
}
