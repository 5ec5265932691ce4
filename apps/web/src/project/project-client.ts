/** The page's side of `aclift review`: the files of one project, read and written on loopback. Elsewhere nobody is asked. */
import type { OutputFile } from '@aclift/core';
import type { InputFile } from '../engine/messages.ts';

/** A project that is open; paths are relative to its folder. */
export interface OpenProject {
  readonly name: string;
  /** Where inventory and decisions are written. */
  readonly inventory: string;
  readonly decisions: string;
  /** Folder for drafts. */
  readonly drafts: string;
  /** Marks of the files as they were read or written last. */
  readonly etags: ReadonlyMap<string, string>;
}

/** What can be written: the server knows where. */
export type Written = 'inventory' | 'decisions';

export type WriteResult =
  | { readonly ok: true; readonly etag: string }
  /** `changed`: somebody else has written it since. */
  | { readonly ok: false; readonly changed: boolean; readonly message: string };

/** Whether this page was served with a project. */
export function projectOffered(): boolean {
  return document.querySelector('meta[name="aclift-project"]') !== null;
}

/** @throws Error with a sentence when the project cannot be read. */
export async function readProject(): Promise<{
  readonly project: OpenProject;
  readonly files: readonly InputFile[];
}> {
  const response = await fetch('api/project');
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok || !isServed(body)) {
    throw new Error(messageIn(body) ?? 'aclift review does not answer: is it still running?');
  }
  const { decisions, drafts, files, inventory, name } = body;
  return {
    project: {
      name,
      inventory,
      decisions,
      drafts,
      etags: new Map(files.map(({ etag, path }) => [path, etag])),
    },
    files: files.map(({ bytes, path }) => ({
      name: path,
      bytes: Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)),
    })),
  };
}

/** @param etag of what is replaced; undefined: there is no file yet. */
export async function writeFile(
  what: Written,
  text: string,
  etag: string | undefined,
): Promise<WriteResult> {
  const headers: HeadersInit = etag === undefined ? { 'If-None-Match': '*' } : { 'If-Match': etag };
  return await put(`api/files/${what}`, text, headers);
}

/** @param over whether files that somebody edited since may be overwritten. */
export async function writeDrafts(
  files: readonly OutputFile[],
  over: boolean,
): Promise<WriteResult> {
  const headers = { 'Content-Type': 'application/json' };
  return await put(`api/drafts${over ? '?over=yes' : ''}`, JSON.stringify(files), headers);
}

async function put(path: string, body: string, headers: HeadersInit): Promise<WriteResult> {
  try {
    const response = await fetch(path, { method: 'PUT', body, headers });
    const said: unknown = await response.json().catch(() => undefined);
    if (response.ok) {
      return { ok: true, etag: (said as { etag?: string } | undefined)?.etag ?? '' };
    }
    const message = messageIn(said) ?? `it was refused (${response.status})`;
    return { ok: false, changed: response.status === 412 || response.status === 409, message };
  } catch {
    return {
      ok: false,
      changed: false,
      message: 'aclift review does not answer: is it still running?',
    };
  }
}

interface Served {
  readonly name: string;
  readonly inventory: string;
  readonly decisions: string;
  readonly drafts: string;
  readonly files: readonly {
    readonly path: string;
    readonly bytes: string;
    readonly etag: string;
  }[];
}

function isServed(body: unknown): body is Served {
  return (body as { schema?: unknown } | undefined)?.schema === 'aclift/review/1';
}

function messageIn(body: unknown): string | undefined {
  const message = (body as { message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? message : undefined;
}
