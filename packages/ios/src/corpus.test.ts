/** Every file of the corpus: nothing crashes, every physical line has one outcome, every span cuts what it names. */
import { LineMap } from '@aclift/diagnostics';
import { describe, expect, test } from 'vitest';
import { bare, printed } from '../testing/bare.ts';
import { corpusFiles, corpusMissing, corpusText } from '../testing/corpus.ts';
import { checkSpans } from '../testing/check-spans.ts';
import { parseIos, printDevice } from './index.ts';

const files = corpusFiles();

/** What the manifest calls another dialect and is none. */
const MISLABELLED: Readonly<Record<string, string>> = {
  'pybatfish/current__configs__firewall.cfg':
    'an IOS-XE router with a zone-based firewall: class-map type inspect, zone-pair, ip access-list extended',
};

/** Files beside the configurations: filter sets, tables of numbers, expected results, the trace of a program. */
const isNoConfiguration = (file: string, kind: string): boolean =>
  kind === 'filter-set' ||
  /^stanford-normalised\/\w+_usage$|\.yml$/.test(file) ||
  file === 'fwbuilder/ImporterTest__test_data__ios.output';

test.skipIf(corpusMissing !== undefined)(`the corpus is there ${corpusMissing ?? ''}`, () => {
  expect(files.length).toBeGreaterThan(140);
});

describe.skipIf(corpusMissing !== undefined).each(files)('$file', ({ file, kind }) => {
  const source = corpusText(file);
  const parse = parseIos(source);
  const { device, diagnostics, lines } = parse;

  test('accounts for each physical line once', () => {
    const map = new LineMap(source.text);
    expect(lines.lines).toBe(map.lineCount);
    expect(lines.modelled + lines.notOurs + lines.diagnostic).toBe(lines.lines);
    let next = 1;
    for (const run of lines.runs) {
      expect(run.first).toBe(next);
      next = run.last + 1;
    }
    expect(next).toBe(lines.lines + 1);
  });

  test('explains each line that was not used', () => {
    const map = new LineMap(source.text);
    const told = new Set(diagnostics.map(({ span }) => map.position(span.start).line));
    for (const run of lines.runs) {
      if (run.outcome !== 'diagnostic') continue;
      for (let line = run.first; line <= run.last; line += 1) expect(told).toContain(line);
    }
  });

  test('cuts exactly what each span names', () => {
    expect(checkSpans(device, source.text)).toEqual([]);
  });

  test('prints a configuration that reads the same', () => {
    const again = parseIos({ name: file, text: printDevice(device) });
    expect(printed(again.device)).toEqual(printed(device));
  });

  test('is refused exactly if it is another dialect or no configuration', () => {
    const other = kind === 'other-dialect' && MISLABELLED[file] === undefined;
    const none = isNoConfiguration(file, kind);
    expect(parse.dialect.kind).toBe(other ? 'other' : none ? 'none' : 'ios');
    const codes = diagnostics.map(({ code }) => code);
    expect(codes.includes('ios/other-dialect')).toBe(other);
    expect(codes.includes('ios/not-a-configuration')).toBe(none);
    const refused = other || none;
    expect(refused && diagnostics.length + device.acls.length + device.interfaces.length).toBe(
      refused ? 1 : false,
    );
  });

  test('reads alike with CR LF and CR CR LF', () => {
    const text = source.text.replaceAll(/\r*\n|\r/g, '\n');
    const lf = bare(parseIos({ name: file, text }).device);
    expect(bare(parseIos({ name: file, text: text.replaceAll('\n', '\r\n') }).device)).toEqual(lf);
    expect(bare(parseIos({ name: file, text: text.replaceAll('\n', '\r\r\n') }).device)).toEqual(
      lf,
    );
  });

  test('survives the wrong encoding', () => {
    const latin1 = parseIos(corpusText(file, 'latin1'));
    expect(latin1.device.acls.length).toBe(device.acls.length);
  });
});

describe.skipIf(corpusMissing !== undefined)('the manifest of the corpus', () => {
  /** Where the manifest's line counter and the reader count other things. */
  const COUNTED_DIFFERENTLY: Readonly<Record<string, string>> = {
    'batfish/cisco__testconfigs__ios-acl': 'two headers in firewall spelling hold one entry each',
    'batfish/unit-tests__configs__cisco_acl': 'entries of ARP lists are no IP entries',
    'batfish/access-group-acl__configs__iosAccessGroupAcl':
      'entries of MAC lists are no IP entries',
    'netspoc-approve/go__testdata__ios_parse.t': 'deletes and rebuilds its lists many times',
    'netspoc/go__testdata__protocols.t':
      'entries of other routers continue below text of the test language',
    'netspoc/go__testdata__stateless.t':
      'entries of other routers continue below text of the test language',
    'genieparser/iosxe__ShowAccessLists__golden_output_output.txt': 'entries of a MAC list',
    'genieparser/iosxe__ShowIpAccessListDumpReflexive__golden_output_output.txt':
      'entries of reflexive lists come and go',
  };

  test.each(
    files.filter(
      ({ aces, file, kind }) =>
        aces !== null &&
        COUNTED_DIFFERENTLY[file] === undefined &&
        kind !== 'other-dialect' &&
        kind !== 'filter-set' &&
        kind !== 'normalised-rules',
    ),
  )('counts the entries of $file', ({ aces, file }) => {
    const { device } = parseIos(corpusText(file));
    const kept = device.acls.flatMap(({ entries }) => entries);
    const count =
      kept.filter(
        (entry) =>
          entry.kind === 'ace' || (entry.kind === 'unrecognized' && entry.action !== undefined),
      ).length + device.removed.length;
    expect(count).toBe(aces ?? 0);
  });
});

test.skipIf(corpusMissing !== undefined)(
  `fifteen thousand entries and ten times as many take linear time ${corpusMissing ?? ''}`,
  { retry: 3 },
  () => {
    const { text } = corpusText('ciscoconfparse2/fixtures__configs__sample_05.ios');
    const tenfold = Array.from({ length: 10 }, (_, at) => text.replaceAll('ACL_', `L${at}_`)).join(
      '',
    );
    const time = (all: string): number => {
      const start = performance.now();
      expect(parseIos({ name: 'x', text: all }).device.removed).toEqual([]);
      return performance.now() - start;
    };
    time(text);
    const once = time(text);
    expect(time(tenfold)).toBeLessThan(once * 40);
  },
);
