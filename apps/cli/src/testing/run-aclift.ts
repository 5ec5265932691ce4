/**
 * The command as a user starts it: in a folder of its own, judged by what it prints, writes and returns. Most tests run it
 * within their own process, which takes a hundredth of the time; those of signals, pipes and broken streams start the
 * built program.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { main } from '../main.ts';

/** The program that `npm run build` makes, to be started with Node. */
export const PROGRAM: string = fileURLToPath(new URL('../../bin/aclift.js', import.meta.url));

export interface Run {
  /** Null: a signal ended the process. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Streams, environment and working directory are the process's: one run at a time. */
let busy = false;

/**
 * One command in this process, without colour.
 * @param folder where it is started.
 * @param input what is on standard input.
 */
export async function acliftIn(folder: string, args: readonly string[], input = ''): Promise<Run> {
  if (busy) throw new Error('a run of aclift has not ended yet; is an await missing?');
  busy = true;
  const before = { folder: process.cwd(), noColor: process.env['NO_COLOR'] };
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin');
  const out = heard(process.stdout);
  const err = heard(process.stderr);
  try {
    process.chdir(folder);
    process.env['NO_COLOR'] = '1';
    Object.defineProperty(process, 'stdin', {
      configurable: true,
      value: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    });
    const code = await main(['node', 'aclift', ...args]);
    return { code, out: out.text(), err: err.text() };
  } finally {
    out.stop();
    err.stop();
    if (stdin !== undefined) Object.defineProperty(process, 'stdin', stdin);
    if (before.noColor === undefined) delete process.env['NO_COLOR'];
    else process.env['NO_COLOR'] = before.noColor;
    process.chdir(before.folder);
    busy = false;
  }
}

/** Takes what is written to a stream, until it is stopped. */
function heard(stream: NodeJS.WriteStream): {
  readonly text: () => string;
  readonly stop: () => void;
} {
  const chunks: Buffer[] = [];
  const own = Object.getOwnPropertyDescriptor(stream, 'write');
  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    chunks.push(Buffer.from(chunk as string));
    const done = rest.find((each) => typeof each === 'function');
    if (done !== undefined) queueMicrotask(done as () => void);
    return true;
  };
  return {
    text: () => Buffer.concat(chunks).toString(),
    stop: () => {
      if (own === undefined) Reflect.deleteProperty(stream, 'write');
      else Object.defineProperty(stream, 'write', own);
    },
  };
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

  /** Runs a command in this process. */
  run(...args: readonly string[]): Promise<Run> {
    return acliftIn(this.folder, args);
  }

  /** The same with a text on standard input. */
  runWith(input: string, ...args: readonly string[]): Promise<Run> {
    return acliftIn(this.folder, args, input);
  }

  /** Starts the built program, for what only a process of its own shows. */
  start(...args: readonly string[]): Run {
    return this.startWith('', ...args);
  }

  /** The same with a text on standard input. */
  startWith(input: string, ...args: readonly string[]): Run {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      input,
      env: { ...process.env, NO_COLOR: '1' },
    });
    return { code: status, out: stdout, err: stderr };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}
