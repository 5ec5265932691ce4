/** Everything that was dropped: files, and folders with what is in them. */

/** Files in the order of their paths, and what was left out, in sentences. */
export interface Dropped {
  readonly files: readonly File[];
  readonly left: readonly string[];
}

/** No project has more. */
const MAX_FILES = 5000;

/** Must be called while the drop is handled: the browser forgets its items afterwards. */
export async function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry === null ? [] : [entry];
  });
  if (entries.length === 0) return { files: [...transfer.files], left: [] };
  const files: File[] = [];
  const left: string[] = [];
  const waiting = entries.map((entry) => ({ entry, below: '' }));
  let hidden = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { below, entry } = next;
    if (below !== '' && entry.name.startsWith('.')) hidden += 1;
    else if (files.length >= MAX_FILES) {
      left.push(
        `More than ${MAX_FILES.toLocaleString('en')} files were dropped: the rest was left out.`,
      );
      break;
    } else {
      try {
        if (isFile(entry)) files.push(named(await fileOf(entry), `${below}${entry.name}`));
        else if (isFolder(entry)) {
          const inside = await entriesIn(entry);
          if (inside.length === 0) left.push(`${entry.name} is an empty folder.`);
          // The folder that was dropped gives no name: it is the project.
          const path = entries.includes(entry) ? '' : `${below}${entry.name}/`;
          waiting.push(...inside.map((one) => ({ entry: one, below: path === '' ? './' : path })));
        }
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        left.push(`${entry.name} could not be read: ${why}`);
      }
    }
  }
  if (hidden > 0) {
    left.push(
      `${hidden} hidden ${hidden === 1 ? 'file or folder was' : 'files and folders were'} left out.`,
    );
  }
  return { files: files.toSorted((a, b) => (a.name < b.name ? -1 : 1)), left };
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

async function fileOf(entry: FileSystemFileEntry): Promise<File> {
  const { promise, reject, resolve } = Promise.withResolvers<File>();
  entry.file(resolve, reject);
  return await promise;
}

/** Browsers give a folder in parts. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const { promise, reject, resolve } = Promise.withResolvers<FileSystemEntry[]>();
    reader.readEntries(resolve, reject);
    const part = await promise;
    if (part.length === 0) return all;
    all.push(...part);
  }
}

/** The file under its path below what was dropped, so that two of one name are told apart. */
function named(file: File, path: string): File {
  const name = path.replace(/^\.\//, '');
  return name === file.name ? file : new File([file], name, { type: file.type });
}
