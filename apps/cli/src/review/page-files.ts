/** The built web app, held in memory: what is not in it cannot be asked for. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getMimeType } from 'hono/utils/mime';
import { InputError } from '../input.ts';

export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** By path of the request, `/index.html`. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/** Tells the page that a project waits for it; on a static host the page asks nobody. */
const OFFER = '<meta name="aclift-project" content="api/project" />';

/** @throws InputError when the page was not built: only sources can be without it. */
export async function pageFiles(): Promise<PageFiles> {
  // Beside the folder of the bundle; beside the sources.
  const folder = ['../web/', '../../../web/dist/']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(join(path, 'index.html')));
  if (folder === undefined) {
    throw new InputError('the web app is not built here; npm run build builds it');
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, PageFile>();
  for (const entry of entries.filter((one) => one.isFile() && !one.parentPath.includes('.vite'))) {
    const path = join(entry.parentPath, entry.name);
    const name = `/${path.slice(folder.length).split(sep).join('/').replace(/^\//, '')}`;
    const bytes = new Uint8Array(await readFile(path));
    const page = name === '/index.html' ? offered(bytes) : bytes;
    files.set(name, { bytes: page, type: getMimeType(name) ?? 'application/octet-stream' });
  }
  return files;
}

function offered(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(bytes);
  return new TextEncoder().encode(text.replace('</head>', `    ${OFFER}\n  </head>`));
}
