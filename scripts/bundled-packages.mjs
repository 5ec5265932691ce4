// Which packages of others are in the command line's bundle, and in the web app beside it.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the command line imports; everything else follows from what these need. */
const IMPORTED = [
  '@aclift/analysis',
  '@aclift/core',
  '@aclift/dialects',
  '@aclift/insight',
  '@aclift/move',
  '@aclift/suggest',
  '@aclift/workspace',
  '@clack/prompts',
  '@hono/node-server',
  'commander',
  'hono',
  'yaml',
];

/**
 * Follows `dependencies` of packages, the way the bundler does.
 * @returns name, version, folder, the names of those that it needs, and whether code of ours imports it; sorted.
 */
export function bundledPackages(root) {
  const found = new Map();
  const collect = (folder) => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const { name, version, dependencies = {} } = manifest;
    if (found.has(name)) return;
    found.set(name, { name, version, folder, needs: Object.keys(dependencies) });
    for (const dependency of Object.keys(dependencies)) collect(folderOf(dependency, folder));
  };
  for (const name of IMPORTED) collect(join(root, 'node_modules', name));
  // The web app is served from the bundle's folder.
  collect(join(root, 'apps/web'));
  const all = [...found.values()];
  const ours = all.filter(({ name }) => name.startsWith('@aclift/'));
  const imported = new Set([...IMPORTED, ...ours.flatMap(({ needs }) => needs)]);
  return all
    .filter(({ name }) => !name.startsWith('@aclift/'))
    .map((one) => ({ ...one, direct: imported.has(one.name) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function folderOf(name, from) {
  for (let at = from; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (existsSync(candidate)) return candidate;
    if (at === dirname(at)) throw new Error(`${name}, which ${from} needs, is not installed`);
  }
}
