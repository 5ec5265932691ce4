// Small helpers for the scripts beside this file: run a tool, and say how it went.
import { spawnSync } from 'node:child_process';

/** Runs a command in the shell's way of finding it; its output goes straight through. Returns the exit code. */
export function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  return status ?? 1;
}

/** Runs a command and keeps its output back unless it fails. Returns the exit code. */
export function runQuietly(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) process.stdout.write(`${stdout ?? ''}${stderr ?? ''}`);
  return status ?? 1;
}
