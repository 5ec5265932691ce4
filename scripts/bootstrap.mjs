// Makes a fresh clone ready to run: installs the dependencies (the pinned Node among them) when they are missing or
// older than the lock file. Plain Node 20 and nothing else, because nothing else is there yet.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'node_modules', '.aclift-install');
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.log('Installing dependencies (once) …');
  const npm = (...args) =>
    execFileSync('npm', [...args, '--loglevel=error', '--no-audit', '--no-fund'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
  try {
    npm('ci');
  } catch {
    // A registry may lack optional packages of other platforms; `npm install` tolerates that.
    npm('install', '--no-save');
  }
  writeFileSync(stamp, lock);
}
