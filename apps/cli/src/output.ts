/** Writing the output folder: nothing outside it, nothing of anybody else's inside it. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { type OutputFile, textDiff } from '@aclift/core';
import { printable } from '@aclift/diagnostics';
import { InputError, reasonOf } from './input.ts';
import {
  type EditedFile,
  editedFiles,
  MANIFEST,
  manifestText,
  type OverEdited,
  readManifest,
} from './output-guard.ts';

/** What kind of output a folder holds: which file is its report, and which files that report lists. */
interface OutputKind {
  readonly report: string;
  /** Whether files may be edited between runs, so that a manifest says how they were written. */
  readonly guarded: boolean;
  /** Undefined: it is no report of this kind. */
  readonly filesOf: (report: unknown) => readonly string[] | undefined;
}

/** Drafts, and the report that lists them. */
export const DRAFTS: OutputKind = {
  report: 'report.json',
  guarded: true,
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
  guarded: false,
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
 * @param overEdited what to do about files that somebody has edited since. Absent: nothing is written.
 * @throws InputError when the folder holds something else, edited files that may not be touched, or cannot be written.
 */
export async function writeOutput(
  folder: string,
  files: readonly OutputFile[],
  kind: OutputKind,
  overEdited?: OverEdited,
): Promise<void> {
  try {
    const earlier = await earlierFiles(folder, kind);
    const written = kind.guarded ? await readManifest(folder) : new Map<string, string>();
    const made = new Set(files.map(({ path }) => path));
    const stale = [...new Set([...earlier, ...written.keys()])].filter((path) => !made.has(path));
    const edited = kind.guarded
      ? await editedFiles(
          files.filter(({ path }) => path !== kind.report),
          stale,
          written,
          (path) => textIn(folder, path),
        )
      : [];
    if (edited.length > 0 && overEdited === undefined) throw refusal(folder, edited);
    const kept = new Set(overEdited === 'beside' ? edited.map(({ path }) => path) : []);
    for (const path of stale) if (!kept.has(path)) await rm(inside(folder, path), { force: true });
    for (const { path, text } of files) {
      await write(folder, kept.has(path) ? `${path}.new` : path, text);
    }
    if (kind.guarded) {
      const untouched = new Map([...written].filter(([path]) => kept.has(path)));
      const fresh = files.filter(({ path }) => !kept.has(path));
      await write(folder, MANIFEST, manifestText(fresh, untouched));
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot write ${folder}: ${reasonOf(error)}`);
  }
}

async function write(folder: string, path: string, text: string): Promise<void> {
  const target = inside(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text);
}

/** Undefined: there is no such file. */
async function textIn(folder: string, path: string): Promise<string | undefined> {
  return readFile(inside(folder, path), 'utf8').catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  });
}

/** Shows what would be lost. */
function refusal(folder: string, edited: readonly EditedFile[]): InputError {
  const shown = edited.map(({ path, now, next }) =>
    textDiff(path, now, next ?? '', {
      before: 'as it is',
      after: next === undefined ? 'deleted' : 'new draft',
    }),
  );
  const count = edited.length === 1 ? 'a file that was' : `${edited.length} files that were`;
  return new InputError(
    `${shown.join('\n').split('\n').map(printable).join('\n')}\n${folder} has ${count} edited since aclift wrote it; nothing was written. --force overwrites, --beside writes the new text as NAME.new`,
  );
}

/** The path inside the folder. @throws Error for a path that would leave it: ours never do. */
function inside(folder: string, path: string): string {
  const clean = normalize(path);
  if (clean.startsWith('..') || clean.startsWith(sep) || clean.includes(`..${sep}`)) {
    throw new Error(`${path} leaves the output folder`);
  }
  return join(folder, clean);
}

/**
 * Files that the report of an earlier run lists; none in a new or empty folder.
 * @throws InputError when the folder holds anything else.
 */
async function earlierFiles(folder: string, kind: OutputKind): Promise<readonly string[]> {
  const present: string[] = await readdir(folder).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'ENOENT') return [];
    throw error;
  });
  if (present.length === 0) return [];
  if (!present.includes(kind.report)) {
    throw new InputError(
      `${folder} is not empty and not from an earlier run (it has no ${kind.report}); choose another folder`,
    );
  }
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

/**
 * Writes one file. A file that is there already is replaced only if it begins like what is written: an earlier output
 * of the same command.
 * @throws InputError when it holds something else, or cannot be written.
 */
export async function writeFileAt(path: string, text: string): Promise<void> {
  try {
    const present = await readFile(path, 'utf8').catch((error: unknown) => {
      if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
      throw error;
    });
    const [head = ''] = text.split('\n', 1);
    if (present !== undefined && present !== '' && !present.startsWith(`${head}\n`)) {
      throw new InputError(`${path} is not from an earlier run; choose another file`);
    }
    await writeFile(path, text);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot write ${path}: ${reasonOf(error)}`);
  }
}

/**
 * Writes a file that the user keeps: the new text is complete before the old one goes.
 * @throws InputError when it cannot be written.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.aclift-new`;
  try {
    await writeFile(draft, text, { flag: 'wx' });
    await rename(draft, path);
  } catch (error) {
    throw new InputError(`cannot write ${path}: ${reasonOf(error)}`);
  }
}
