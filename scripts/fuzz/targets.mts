/** What fuzzing tries, and what must hold of it whatever the input is. */
import fc from 'fast-check';
import type { MigrateOptions, MigrateReport } from '@aclift/core';
import {
  explainPolicies,
  FlowFile,
  type FlowVerdictLine,
  readPolicyFiles,
  Replay,
  UnknownFormat,
} from '@aclift/insight';
import { diffConfigs, lint } from '@aclift/analysis';
import { type Catalogue, explain, type SourceText } from '@aclift/diagnostics';
import {
  FORMATS,
  importInventory,
  inventoryCatalogue,
  readDecisions,
  readInventory,
  readProject,
} from '@aclift/inventory';
import { parseIos, printLine, readLogMessage } from '@aclift/ios';
import { policyCatalogue, readPolicies } from '@aclift/policy';
import { modelPolicies } from '@aclift/verify';
import { judge } from '../../apps/cli/src/testing/judge.ts';
import { anyEstate, packets } from '../../apps/cli/src/testing/random-estate.ts';
import {
  adHoc,
  DEFAULTS,
  draftTexts,
  readScenario,
  runScenario,
  scenario,
  scenarios,
} from '../../apps/cli/src/testing/scenario.ts';
import { anySoup } from '../../packages/ios/testing/mutations.ts';
import { faults } from '../../packages/ios/testing/reading-faults.ts';
import { damaged, fixtures } from './texts.mts';

/** What one round of a target tries. */
export interface Target {
  readonly name: string;
  /** A property for each law; `show` writes a counterexample as the texts that a user would have. */
  readonly laws: readonly Law[];
}

/** Inputs, and what does not hold of one of them although it must of all; empty when all is well. */
export interface Law {
  readonly inputs: fc.Arbitrary<unknown>;
  readonly faults: (input: never) => readonly string[];
  readonly show: (input: never) => string;
}

function law<T>(
  inputs: fc.Arbitrary<T>,
  faultsOf: (input: T) => readonly string[],
  show: (input: T) => string = (input) =>
    typeof input === 'string' ? input : JSON.stringify(input, null, 1),
): Law {
  return { inputs, faults: faultsOf as Law['faults'], show: show as Law['show'] };
}

const NAME = 'input';
const all = scenarios();
const configs = fixtures('scenarios', /\.cfg$/u);
const inventories = fixtures('', /inventory\.yaml$|fixtures\/inventory\/.*\.ya?ml$/u);
const policyTexts = fixtures('scenarios', /golden\/.*policies\/.*\.yaml$/u);
const campus = scenario('campus');
const campusRead = readScenario(campus);
const campusPolicies = draftTexts(runScenario(campus)).map((text, at) => ({
  name: `${at}.yaml`,
  text,
}));

/** Each diagnostic lies within its text and has words. */
function saidBadly<D extends Parameters<typeof explain>[1]>(
  catalogue: Catalogue<D>,
  diagnostics: readonly D[],
  { length }: string,
): string[] {
  return diagnostics.flatMap((one) => {
    const { start, end } = one.span;
    const words = explain(catalogue, one).message;
    return [
      ...(start >= 0 && start <= end && end <= length
        ? []
        : [`${one.code} at ${start} to ${end} of ${length}`]),
      ...(words === '' || /undefined|\[object|NaN/u.test(words) ? [`${one.code}: ${words}`] : []),
    ];
  });
}

function readingOfInventories(text: string): string[] {
  const source = { name: NAME, text };
  return [readInventory(source), readDecisions(source), readProject(source)].flatMap(
    ({ diagnostics }) => saidBadly(inventoryCatalogue, diagnostics, text),
  );
}

function readingOfPolicies(text: string): string[] {
  const source = { name: NAME, text };
  const { diagnostics, value } = readPolicies(source);
  explainPolicies({ configs: [], policies: [source] });
  const { accepted } = readPolicyFiles([source]);
  for (const family of ['ipv4', 'ipv6'] as const)
    modelPolicies(accepted, campusRead.inventory, family);
  const more = accepted.length > value.length;
  return [
    ...saidBadly(policyCatalogue, diagnostics, text),
    ...(more ? ['more policies are accepted than were read'] : []),
  ];
}

function importing(format: (typeof FORMATS)[number], text: string): string[] {
  const result = importInventory({ files: [{ name: NAME, text }], format, namespace: 'legacy' });
  if (!result.ok) return ['an import into nothing is refused as into a faulty inventory'];
  const { facts, text: inventory, totals } = result.value;
  const errors = readInventory({ name: 'i', text: inventory }).diagnostics.filter(
    (one) => explain(inventoryCatalogue, one).severity === 'error',
  );
  const sum = totals.imported + totals.merged + totals.conflict + totals.skipped;
  return [
    ...errors.map(({ code }) => `what was imported is refused: ${code}`),
    ...(sum === facts.length ? [] : [`${facts.length} facts, ${sum} outcomes`]),
  ];
}

function replaying(text: string): string[] {
  const replay = new Replay({
    devices: campusRead.devices,
    inventory: campusRead.inventory,
    policies: campusPolicies,
    sources: [...campus.configs, campus.inventory],
    diagnostics: [],
    options: { ...DEFAULTS, target: 'cilium' },
  });
  const lines = text.replace(/\n$/u, '').split('\n');
  const file = new FlowFile(replay, NAME, { readLog: readLogMessage });
  const verdicts: FlowVerdictLine[] = [];
  try {
    for (const line of lines) verdicts.push(...file.line(line));
    verdicts.push(...file.end());
  } catch (error) {
    // The one way to refuse a file as a whole.
    if (error instanceof UnknownFormat) return [];
    throw error;
  }
  const { records } = replay.report([file.account], true);
  const negative = Object.entries(records).filter(([, count]) => Number(count) < 0);
  return [
    ...verdicts
      .filter(({ line }) => line < 1 || line > lines.length)
      .map(({ line }) => `a verdict on line ${line} of ${lines.length}`),
    ...negative.map(([name, count]) => `${count} records are ${name}`),
  ];
}

/** The laws of a report that hold whatever was read. */
function reporting(report: MigrateReport, mayWiden: boolean): string[] {
  const { ledger, proof } = report;
  const sum = Object.values(ledger.outcomes).reduce((a, b) => a + b, 0);
  return [
    ...(sum === ledger.total && ledger.entries.length === sum
      ? []
      : [`the ledger: ${sum} outcomes, ${ledger.entries.length} entries, total ${ledger.total}`]),
    ...(proof.unexplained === '0' ? [] : [`unexplained: ${proof.unexplained}`]),
    ...(mayWiden || proof.widened === '0' ? [] : [`widened: ${proof.widened}`]),
  ];
}

const anyOptions: fc.Arbitrary<Partial<MigrateOptions>> = fc.record({
  target: fc.constantFrom('networkpolicy' as const, 'cilium' as const),
  unseenTraffic: fc.constantFrom('strict' as const, 'report' as const, 'preserve' as const),
  defaultCoverage: fc.constantFrom('grant' as const, 'withhold' as const),
  clientPorts: fc.constantFrom('any' as const, 'ephemeral' as const),
});
const isStrict = (options: Partial<MigrateOptions>): boolean =>
  options.defaultCoverage === 'withhold' && options.unseenTraffic === 'strict';

/** The whole way for one damaged configuration of a scenario, beside everything else of it as it is. */
const damagedScenario = fc
  .constantFrom(...all.filter(({ configs: [first] }) => (first?.text.length ?? 0) < 20_000))
  .chain((given) =>
    fc.record({ given: fc.constant(given), text: damaged([given.configs[0]?.text ?? '']) }),
  );

function withText({
  given,
  text,
}: {
  readonly given: (typeof all)[number];
  readonly text: string;
}) {
  const [first, ...rest] = given.configs;
  return { ...given, configs: [{ name: first?.name ?? 'r.cfg', text }, ...rest] };
}

function linting(texts: readonly [string, string]): string[] {
  const read = texts.map((text, at) => {
    const source: SourceText = { name: `${at}.cfg`, text };
    return { source, device: parseIos(source).device };
  });
  const [old, young] = read as [(typeof read)[number], (typeof read)[number]];
  lint({ devices: [old.device], sources: [old.source], diagnostics: [], printLine });
  diffConfigs({ old, new: young, by: 'name' });
  const itself = diffConfigs({ old, new: old, by: 'name' });
  return JSON.stringify(itself).includes('"kind":"differs"') ? ['a list differs from itself'] : [];
}

/** Everything that is fuzzed, by name. */
export const TARGETS: readonly Target[] = [
  {
    name: 'ios',
    laws: [
      law(damaged([...configs, ...fixtures('ios', /input\.cfg$/u)]), faults),
      law(anySoup, faults),
    ],
  },
  { name: 'inventory', laws: [law(damaged(inventories), readingOfInventories)] },
  {
    name: 'import',
    laws: FORMATS.map((format) =>
      law(damaged(fixtures(`inventory-import/${format}`, /./u)), (text) => importing(format, text)),
    ),
  },
  { name: 'policies', laws: [law(damaged(policyTexts), readingOfPolicies)] },
  { name: 'flows', laws: [law(damaged(fixtures('flows', /(?<!\.md)$/u)), replaying)] },
  {
    name: 'lists',
    laws: [
      law(fc.tuple(damaged(configs), damaged(configs)), linting, (texts) =>
        texts.join('\n=====\n'),
      ),
    ],
  },
  {
    name: 'pipeline',
    laws: [
      law(fc.tuple(anyEstate, packets, anyOptions), ([estate, flows, options]) => {
        const { disagreements, narrowed, report, widened } = judge(estate, flows, options);
        return [
          ...reporting(report, !isStrict(options)),
          ...(report.proof.proven ? [] : ['not proven']),
          ...(disagreements.length > 0 ? ['the evaluator and the YAML read by hand differ'] : []),
          ...(widened.length > 0 && report.proof.widened === '0' ? ['wider than proven'] : []),
          ...(narrowed.length > 0 && report.proof.narrowed === '0' ? ['narrower than proven'] : []),
        ];
      }),
      law(
        fc.tuple(damagedScenario, anyOptions),
        ([chosen, options]) =>
          reporting(
            runScenario(withText(chosen), options).report,
            // What was decided may widen.
            !isStrict(options) || chosen.given.decisions !== undefined,
          ),
        ([{ given, text }, options]) =>
          `! scenario ${given.name} ${JSON.stringify(options)}\n${text}`,
      ),
      law(fc.tuple(anyEstate, damaged(inventories), anyOptions), ([{ config }, text, options]) =>
        isUsable(text)
          ? reporting(runScenario(adHoc(config, text), options).report, !isStrict(options))
          : [],
      ),
    ],
  },
];

function isUsable(text: string): boolean {
  const { diagnostics, value } = readInventory({ name: NAME, text });
  return (
    value !== undefined &&
    diagnostics.every((one) => explain(inventoryCatalogue, one).severity !== 'error')
  );
}
