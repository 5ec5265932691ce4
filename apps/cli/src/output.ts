/** Writing the output folder: nothing outside it, nothing of anybody else's inside it. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import type { OutputFile } from '@aclift/core';
import { InputError, reasonOf } from './input.ts';

const REPORT = 'report.json';

/**
 * Writes `files` into `folder`. A folder of an earlier run is cleared of that run's files first, so that drafts
 * which are no longer made do not stay behind.
 * @throws InputError when the folder holds something else, or cannot be written.
 */
export async function writeOutput(folder: string, files: readonly OutputFile[]): Promise<void> {
  try {
    const present: string[] = await readdir(folder).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === 'ENOENT') return [];
      throw error;
    });
    if (present.length > 0) {
      if (!present.includes(REPORT)) {
        throw new InputError(
          `${folder} is not empty and not from an earlier run (it has no ${REPORT}); choose another folder`,
        );
      }
      for (const path of await earlierFiles(folder))
        await rm(inside(folder, path), { force: true });
    }
    for (const { path, text } of files) {
      const target = inside(folder, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot write ${folder}: ${reasonOf(error)}`);
  }
}

/** The path inside the folder. @throws Error for a path that would leave it: ours never do. */
function inside(folder: string, path: string): string {
  const clean = normalize(path);
  if (clean.startsWith('..') || clean.startsWith(sep) || clean.includes(`..${sep}`)) {
    throw new Error(`${path} leaves the output folder`);
  }
  return join(folder, clean);
}

/** Drafts that the report of an earlier run lists. */
async function earlierFiles(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, REPORT), 'utf8');
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    throw new InputError(
      `${join(folder, REPORT)} is not a report of aclift; choose another folder`,
    );
  }
  const { schema, drafts } = report as { schema?: unknown; drafts?: unknown };
  if (
    typeof schema !== 'string' ||
    !schema.startsWith('aclift/migrate/') ||
    !Array.isArray(drafts)
  ) {
    throw new InputError(
      `${join(folder, REPORT)} is not a report of aclift; choose another folder`,
    );
  }
  return drafts
    .map((draft) => (draft as { path?: unknown }).path)
    .filter(
      (path): path is string =>
        typeof path === 'string' && /^policies(-NOT-PROVEN)?\/[^/]+\/[^/]+\.yaml$/.test(path),
    );
}
