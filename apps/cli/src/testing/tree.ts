/** Folders as values. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Texts by path below the folder, with `/`, sorted; an absent folder has none. Links and devices show as what they are. */
export function treeOf(folder: string): Readonly<Record<string, string>> {
  const files: [string, string][] = [];
  const visit = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) visit(path);
      else {
        const text = entry.isFile() ? readFileSync(path, 'utf8') : '(no file)';
        files.push([relative(folder, path).split(sep).join('/'), text]);
      }
    }
  };
  try {
    visit(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return Object.fromEntries(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
