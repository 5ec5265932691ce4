/** The laws of reading a configuration, for texts that nobody meant to be read. */
import { isDeepStrictEqual } from 'node:util';
import { explain, LineMap } from '@aclift/diagnostics';
import { iosCatalogue, parseIos, printDevice } from '../src/index.ts';
import { printed } from './bare.ts';

/** What does not hold of the reading of a text although it must of every one; empty when all is well. */
export function faults(text: string): string[] {
  const found: string[] = [];
  const claim = (holds: boolean, what: string): void => {
    if (!holds) found.push(what);
  };
  const { device, diagnostics, lines } = parseIos({ name: 'x', text });
  const map = new LineMap(text);
  claim(
    lines.lines === map.lineCount,
    `${lines.lines} lines in the account, ${map.lineCount} in the text`,
  );
  claim(
    lines.modelled + lines.notOurs + lines.diagnostic === lines.lines,
    'the account does not add up',
  );
  let next = 1;
  for (const { first, last } of lines.runs) {
    claim(first === next && last >= first, `the run ${first} to ${last} begins after ${next}`);
    next = last + 1;
  }
  claim(next === lines.lines + 1, `the runs end at ${next - 1}`);
  const told = new Set<number>();
  for (const diagnostic of diagnostics) {
    const { start, end } = diagnostic.span;
    const fits = start >= 0 && end >= start && end <= text.length;
    claim(fits, `${diagnostic.code} at ${start} to ${end} of ${text.length}`);
    claim(
      explain(iosCatalogue, diagnostic).message.length < 600,
      `${diagnostic.code} says too much`,
    );
    if (!fits) continue;
    const last = map.position(Math.max(start, end - 1)).line;
    for (let line = map.position(start).line; line <= last; line += 1) told.add(line);
  }
  for (const run of lines.runs) {
    for (let line = run.first; run.outcome === 'diagnostic' && line <= run.last; line += 1) {
      claim(told.has(line), `line ${line} was not used, and nothing says why`);
    }
  }
  // What was understood can be written down and read again; what was not has no canonical form.
  const again = parseIos({ name: 'x', text: printDevice(device) }).device;
  claim(
    JSON.stringify(device).includes('"unrecognized"') ||
      isDeepStrictEqual(printed(again), printed(device)),
    'the printed configuration reads differently',
  );
  claim(
    isDeepStrictEqual(JSON.parse(JSON.stringify(device)), device),
    'the device is no plain data',
  );
  return found;
}
