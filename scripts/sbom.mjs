// Writes the bill of materials of the command line's package (CycloneDX JSON) beside its bundle: from the lock file, by npm, cut down to
// what the bundle contains. The same lock gives the same bytes.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages } from './bundled-packages.mjs';

const root = join(import.meta.dirname, '..');

/** Everything that the lock file holds, as npm says it. */
export function lockedBill() {
  const { status, stderr, stdout } = spawnSync(
    'npm',
    ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--loglevel=error'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`npm sbom failed: ${stderr}`);
  return JSON.parse(stdout);
}

/**
 * The part of a bill that is about bundled packages, for the package `aclift`.
 * @param bundled from `bundledPackages`.
 * @throws when one of them is not in the bill, or has no licence there: then the lock does not tell what is shipped.
 */
export function billOf(locked, bundled, version) {
  const components = bundled.map(({ name, version: own }) => {
    const component = locked.components.find((one) => one.name === name && one.version === own);
    if (component === undefined) throw new Error(`${name} ${own} is not in the lock file`);
    if ((component.licenses ?? []).length === 0) throw new Error(`${name} ${own} has no licence`);
    // What is in the bundle is required, however the lock came to it.
    return { ...component, scope: 'required' };
  });
  const refs = new Map(components.map((one) => [one.name, one['bom-ref']]));
  const refsOf = (names) => names.flatMap((name) => refs.get(name) ?? []).toSorted();
  const self = `aclift@${version}`;
  return {
    $schema: locked.$schema,
    bomFormat: locked.bomFormat,
    specVersion: locked.specVersion,
    version: 1,
    metadata: {
      lifecycles: locked.metadata.lifecycles,
      tools: locked.metadata.tools,
      component: {
        'bom-ref': self,
        type: 'application',
        name: 'aclift',
        version,
        purl: `pkg:npm/${self}`,
        licenses: [{ license: { id: 'Apache-2.0' } }],
      },
    },
    components,
    dependencies: [
      {
        ref: self,
        dependsOn: refsOf(bundled.filter(({ direct }) => direct).map(({ name }) => name)),
      },
      ...bundled.map(({ name, needs }) => ({ ref: refs.get(name), dependsOn: refsOf(needs) })),
    ],
  };
}

if (process.argv[1] === import.meta.filename) {
  const { version } = JSON.parse(readFileSync(join(root, 'apps/cli/package.json'), 'utf8'));
  const bill = billOf(lockedBill(), bundledPackages(root), version);
  writeFileSync(join(root, 'apps/cli/dist/sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
}
