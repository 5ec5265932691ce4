import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundledPackages } from './bundled-packages.mjs';
import { billOf, lockedBill } from './sbom.mjs';

const root = join(import.meta.dirname, '..');
const read = (path) => readFileSync(join(root, path), 'utf8');
const folders = ['apps', 'packages']
  .flatMap((above) => readdirSync(join(root, above)).map((name) => `${above}/${name}`))
  .filter((folder) => JSON.parse(read(`${folder}/package.json`)).private !== true);

/** Paths that npm would pack, without running the scripts of the package. */
function packed(folder) {
  const { stderr, stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: join(root, folder),
    encoding: 'utf8',
  });
  // Newer npm gives an object by name, older ones an array.
  const [one] = Object.values(
    JSON.parse(stdout || `{"x":{"files":[],"why":${JSON.stringify(stderr)}}}`),
  );
  return one.files.map(({ path }) => path);
}

describe.each(folders.map((folder) => ({ folder })))('the tarball of $folder', ({ folder }) => {
  const files = packed(folder);

  test('has README, licence and manifest', () => {
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json']));
    expect(read(`${folder}/LICENSE`)).toBe(read('LICENSE'));
    expect(read(`${folder}/README.md`)).toMatch(/^# (?:@aclift\/)?[\w-]+\n\n\S/);
  });

  test('has no test, no bench and no data for them', () => {
    expect(
      files.filter((path) =>
        /\.(?:test|bench)\.ts$|(?:^|\/)test(?:ing|-data)\/|tsbuildinfo|^\./.test(path),
      ),
    ).toEqual([]);
  });

  test('has everything that its manifest leads to', () => {
    const {
      bin = {},
      description,
      exports = {},
      files: listed,
    } = JSON.parse(read(`${folder}/package.json`));
    expect(description).toMatch(/\.$/);
    expect(listed).toContain('dist');
    const leads = [
      ...Object.values(bin),
      ...Object.values(exports).flatMap((target) =>
        typeof target === 'string' ? target : target['@aclift/source'],
      ),
    ].map((path) => path.replace(/^\.\//, ''));
    for (const path of leads) {
      const [start, end] = path.split('*');
      expect([
        path,
        files.some((file) =>
          end === undefined ? file === path : file.startsWith(start) && file.endsWith(end),
        ),
      ]).toEqual([path, true]);
    }
  });
});

test('the web app is the only workspace that is not published', () => {
  expect(JSON.parse(read('apps/web/package.json')).private).toBe(true);
  expect(folders.length).toBeGreaterThan(9);
});

describe('the bill of materials', () => {
  const bundled = bundledPackages(root);
  const bill = billOf(lockedBill(), bundled, '1.2.3');

  test('is CycloneDX, about aclift, the same every time', () => {
    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name: 'aclift', version: '1.2.3', purl: 'pkg:npm/aclift@1.2.3' } },
    });
    expect(JSON.stringify(bill)).not.toMatch(/timestamp|serialNumber|"\/|[A-Z]:\\\\/);
    expect(billOf(lockedBill(), bundled, '1.2.3')).toEqual(bill);
  });

  test('names what is bundled with version, licence and hash, and nothing that only builds or tests', () => {
    const names = bill.components.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['commander', 'hono', 'yaml', 'react', 'chevrotain']),
    );
    expect(names).not.toContain('vitest');
    expect(names).not.toContain('typescript');
    expect(names.filter((name) => name.startsWith('@aclift/'))).toEqual([]);
    for (const { hashes, licenses, name, purl, version } of bill.components) {
      expect([name, licenses.length > 0, hashes?.[0]?.alg, purl]).toEqual([
        name,
        true,
        'SHA-512',
        `pkg:npm/${name.replace('@', '%40')}@${version}`,
      ]);
    }
  });

  test('leads from aclift to every component', () => {
    const reached = new Set();
    const waiting = ['aclift@1.2.3'];
    for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
      if (reached.has(ref)) continue;
      reached.add(ref);
      waiting.push(...(bill.dependencies.find((one) => one.ref === ref)?.dependsOn ?? []));
    }
    expect(bill.components.map((one) => one['bom-ref']).filter((ref) => !reached.has(ref))).toEqual(
      [],
    );
  });

  test('a package that the lock does not know stops it', () => {
    const stranger = { name: 'stranger', version: '1.0.0', needs: [], direct: true };
    expect(() => billOf(lockedBill(), [stranger], '1.2.3')).toThrow('not in the lock file');
  });
});
