/** What an import makes of texts, in a form that tests can read. */
import { explain } from '@aclift/diagnostics';
import { expect } from 'vitest';
import { inventoryCatalogue, readInventory } from '../src/index.ts';
import type { FormatName } from '../src/index.ts';
import { importInventory } from '../src/import/import-inventory.ts';
import type { ImportInput, InventoryImport } from '../src/import/import-inventory.ts';

/** Imports texts as files `f1`, `f2` …; the inventory that comes out must be one without mistakes. */
export function importTexts(
  format: FormatName | undefined,
  texts: readonly string[],
  more: Partial<ImportInput> = {},
): InventoryImport {
  const result = importInventory({
    files: texts.map((text, index) => ({ name: `f${index + 1}`, text })),
    ...(format === undefined ? {} : { format }),
    ...more,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  const { diagnostics } = readInventory({ name: 'inventory', text: result.value.text });
  const said = diagnostics.map((one) => explain(inventoryCatalogue, one));
  expect(said.filter(({ severity }) => severity === 'error')).toEqual([]);
  return result.value;
}

/** Who owns what afterwards: `web01 = 10.0.0.1, 10.0.0.2`, workloads as `shop app=web`. */
export function ownersIn({ text }: InventoryImport): readonly string[] {
  const { value } = readInventory({ name: 'inventory', text });
  const line = (who: string, addresses: readonly { readonly text: string }[]): string =>
    `${who} = ${addresses.map((address) => address.text).join(', ')}`;
  return [
    ...(value?.workloads ?? []).map(({ addresses, labels, namespace, vips }) => {
      const pairs = Object.entries(labels).map(([key, one]) => `${key}=${one}`);
      const own = [...addresses, ...vips.map(({ address }) => address)];
      return line(`${namespace} ${pairs.join(',')}`, own);
    }),
    ...(value?.externals ?? []).map(({ addresses, name }) => line(name, addresses)),
  ];
}

/** What was not imported, and why: `skipped bad-address: web 10.0.0.300`. */
export function leftIn({ facts }: InventoryImport): readonly string[] {
  return facts.flatMap((fact) => {
    if (fact.outcome === 'imported') return [];
    const other = fact.outcome === 'conflict' ? ` (${fact.with})` : '';
    const isTold = fact.address === undefined || fact.what.includes(fact.address);
    return [
      `${fact.outcome} ${fact.reason}: ${fact.what}${isTold ? '' : ` ${fact.address}`}${other}`,
    ];
  });
}
