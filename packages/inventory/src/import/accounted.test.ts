/** Laws of every importer: no address of a text is lost, and names of a text stay within their place. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseHost } from '../address-text.ts';
import { importTexts } from '../../testing/run-import.ts';
import { readInventory } from '../read-inventory.ts';
import { FORMATS } from './formats.ts';
import type { FormatName } from './format-name.ts';
import type { InventoryImport } from './import-inventory.ts';

const ROOT = join(import.meta.dirname, '../../../../fixtures/inventory-import');
const textsOf = (format: FormatName): readonly string[] =>
  readdirSync(join(ROOT, format)).map((file) => readFileSync(join(ROOT, format, file), 'utf8'));

/** Formats whose texts hold much that is about no host: there only what their own places say is an address of one. */
const HOSTS_OF: Readonly<Partial<Record<FormatName, RegExp>>> = {
  // The first words of a line of a configuration.
  'ip-host': /^\s*(?:ip host|name)\s.*$/gm,
  // Remarks and the arguments of the scan.
  nmap: /addr="([^"]*)" addrtype="ipv4"/g,
  // Routers, name servers, security rules and outputs.
  terraform:
    /"(?:private_ip|private_ip_address|public_ip|default_ip_address|network_ip|nat_ip)":\s*"([^"]*)"/g,
};

/** IPv4 addresses that a text tells, outside of remarks. */
function addressesIn(format: FormatName, text: string): readonly string[] {
  const own = HOSTS_OF[format];
  const place =
    own === undefined
      ? text.replaceAll(/(?:^|\s)[#;].*$/gm, '')
      : (text.match(own) ?? []).join('\n');
  const found = place.match(/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g) ?? [];
  return [...new Set(found)].filter((address) => parseHost(address) !== undefined);
}

/** Whether an address is in the inventory, or in something that is said. */
function isAccounted(address: string, result: InventoryImport): boolean {
  const told = result.facts.some(
    ({ address: own, what }) => own === address || what.includes(address),
  );
  const value = parseHost(address)?.value ?? 0;
  const inventory = readInventory({ name: 'i', text: result.text }).value;
  const ranges = [...(inventory?.workloads ?? []), ...(inventory?.externals ?? [])].flatMap(
    ({ addresses }) => addresses,
  );
  return (
    told || ranges.some(({ family, from, to }) => family === 'ipv4' && from <= value && value <= to)
  );
}

describe.each(FORMATS.map((format) => ({ format })))('$format', ({ format }) => {
  test('every address of a fixture is in the inventory, in an outcome, or in a column that is named as unused', () => {
    for (const text of textsOf(format)) {
      const result = importTexts(format, [text]);
      const unused = new Set(result.unusedColumns.flatMap(({ columns }) => columns));
      const lost = addressesIn(format, text).filter((address) => !isAccounted(address, result));
      expect(lost.filter((address) => !isInUnused(text, address, unused))).toEqual([]);
    }
  });

  test('importing twice gives the same bytes, and the same once more', () => {
    for (const text of textsOf(format)) {
      const first = importTexts(format, [text]);
      expect(importTexts(format, [text])).toEqual(first);
      const inventory = { name: 'inventory', text: first.text };
      expect(importTexts(format, [text], { inventory }).text).toBe(first.text);
    }
  });

  test('a file that was cut off anywhere never throws, and says something of what it holds', () => {
    const cut = fc
      .tuple(fc.constantFrom(...textsOf(format)), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([text, where]) => text.slice(0, Math.floor(where * text.length)));
    fc.assert(
      fc.property(cut, (text) => {
        const { facts, fruitless, totals } = importTexts(format, [text]);
        const sum = totals.imported + totals.merged + totals.conflict + totals.skipped;
        expect(sum).toBe(facts.length);
        expect(totals.imported + fruitless.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });
});

/** Tables only: whether the address stands in a column of which nothing was read. */
function isInUnused(text: string, address: string, unused: ReadonlySet<string>): boolean {
  const [head = '', ...rows] = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(/[,;\t]/));
  const column = rows.find((row) => row.includes(address))?.indexOf(address) ?? -1;
  return unused.has((head[column] ?? '').toLowerCase());
}

const CONTROL = new RegExp(String.raw`[\0-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\uFEFF]`);

describe('hostile names', () => {
  /** Each puts a name into a text of one host. */
  const TEXTS = {
    aws: (name: string) =>
      JSON.stringify([
        { InstanceId: 'i', PrivateIpAddress: '10.0.0.1', Tags: [{ Key: 'Name', Value: name }] },
      ]),
    azure: (name: string) =>
      JSON.stringify([{ virtualMachine: { name, network: { privateIpAddresses: ['10.0.0.1'] } } }]),
    csv: (name: string) => `Name,IP\n"${name.replaceAll('"', '""')}",10.0.0.1\n`,
    gcp: (name: string) =>
      JSON.stringify([{ name, networkInterfaces: [{ networkIP: '10.0.0.1' }] }]),
    rvtools: (name: string) =>
      `VM,Powerstate,Template,Primary IP Address\n"${name.replaceAll('"', '""')}",poweredOn,False,10.0.0.1\n`,
    terraform: (name: string) =>
      JSON.stringify({
        version: 4,
        resources: [
          {
            type: 'aws_instance',
            name: 'x',
            instances: [{ attributes: { private_ip: '10.0.0.1', name } }],
          },
        ],
      }),
  } as const;
  const nasty = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          'web',
          '\n',
          '\r',
          '\u2028',
          '\u0085',
          ': ',
          '# ',
          '- ',
          '"',
          "'",
          '\u001B[31m',
          '\0',
          '&a',
          '*a',
          '!!x',
          '{',
          '}',
          '[',
          ']',
          ',',
          '|',
          '%',
          '@',
          '`',
          '\uFEFF',
          '../',
          '__proto__',
          'true',
          'null',
          '1.10',
          '~',
          '<<',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  );

  test.each(Object.keys(TEXTS) as (keyof typeof TEXTS)[])(
    '%s: a name stays a name, whatever it holds',
    (format) => {
      fc.assert(
        fc.property(nasty, fc.constantFrom(undefined, 'legacy'), (name, namespace) => {
          const more = namespace === undefined ? {} : { namespace };
          const { facts, text } = importTexts(format, [TEXTS[format](name)], more);
          const plain = parse(text) as {
            workloads?: readonly object[];
            externals?: readonly { name: unknown }[];
          };
          expect(
            Object.keys(plain).filter(
              (key) => !['version', 'workloads', 'externals'].includes(key),
            ),
          ).toEqual([]);
          expect(
            (plain.workloads ?? []).length + (plain.externals ?? []).length,
          ).toBeLessThanOrEqual(1);
          for (const external of plain.externals ?? [])
            expect(external.name).toEqual(expect.any(String));
          // Neither the terminal nor another reader of lines may take it for something else.
          expect(text).not.toMatch(CONTROL);
          for (const { what } of facts) expect(what).not.toMatch(/[\n\r\u2028\u2029]/);
        }),
        { numRuns: 150 },
      );
    },
  );
});
