/** Files that the user dropped or picked, told apart by what they are. */
import { strFromU8 } from 'fflate';
import type { InputFile } from '../engine/messages.ts';

/** As the command line: no device has a larger configuration. */
const MAX_BYTES = 256 * 1024 * 1024;

export interface Taken {
  readonly configs: readonly InputFile[];
  readonly inventory: InputFile | undefined;
  /** Why some files were left out, one sentence each. */
  readonly refused: readonly string[];
}

/** YAML is an inventory, everything else a configuration; the readers say so if it is neither. */
export async function takeFiles(files: readonly File[]): Promise<Taken> {
  const configs: InputFile[] = [];
  const refused: string[] = [];
  let inventory: InputFile | undefined;
  for (const file of files) {
    if (file.size > MAX_BYTES) {
      refused.push(`${file.name} is larger than 256 MB; no device has such a configuration.`);
      continue;
    }
    const input = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
    if (!/\.ya?ml$/i.test(file.name)) {
      configs.push(input);
    } else if (/^kind:/m.test(strFromU8(input.bytes.subarray(0, 4096), true))) {
      refused.push(`${file.name} holds Kubernetes objects, which this page does not read yet.`);
    } else {
      if (inventory !== undefined) {
        refused.push(`${inventory.name} was replaced by ${file.name}: one inventory at a time.`);
      }
      inventory = input;
    }
  }
  return { configs, inventory, refused };
}

/** Adds files; one of the same name replaces the earlier. */
export function withFiles(
  present: readonly InputFile[],
  added: readonly InputFile[],
): readonly InputFile[] {
  const names = new Set(added.map(({ name }) => name));
  return [...present.filter(({ name }) => !names.has(name)), ...added].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}
