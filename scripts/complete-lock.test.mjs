import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { completeLock, platformOf } from './complete-lock.mjs';

test.each([
  { name: '@turbo/darwin-64', want: { os: 'darwin', cpu: 'x64', libc: undefined } },
  { name: '@oxlint/binding-linux-x64-musl', want: { os: 'linux', cpu: 'x64', libc: 'musl' } },
  { name: '@oxlint/binding-linux-arm64-gnu', want: { os: 'linux', cpu: 'arm64', libc: 'glibc' } },
  { name: '@oxlint/binding-win32-x64-msvc', want: { os: 'win32', cpu: 'x64', libc: undefined } },
  { name: 'yaml', want: undefined },
])('$name names its platform', ({ name, want }) => {
  expect(platformOf(name)).toEqual(want);
});

describe('a completed lock', () => {
  const lock = {
    lockfileVersion: 3,
    packages: {
      '': { name: 'root' },
      'node_modules/@aclift/ir': { resolved: 'packages/ir', link: true },
      'node_modules/tool': {
        version: '1.2.3',
        resolved: 'https://registry.example/tool-1.2.3.tgz',
        dev: true,
        optionalDependencies: {
          '@tool/linux-x64': '1.2.3',
          '@tool/darwin-arm64': '1.2.3',
          fast: '1.0.0',
          '@tool/win32-x64': '^1.0.0',
        },
      },
      'node_modules/tool/node_modules/@tool/linux-x64': { version: '1.2.3', integrity: 'sha512-x' },
    },
  };
  const { packages } = completeLock(lock);

  test('has the platform package that was left out', () => {
    expect(packages['node_modules/@tool/darwin-arm64']).toEqual({
      version: '1.2.3',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    });
  });

  test('adds none that is there, in any folder, names no platform or has a range', () => {
    expect(Object.keys(packages).filter((at) => lock.packages[at] === undefined)).toEqual([
      'node_modules/@tool/darwin-arm64',
    ]);
  });

  test('says where links point and not where packages came from', () => {
    expect(packages['node_modules/@aclift/ir'].resolved).toBe('packages/ir');
    expect(packages['node_modules/tool']).not.toHaveProperty('resolved');
  });

  test('stays as it is when completed again', () => {
    const once = completeLock(lock);
    expect(completeLock(once)).toEqual(once);
  });
});

test('package-lock.json is complete and holds no download address', () => {
  const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
  expect(`${JSON.stringify(completeLock(JSON.parse(text)), null, 2)}\n`).toBe(text);
  expect(text).not.toMatch(/"resolved": "\w+:/);
});
