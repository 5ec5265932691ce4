/** A process that writes an output folder and is killed at one operation: `write-and-die.ts FOLDER RUN.json OPERATION`. */
import { readFileSync } from 'node:fs';
import type { OutputFile } from '@aclift/core';
import { writeOutput } from '../output.ts';
import { DRAFTS } from '../output-kinds.ts';
import { diskFailingAt } from './failing-disk.ts';

const [folder = '', run = '', at = ''] = process.argv.slice(2);
const files = JSON.parse(readFileSync(run, 'utf8')) as readonly OutputFile[];
await writeOutput(
  folder,
  files,
  DRAFTS,
  undefined,
  diskFailingAt(Number(at), () => {
    process.kill(process.pid, 'SIGKILL');
    // Not reached: the kernel does not come back from that.
    throw new Error('killed');
  }),
);
