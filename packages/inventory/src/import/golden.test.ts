/** Each fixture of `fixtures/inventory-import`: what is made of it, what becomes of each of its facts, and the laws. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addressMap, readInventory } from '../index.ts';
import { detectFormat, FORMATS } from './formats.ts';
import type { FormatName } from './format-name.ts';
import { importInventory } from './import-inventory.ts';
import type { InventoryImport } from './import-inventory.ts';
import type { ImportedFact } from './outcome.ts';

const ROOT = join(import.meta.dirname, '../../../../fixtures/inventory-import');
const GOLDEN = join(import.meta.dirname, '../../../../fixtures/inventory-import-golden');

const cases = FORMATS.flatMap((format) =>
  readdirSync(join(ROOT, format)).map((file) => ({
    format,
    name: `${format}/${file}`,
    source: { name: file, text: readFileSync(join(ROOT, format, file), 'utf8') },
  })),
);

function imported(
  format: FormatName | undefined,
  source: { name: string; text: string },
  inventory?: string,
): InventoryImport {
  const result = importInventory({
    files: [source],
    ...(format === undefined ? {} : { format }),
    ...(inventory === undefined ? {} : { inventory: { name: 'inventory.yaml', text: inventory } }),
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const factText = (fact: ImportedFact): string => {
  const { address = '', line, outcome, owner = '', what } = fact;
  const why = fact.outcome === 'imported' ? '' : ` ${fact.reason}`;
  const other = fact.outcome === 'conflict' ? ` with ${fact.with}` : '';
  return `${line}: ${outcome}${why}${other} | ${what} | ${address} | ${owner}`.trimEnd();
};

test('every format has a fixture', () => {
  expect(FORMATS.filter((format) => !cases.some((one) => one.format === format))).toEqual([]);
});

describe.each(cases)('$name', ({ format, name, source }) => {
  const { facts, text, totals } = imported(format, source);

  test('gives the golden inventory', async () => {
    await expect(text).toMatchFileSnapshot(join(GOLDEN, `${name}.inventory.yaml`));
  });

  test('gives every fact the golden outcome', async () => {
    const { conflict, imported: some, merged, skipped } = totals;
    const sums = `${facts.length} = ${some} imported + ${merged} merged + ${conflict} conflict + ${skipped} skipped`;
    expect(some + merged + conflict + skipped).toBe(facts.length);
    await expect(`${[sums, ...facts.map(factText)].join('\n')}\n`).toMatchFileSnapshot(
      join(GOLDEN, `${name}.outcomes.txt`),
    );
  });

  test('is recognized without being told the format', () => {
    expect(detectFormat(source)).toBe(format);
  });

  test('the inventory has no mistake and no warning, and each imported address its owner', () => {
    const { diagnostics, value } = readInventory({ name: 'inventory.yaml', text });
    expect(diagnostics).toEqual([]);
    if (value === undefined) throw new Error('no inventory');
    const isNew = (fact: ImportedFact): boolean =>
      fact.outcome === 'imported' ||
      (fact.outcome === 'merged' && fact.reason === 'wider-workload');
    const given = facts.filter((fact) => isNew(fact) && fact.address !== undefined).length;
    const held = [
      ...value.workloads.flatMap(({ addresses, vips }) => [...addresses, ...vips]),
      ...value.externals.flatMap(({ addresses }) => addresses),
    ].length;
    expect(held).toBe(given);
    expect(addressMap(value, 'ipv4').length + addressMap(value, 'ipv6').length).toBeGreaterThan(0);
  });

  test('importing it once more changes nothing', () => {
    const again = imported(format, source, text);
    expect(again.text).toBe(text);
    expect(again.totals.imported).toBe(0);
    expect(again.facts.length).toBe(facts.length);
    expect(again.totals.merged + again.totals.imported).toBe(totals.merged + totals.imported);
  });

  test('with LF or CRLF line ends the same is read', () => {
    const lf = source.text.replaceAll('\r\n', '\n');
    const outcomes = (ends: string): readonly string[] =>
      imported(format, { name: source.name, text: lf.replaceAll('\n', ends) }).facts.map(factText);
    expect(outcomes('\r\n')).toEqual(outcomes('\n'));
  });
});
