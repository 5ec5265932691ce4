/** The command as a user starts it: a process in a folder of its own, judged by what it prints, writes and returns. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../index.ts', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder with files, removed when disposed of. */
export class Workplace implements Disposable {
  readonly folder: string;

  /** @param files texts by path; folders are made. */
  constructor(files: Readonly<Record<string, string>>) {
    this.folder = mkdtempSync(join(tmpdir(), 'aclift-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  /** Runs the sources, without colour; no build needed. */
  run(...args: readonly string[]): Run {
    return this.runWith('', ...args);
  }

  /** The same with a text on standard input. */
  runWith(input: string, ...args: readonly string[]): Run {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=@aclift/source', ENTRY, ...args],
      { cwd: this.folder, encoding: 'utf8', input, env: { ...process.env, NO_COLOR: '1' } },
    );
    return { code: status, out: stdout, err: stderr };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}
