// npm leaves optional packages of other platforms out of package-lock.json when the registry it resolved against does
// not carry them, and `npm ci` then calls the lock out of sync. This puts the entries back (version and platform, no
// integrity), and takes out the addresses that packages were downloaded from. Run it after every dependency change.
import { readFileSync, writeFileSync } from 'node:fs';

const CPU_WORDS = new Map([
  ['x64', 'x64'],
  ['64', 'x64'],
  ['arm64', 'arm64'],
  ['arm', 'arm'],
  ['ia32', 'ia32'],
  ['x86', 'ia32'],
  ['ppc64', 'ppc64'],
  ['riscv64', 'riscv64'],
  ['s390x', 's390x'],
  ['wasm32', 'wasm32'],
]);
const OS_WORDS = new Map([
  ['darwin', 'darwin'],
  ['win32', 'win32'],
  ['windows', 'win32'],
  ['win', 'win32'],
  ['linux', 'linux'],
  ['android', 'android'],
  ['freebsd', 'freebsd'],
  ['openharmony', 'openharmony'],
]);

/** What a platform package's name says about where it runs; undefined for a package of every platform. */
export function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.map((word) => OS_WORDS.get(word)).find(Boolean);
  const cpu = words.map((word) => CPU_WORDS.get(word)).find(Boolean);
  if (os === undefined && cpu === undefined) return undefined;
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : os === 'linux' && words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : undefined;
  return { os, cpu, libc };
}

/** The completed lock; the input is left alone. */
export function completeLock(lock) {
  const packages = Object.fromEntries(
    Object.entries(lock.packages).map(([at, { resolved, link, ...entry }]) => [
      at,
      // A link's `resolved` is a folder of the repository, not a download.
      link === true ? { resolved, link, ...entry } : entry,
    ]),
  );
  const found = (from, name) => {
    for (let base = from; base !== '';) {
      if (packages[`${base}/node_modules/${name}`] !== undefined) return true;
      const cut = base.lastIndexOf('/node_modules/');
      base = cut < 0 ? '' : base.slice(0, cut);
    }
    return packages[`node_modules/${name}`] !== undefined;
  };
  for (const [at, entry] of Object.entries({ ...packages })) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const platform = platformOf(name);
      if (!/^\d+\.\d+\.\d+/.test(version) || platform === undefined || found(at, name)) continue;
      packages[`node_modules/${name}`] = {
        version,
        ...(platform.cpu && { cpu: [platform.cpu] }),
        ...(entry.dev && { dev: true }),
        ...(platform.libc && { libc: [platform.libc] }),
        optional: true,
        ...(platform.os && { os: [platform.os] }),
      };
    }
  }
  return {
    ...lock,
    packages: Object.fromEntries(
      Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, 'en')),
    ),
  };
}

if (process.argv[1] === import.meta.filename) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  writeFileSync('package-lock.json', `${JSON.stringify(completeLock(lock), null, 2)}\n`);
}
