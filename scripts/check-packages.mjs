// What npm would publish, judged by the tools of those who install it: publint on the manifest, are-the-types-wrong on what a
// compiler finds. Packages are for ESM alone. Needs a build.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

const root = join(import.meta.dirname, '..');
const folders = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
const checks = {
  publint: ['--strict', '--level', 'suggestion'],
  attw: ['--pack', '.', '--profile', 'esm-only', '--quiet'],
};
let failed = 0;
for (const folder of folders) {
  const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!existsSync(join(folder, 'dist'))) throw new Error(`${name} is not built: npm run build`);
  for (const [command, args] of Object.entries(checks)) {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
    if (status === 0) continue;
    failed += 1;
    console.log([`${name}: ${command}`, stdout, stderr].join('\n'));
  }
}
console.log(`${folders.length} packages, ${failed} with faults`);
process.exitCode = failed === 0 ? 0 : 1;
