/** What passes between `aclift review` and its page. The page has the same shapes in `project/project-client.ts`. */

/** A file of the project. */
export interface ServedFile {
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
  /** Its bytes in base64. */
  readonly bytes: string;
  /** Changes when the file does; given back on writing. */
  readonly etag: string;
}

/** Answer of `GET /api/project`. */
export interface ServedProject {
  readonly schema: 'aclift/review/1';
  /** Name of the folder. */
  readonly name: string;
  readonly files: readonly ServedFile[];
  /** Where inventory and decisions are written: their own paths, or new ones. */
  readonly inventory: string;
  readonly decisions: string;
  /** Folder for drafts. */
  readonly drafts: string;
}

/** Answer of a write: the new mark, or why nothing was written. */
export type WriteAnswer =
  | { readonly ok: true; readonly etag: string }
  | { readonly ok: false; readonly message: string };
