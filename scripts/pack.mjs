// npm run pack: builds everything, writes licences and bill of materials of what is bundled, and packs each workspace that is published
// into tarballs/. Packs nothing that was not built now.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

const root = join(import.meta.dirname, '..');
const tarballs = join(root, 'tarballs');
rmSync(tarballs, { recursive: true, force: true });
mkdirSync(tarballs);
const steps = [
  ['turbo', ['run', 'build', '--output-logs=errors-only']],
  [process.execPath, [join(root, 'scripts/third-party-licenses.mjs')]],
  [process.execPath, [join(root, 'scripts/sbom.mjs')]],
  ['npm', ['pack', ...published(), '--pack-destination', tarballs, '--loglevel=error']],
];
for (const [command, args] of steps) {
  const code = run(command, args);
  if (code !== 0) process.exit(code);
}

/** The workspaces that are published, as npm takes them. */
function published() {
  return ['packages', 'apps']
    .flatMap((above) => readdirSync(join(root, above)).map((name) => join(above, name)))
    .filter((folder) => !JSON.parse(readFileSync(join(root, folder, 'package.json'))).private)
    .flatMap((folder) => ['-w', folder]);
}
