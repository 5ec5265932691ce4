/**
 * A file that grows line by line and is there when it is complete. Memory stays the same however long it gets. Pipes and devices
 * take the lines as they come.
 */
import { type FileHandle, link, lstat, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError, reasonOf } from '../input-error.ts';

const BUFFER = 256 * 1024;

/** One file that is being written. Every method throws InputError when it cannot be. */
export class StreamFile {
  readonly #name: string;
  readonly #handle: FileHandle;
  /** Where the lines are until the file is complete; undefined: they went where they should. */
  readonly #draft: string | undefined;
  readonly #replaces: boolean;
  #waiting = '';

  private constructor(
    name: string,
    handle: FileHandle,
    draft: string | undefined,
    replaces: boolean,
  ) {
    this.#name = name;
    this.#handle = handle;
    this.#draft = draft;
    this.#replaces = replaces;
  }

  /** @param force replaces a file that is there; without it only an empty one is replaced. */
  static async begin(name: string, force: boolean): Promise<StreamFile> {
    return told(name, async () => {
      const found = await stat(name).catch(() => undefined);
      if (found !== undefined && !found.isFile() && !found.isDirectory()) {
        return new StreamFile(name, await open(name, 'w'), undefined, false);
      }
      const there = await lstat(name).catch(() => undefined);
      if (there?.isSymbolicLink() === true) {
        throw new InputError(`${name} is a link; aclift writes to real files and folders only`);
      }
      if (there?.isDirectory() === true) throw new InputError(`${name} is a folder`);
      if (there !== undefined && there.size > 0 && !force) {
        throw new InputError(
          `${name} is there already; nothing was written. --force overwrites it`,
        );
      }
      const draft = join(dirname(name), `.${basename(name)}.aclift-${process.pid}`);
      return new StreamFile(name, await open(draft, 'wx'), draft, there !== undefined);
    });
  }

  async line(text: string): Promise<void> {
    this.#waiting += `${text}\n`;
    if (this.#waiting.length >= BUFFER) await this.#flush();
  }

  /** The file is complete. */
  async end(): Promise<void> {
    await this.#flush();
    await this.#told(async () => {
      const draft = this.#draft;
      if (draft === undefined) return await this.#handle.close();
      await this.#handle.sync();
      await this.#handle.close();
      // A link never replaces what has come meanwhile.
      if (this.#replaces) await rename(draft, this.#name);
      else await link(draft, this.#name).catch(renamedInstead(draft, this.#name));
      await rm(draft, { force: true });
    });
  }

  /** There will be no file; one that was there stays as it was. */
  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    if (this.#draft !== undefined) await rm(this.#draft, { force: true });
  }

  async #flush(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = '';
    await this.#told(() => this.#handle.appendFile(text));
  }

  async #told(work: () => Promise<void>): Promise<void> {
    try {
      await told(this.#name, work);
    } catch (error) {
      await this.abandon();
      throw error;
    }
  }
}

/** Where the disk has no second names for files. */
function renamedInstead(
  draft: string,
  name: string,
): (error: NodeJS.ErrnoException) => Promise<void> {
  return async (error) => {
    if (error.code === 'EEXIST') {
      throw new InputError(`${name} has come meanwhile; it was not overwritten`);
    }
    await rename(draft, name);
  };
}

async function told<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot write ${name}: ${reasonOf(error)}`);
  }
}
