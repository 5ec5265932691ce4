// Runs a script with the Node that package.json pins, whatever Node started npm: the newer tools need it.
// Flags before the script are for Node.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules', '.bin');
const pinned = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node');
const all = process.argv.slice(2);
const at = all.findIndex((one) => !one.startsWith('--'));
const [script, ...args] = all.slice(at);
const { status } = spawnSync(
  existsSync(pinned) ? pinned : process.execPath,
  [...all.slice(0, at), join(root, script), ...args],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      DO_NOT_TRACK: '1',
      TURBO_TELEMETRY_DISABLED: '1',
    },
  },
);
process.exitCode = status ?? 1;
