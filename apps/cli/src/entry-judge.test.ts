import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { entryEstate, judgeEntries } from './testing/edge/entry-estates.ts';
import { Workplace } from './testing/run-aclift.ts';

const SEEDS = Array.from({ length: 80 }, (_, seed) => seed);

describe('ranges, ingress and policies together let in whom the lists let in, or somebody says so', () => {
  test.each(SEEDS)('in the cluster %i', async (seed) => {
    const estate = entryEstate(seed);
    using place = new Workplace({ 'edge1.cfg': estate.config, 'inventory.yaml': estate.inventory });
    const { code, err } = await place.run(
      'migrate',
      'edge1.cfg',
      '-i',
      'inventory.yaml',
      '-t',
      estate.target,
      '-o',
      'out',
    );
    expect(code).toBe(0);
    expect(err).not.toContain('core/entry-widened');
    const said = err
      .split('\n')
      .filter((line) => /core\/(?:hidden-clients|entry-unknown)/.test(line))
      .join('\n');
    const told = new Set(
      estate.entries
        .map(({ address }) => address)
        .filter((address) =>
          new RegExp(`${address.replaceAll('.', String.raw`\.`)}\\b`).test(said),
        ),
    );
    const out = join(place.folder, 'out');
    const files = new Map(
      readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => {
          const path = join(entry.parentPath, entry.name);
          return [path.slice(out.length + 1), readFileSync(path, 'utf8')];
        }),
    );
    expect(judgeEntries(estate, files, told)).toEqual([]);
  });
});
