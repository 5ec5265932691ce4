/** The folder that `aclift review` opens: which of its files are read, and the few that may be written. */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { readFileBounded } from '../bounded-read.ts';
import { hashOf } from '../files/folder-run.ts';
import { ChangedMeanwhile, writeFiles } from '../files/write-files.ts';
import { expandInputs, InputError, isThere, reasonOf } from '../input.ts';
import { findProject, PROJECT_FILE } from '../project.ts';
import type { ServedFile } from './messages.ts';

/** Names that a folder without a project file may have for what is read; everything else in it is left alone. */
const READ = /(?:^hosts|\.(?:cfg|conf|config|ios|txt|log|ya?ml))$/i;

/** Names of files that reviews begin. */
const INVENTORY = 'inventory.yaml';
const DECISIONS = 'decisions.yaml';
const DRAFTS = 'drafts';

/** What was meant to be written is not as it was when it was read. */
export class Conflict extends Error {}

/** A project folder; paths in it are relative with `/`. */
export interface ProjectFolder {
  /** Without links. */
  readonly root: string;
  readonly name: string;
  /** Files that are read: configurations, inventory, decisions, names. */
  readonly paths: readonly string[];
  readonly inventory: string;
  readonly decisions: string;
  /** Folder for drafts, below the root. */
  readonly drafts: string;
}

/**
 * With a project file: what it names, and the decisions beside the inventory. Without one: files directly in the folder whose
 * names say that they are configurations, YAML or names of hosts.
 * @throws InputError when there is no such folder, or something in it is wrong.
 */
export async function openFolder(folder: string): Promise<ProjectFolder> {
  const root = await realpath(folder).catch((error: unknown) => {
    throw new InputError(`cannot open ${folder}: ${reasonOf(error)}`);
  });
  const name = basename(root);
  const within = (path: string): string => below(root, path);
  if (await isThere(join(root, PROJECT_FILE))) {
    await refuseWayOut(root, PROJECT_FILE);
    const project = await findProject(join(root, PROJECT_FILE));
    if (project === undefined) throw new Error('the project file was there');
    if (project.configs.length === 0) {
      throw new InputError(`${join(folder, PROJECT_FILE)} names no configurations`);
    }
    const configs = (await expandInputs(project.configs)).map(within);
    const inventory = within(project.inventory ?? join(root, INVENTORY));
    const decisions = within(join(root, dirname(inventory), DECISIONS));
    const paths = [...configs];
    for (const path of [inventory, decisions]) {
      if (await isThere(join(root, path))) paths.push(path);
    }
    return { root, name, paths: paths.toSorted(), inventory, decisions, drafts: DRAFTS };
  }
  const entries = await readdir(root, { withFileTypes: true }).catch((error: unknown) => {
    throw new InputError(`cannot open ${folder}: ${reasonOf(error)}`);
  });
  const paths = entries
    .filter((entry) => entry.isFile() && READ.test(entry.name) && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .toSorted();
  if (paths.length === 0) {
    throw new InputError(
      `${folder} holds no configuration: put one there (*.cfg, *.conf, *.txt), or name them in ${PROJECT_FILE} (aclift init writes one)`,
    );
  }
  return { root, name, paths, inventory: INVENTORY, decisions: DECISIONS, drafts: DRAFTS };
}

/** @throws InputError when the path leaves the folder: a project is one folder. */
function below(root: string, path: string): string {
  const inside = relative(root, resolve(path));
  if (inside === '' || inside.startsWith('..') || resolve(root, inside) !== resolve(path)) {
    throw new InputError(`${path} is outside the project's folder, and review reads nothing there`);
  }
  return inside.split(sep).join('/');
}

/**
 * The files as they are now; inventory and decisions that have come since are among them.
 * @throws InputError when a file cannot be read.
 */
export async function readFolder({
  decisions,
  inventory,
  paths,
  root,
}: ProjectFolder): Promise<readonly ServedFile[]> {
  const files: ServedFile[] = [];
  const present = new Set(paths);
  for (const path of [inventory, decisions]) if (await isThere(join(root, path))) present.add(path);
  for (const path of [...present].toSorted()) {
    await refuseWayOut(root, path);
    const bytes = await readFileBounded(join(root, path));
    files.push({ path, bytes: Buffer.from(bytes).toString('base64'), etag: etagOf(bytes) });
  }
  return files;
}

/**
 * Replaces a file, or makes a new one.
 * @param etag of what was read; undefined: there was no file.
 * @returns the mark of what is there now.
 * @throws Conflict when the file is not as it was read.
 * @throws InputError when it cannot be written, or is a link: that could lead out of the folder.
 */
export async function writeInFolder(
  { root }: ProjectFolder,
  path: string,
  bytes: Uint8Array,
  etag: string | undefined,
): Promise<string> {
  await refuseLinks(root, path);
  try {
    await writeFiles([
      {
        path: join(root, path),
        text: bytes,
        before: etag === undefined ? { kind: 'nothing' } : { kind: 'hash', hash: hashIn(etag) },
      },
    ]);
  } catch (error) {
    if (error instanceof ChangedMeanwhile) {
      throw new Conflict(`${path} has changed since it was read`);
    }
    throw error;
  }
  return etagOf(bytes);
}

/** @throws InputError when links lead out of the folder: a project is one folder. */
async function refuseWayOut(root: string, path: string): Promise<void> {
  const meant = await realpath(join(root, path)).catch((error: unknown) => {
    throw new InputError(`cannot read ${path}: ${reasonOf(error)}`);
  });
  if (meant !== join(root, path)) below(root, meant);
}

/** @throws InputError when a part of the path is a link. */
export async function refuseLinks(root: string, path: string): Promise<void> {
  let at = root;
  for (const part of path.split('/')) {
    at = join(at, part);
    const found = await lstat(at).catch(() => undefined);
    if (found?.isSymbolicLink() === true) {
      throw new InputError(`${path} is or goes through a link; review writes to real files only`);
    }
  }
}

function etagOf(bytes: Uint8Array): string {
  return `"${hashOf(bytes)}"`;
}

function hashIn(etag: string): string {
  return etag.replaceAll('"', '');
}
