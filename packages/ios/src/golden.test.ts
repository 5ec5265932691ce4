/** One construct, one folder: what is read in it, side by side with the text. Run with each kind of line end. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LineMap } from '@aclift/diagnostics';
import { describe, expect, test } from 'vitest';
import { bare, printed } from '../testing/bare.ts';
import { checkSpans } from '../testing/check-spans.ts';
import { parseIos, printDevice } from './index.ts';

const root = new URL('../../../fixtures/ios/', import.meta.url);
const cases = readdirSync(root).toSorted();

const codes = (text: string): string[] =>
  parseIos({ name: 'input.cfg', text }).diagnostics.map(({ code }) => code);

describe.each(cases)('%s', (name) => {
  const text = readFileSync(new URL(`${name}/input.cfg`, root), 'utf8');
  const parse = parseIos({ name: 'input.cfg', text });

  test('gives the golden IR, diagnostics and account', async () => {
    const golden = fileURLToPath(new URL(`${name}/ir.golden.json`, root));
    // What all texts of the dialect have alike says nothing about one of them.
    const { semantics: _alike, dialect: _same, ...device } = parse.device;
    const shown = JSON.stringify({ ...parse, device }, undefined, 2);
    await expect(`${shown}\n`).toMatchFileSnapshot(golden);
  });

  test('reads CR LF and CR CR LF alike', () => {
    for (const end of ['\r\n', '\r\r\n']) {
      const other = text.replaceAll('\n', end);
      const again = parseIos({ name: 'input.cfg', text: other });
      expect(bare(again.device)).toEqual(bare(parse.device));
      expect(again.lines).toEqual(parse.lines);
      expect(codes(other)).toEqual(codes(text));
      expect(checkSpans(again.device, other)).toEqual([]);
    }
  });

  test('cuts exactly what each span names, and says why lines were not used', () => {
    expect(checkSpans(parse.device, text)).toEqual([]);
    const map = new LineMap(text);
    const told = new Set(parse.diagnostics.map(({ span }) => map.position(span.start).line));
    for (const run of parse.lines.runs) {
      for (let line = run.first; run.outcome === 'diagnostic' && line <= run.last; line += 1) {
        expect(told).toContain(line);
      }
    }
  });

  test('prints a configuration that reads the same', () => {
    const again = parseIos({ name: 'input.cfg', text: printDevice(parse.device) });
    expect(printed(again.device)).toEqual(printed(parse.device));
  });
});
