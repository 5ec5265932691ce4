/** Damaged exports: importers never throw, every line that held an address stays accounted for, and the result is sound. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inventoryCatalogue, readInventory } from '../index.ts';
import { explain } from '@aclift/diagnostics';
import { FORMATS } from './formats.ts';
import type { FormatName } from './format-name.ts';
import { importInventory } from './import-inventory.ts';
import type { InventoryImport } from './import-inventory.ts';

const ROOT = join(import.meta.dirname, '../../../../fixtures/inventory-import');
const textsOf = (format: FormatName): readonly string[] =>
  readdirSync(join(ROOT, format)).map((file) => readFileSync(join(ROOT, format, file), 'utf8'));

const junk = fc.constantFrom(
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  ',',
  ';',
  ':',
  '#',
  '\t',
  '\n',
  '\r\n',
  '\0',
  '\u001B',
  '\uFEFF',
  '\u2028',
  '  ',
  '- ',
  '*a',
  '&a ',
  '!!x ',
  '---\n',
  '10.0.0.1',
  '0.0.0.0/0',
  'ff',
  '<<:',
);

/** A text with some pieces cut out, doubled, or replaced by what confuses readers. */
const damaged = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(
        fc.tuple(
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.nat(40),
          fc.oneof(junk, fc.string()),
        ),
        {
          minLength: 1,
          maxLength: 6,
        },
      ),
    )
    .map(([text, cuts]) =>
      cuts.reduce((now, [where, length, put]) => {
        const at = Math.floor(where * now.length);
        return now.slice(0, at) + put + now.slice(at + length);
      }, text),
    );

function imported(format: FormatName, text: string, namespace?: string): InventoryImport {
  const result = importInventory({
    files: [{ name: 'f', text }],
    format,
    ...(namespace === undefined ? {} : { namespace }),
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe.each(FORMATS.map((format) => ({ format })))('damaged $format', ({ format }) => {
  test('gives an inventory without errors, and counts that add up', () => {
    fc.assert(
      fc.property(
        damaged(textsOf(format)),
        fc.constantFrom(undefined, 'legacy'),
        (text, namespace) => {
          const { facts, text: inventory, totals } = imported(format, text, namespace);
          const errors = readInventory({ name: 'i', text: inventory }).diagnostics.filter(
            (one) => explain(inventoryCatalogue, one).severity === 'error',
          );
          expect(errors).toEqual([]);
          const sum = totals.imported + totals.merged + totals.conflict + totals.skipped;
          expect(sum).toBe(facts.length);
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Lines that say a host, in formats in which a line stands for itself. */
const HOST_LINES = {
  arp: /^Internet\s+\d/,
  hosts: /^\d+\.\d/,
  'ip-host': /^\s*(?:ip host\s+\S|name \d+\.\d+\.\d+)/,
} as const;

test.each(Object.keys(HOST_LINES) as (keyof typeof HOST_LINES)[])(
  '%s: every line that says a host is in a fact',
  (format) => {
    const lost = (text: string): readonly string[] => {
      const lines = new Set(imported(format, text).facts.map(({ line }) => line));
      return text
        .replace(/^\uFEFF/, '')
        .split('\n')
        .filter((line, at) => HOST_LINES[format].test(line) && !lines.has(at + 1));
    };
    fc.assert(
      fc.property(damaged(textsOf(format)), (text) => {
        expect(lost(text)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  },
);
