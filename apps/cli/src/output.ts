/** Writing the output folder: nothing outside it, nothing of anybody else's inside it. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import type { OutputFile } from '@aclift/core';
import { InputError, reasonOf } from './input.ts';

/** What kind of output a folder holds: which file is its report, and which files that report lists. */
interface OutputKind {
  readonly report: string;
  /** Undefined: it is no report of this kind. */
  readonly filesOf: (report: unknown) => readonly string[] | undefined;
}

/** Drafts, and the report that lists them. */
const MIGRATION: OutputKind = {
  report: 'report.json',
  filesOf: (report) => {
    const { schema, drafts } = report as { schema?: unknown; drafts?: unknown };
    if (typeof schema !== 'string' || !schema.startsWith('aclift/migrate/')) return undefined;
    if (!Array.isArray(drafts)) return undefined;
    return drafts
      .map((draft) => (draft as { path?: unknown }).path)
      .filter(
        (path): path is string =>
          typeof path === 'string' && /^policies(-NOT-PROVEN)?\/[^/]+\/[^/]+\.yaml$/.test(path),
      );
  },
};

/** Fixed configurations with their diffs. */
export const FIXED_LISTS: OutputKind = {
  report: 'lint-fix.json',
  filesOf: (report) => {
    const { schema, written } = report as { schema?: unknown; written?: unknown };
    if (typeof schema !== 'string' || !schema.startsWith('aclift/lint-fix/')) return undefined;
    if (!Array.isArray(written)) return undefined;
    return written.filter((path): path is string => typeof path === 'string');
  },
};

/**
 * Writes `files` into `folder`. A folder of an earlier run is cleared of that run's files first, so that drafts
 * which are no longer made do not stay behind.
 * @throws InputError when the folder holds something else, or cannot be written.
 */
export async function writeOutput(
  folder: string,
  files: readonly OutputFile[],
  kind: OutputKind = MIGRATION,
): Promise<void> {
  try {
    const present: string[] = await readdir(folder).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === 'ENOENT') return [];
      throw error;
    });
    if (present.length > 0) {
      if (!present.includes(kind.report)) {
        throw new InputError(
          `${folder} is not empty and not from an earlier run (it has no ${kind.report}); choose another folder`,
        );
      }
      for (const path of await earlierFiles(folder, kind))
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

/** Files that the report of an earlier run lists. */
async function earlierFiles(folder: string, kind: OutputKind): Promise<readonly string[]> {
  const path = join(folder, kind.report);
  const files = kind.filesOf(parsed(await readFile(path, 'utf8')));
  if (files === undefined) {
    throw new InputError(`${path} is not a report of aclift; choose another folder`);
  }
  return files.filter((file) => !normalize(file).startsWith('..'));
}

/** An empty object for a text that is no JSON object. */
function parsed(text: string): unknown {
  try {
    return (JSON.parse(text) as unknown) ?? {};
  } catch {
    return {};
  }
}
