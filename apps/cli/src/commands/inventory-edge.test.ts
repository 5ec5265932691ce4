import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Workplace } from '../testing/run-aclift.ts';

const FOLDER = join(import.meta.dirname, '../../../../fixtures/inventory-edge');
const FILES = Object.fromEntries(
  ['inventory.yaml', 'services.json', 'calico.yaml'].map((name) => [
    name,
    readFileSync(join(FOLDER, name), 'utf8'),
  ]),
);
const GOLDEN = readFileSync(join(FOLDER, 'golden/calico.yaml'), 'utf8');
const run = async (files: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  using place = new Workplace(files);
  const ran = await place.run('inventory', 'edge', ...args);
  return { ...ran, inventory: readFileSync(join(place.folder, 'inventory.yaml'), 'utf8') };
};

describe('aclift inventory edge', () => {
  test('extends the inventory, and says what it could not use', async () => {
    const { code, inventory, out } = await run(
      FILES,
      'services.json',
      'calico.yaml',
      '-i',
      'inventory.yaml',
      '-o',
      'inventory.yaml',
    );
    expect(code).toBe(1);
    expect(inventory).toBe(GOLDEN);
    expect(out).toContain(
      'not understood: Service lab/strange (services.json): the inventory has no workload of lab with app=x',
    );
    expect(out).toMatch(/^12 of 13 objects were looked at\n\s+9 {2}used/);
  });

  test('prints the text without -o, and writes nothing with --dry-run', async () => {
    const printed = await run(FILES, 'services.json', 'calico.yaml', '-i', 'inventory.yaml');
    expect(printed.out).toBe(GOLDEN);
    expect(printed.inventory).toBe(FILES['inventory.yaml']);
    const dry = await run(FILES, 'calico.yaml', '-i', 'inventory.yaml', '--dry-run', '--all');
    expect(dry.inventory).toBe(FILES['inventory.yaml']);
    expect(dry.out).toContain('used: IPPool default-ipv4-ippool (calico.yaml): cluster');
  });

  test.each([
    {
      name: 'an inventory with mistakes',
      files: { ...FILES, 'inventory.yaml': 'version: 1\nworkloads: [{ namespace: Shop }]\n' },
      err: 'inventory.yaml has mistakes; mend them first',
    },
    {
      name: 'a file of another cluster in the place of the result',
      files: { ...FILES, 'other.yaml': 'version: 1\n' },
      args: ['-o', 'other.yaml'],
      err: 'other.yaml is there already and is not the inventory that was read',
    },
  ])('refuses $name', async ({ args = [], err, files }) => {
    const ran = await run(files, 'calico.yaml', '-i', 'inventory.yaml', ...args);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(err);
  });

  test('text that is no object is named', async () => {
    const { code, out } = await run(
      { ...FILES, 'broken.yaml': 'kind: [\n' },
      'broken.yaml',
      '-i',
      'inventory.yaml',
      '--dry-run',
    );
    expect(code).toBe(1);
    expect(out).toContain('not understood');
  });
});
