/** From the text of a project file to its meaning. Bad input never throws: what is wrong is said, with its place. */
import type { Outcome, Severity, SourceText } from '@aclift/diagnostics';
import type { InventoryDiagnostic } from '../diagnostic.ts';
import { choiceAt, fieldsOf, mapAt, numberAt, sectionItems, textAt } from '../field-reader.ts';
import { readAddress } from '../read-addresses.ts';
import { readRoot } from '../read-root.ts';
import { Reporter } from '../reporter.ts';
import type { YamlEntry, YamlTree } from '../yaml-tree.ts';
import type {
  IgnoredFinding,
  LintSettings,
  NetworkFacts,
  PortAddresses,
  Project,
} from './project.ts';

const WHOLE = 'The project file';
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];
const ADDRESSES = 2 ** 32;
const PORTS = 65_536;

/**
 * Reads a project file.
 *
 * @returns entries with mistakes are left out and reported. `undefined`: nothing of the file could be used.
 * @see docs/files/project.md, the specification of the format.
 */
export function readProject(source: SourceText): Outcome<Project | undefined, InventoryDiagnostic> {
  const reporter = new Reporter(source);
  const fields = readRoot(
    source,
    WHOLE,
    {
      version: 'required',
      configs: 'optional',
      inventory: 'optional',
      network: 'optional',
      lint: 'optional',
    },
    reporter,
  );
  if (fields === undefined) return { value: undefined, diagnostics: reporter.diagnostics() };
  const inventory = textOf(fields.inventory, 'inventory', reporter);
  const value = {
    source: source.name,
    configs: texts(fields.configs, 'configs', reporter),
    ...(inventory === undefined ? {} : { inventory }),
    lint: readLint(fields.lint, reporter),
    network: readNetwork(fields.network, reporter),
  };
  return { value, diagnostics: reporter.diagnostics() };
}

function readNetwork(entry: YamlEntry | undefined, reporter: Reporter): NetworkFacts {
  const { value } = entry ?? {};
  const isEmpty = value === undefined || (value.kind === 'scalar' && value.value === null);
  const map = isEmpty ? undefined : mapAt(value, 'network', reporter);
  if (map === undefined) return { upstream: [], unused: [], behind: [] };
  const fields = fieldsOf(
    map,
    'network',
    { upstream: 'optional', unused: 'optional', behind: 'optional' },
    reporter,
  );
  return {
    upstream: texts(fields.upstream, 'network.upstream', reporter),
    unused: texts(fields.unused, 'network.unused', reporter),
    behind: sectionItems(fields.behind, 'network.behind', reporter).flatMap((item, index) =>
      readBehind(item, `network.behind[${index}]`, reporter),
    ),
  };
}

/** @returns none for an entry with a mistake: a port must not be said to have fewer hosts than it has. */
function readBehind(tree: YamlTree, at: string, reporter: Reporter): readonly PortAddresses[] {
  const map = mapAt(tree, at, reporter);
  if (map === undefined) return [];
  const before = reporter.diagnostics().length;
  const fields = fieldsOf(map, at, { port: 'required', addresses: 'required' }, reporter);
  const port = textOf(fields.port, `${at}.port`, reporter);
  const addresses = sectionItems(fields.addresses, `${at}.addresses`, reporter).flatMap(
    (item, index) => {
      const text = textAt(item, `${at}.addresses[${index}]`, reporter);
      const address = text === undefined ? undefined : readAddress(text, reporter);
      return address === undefined ? [] : [address];
    },
  );
  return reporter.diagnostics().length > before || port === undefined ? [] : [{ port, addresses }];
}

function readLint(entry: YamlEntry | undefined, reporter: Reporter): LintSettings {
  const { value } = entry ?? {};
  const isEmpty = value === undefined || (value.kind === 'scalar' && value.value === null);
  const map = isEmpty ? undefined : mapAt(value, 'lint', reporter);
  if (map === undefined) return { ignore: [] };
  const fields = fieldsOf(
    map,
    'lint',
    { failOn: 'optional', wideSources: 'optional', namedPorts: 'optional', ignore: 'optional' },
    reporter,
  );
  const failOn =
    fields.failOn && choiceAt(fields.failOn.value, 'lint.failOn', SEVERITIES, reporter);
  const wideSources = numberOf(fields.wideSources, 'lint.wideSources', ADDRESSES, reporter);
  const namedPorts = numberOf(fields.namedPorts, 'lint.namedPorts', PORTS, reporter);
  return {
    ...(failOn === undefined ? {} : { failOn }),
    ...(wideSources === undefined ? {} : { wideSources }),
    ...(namedPorts === undefined ? {} : { namedPorts }),
    ignore: sectionItems(fields.ignore, 'lint.ignore', reporter).flatMap((item, index) =>
      readIgnored(item, `lint.ignore[${index}]`, reporter),
    ),
  };
}

/** @returns none for an entry with a mistake: it must not accept more than it says. */
function readIgnored(tree: YamlTree, at: string, reporter: Reporter): readonly IgnoredFinding[] {
  const map = mapAt(tree, at, reporter);
  if (map === undefined) return [];
  const before = reporter.diagnostics().length;
  const fields = fieldsOf(
    map,
    at,
    { codes: 'required', file: 'optional', list: 'optional', line: 'optional', reason: 'required' },
    reporter,
  );
  const codes = texts(fields.codes, `${at}.codes`, reporter);
  const [file, list, line, reason] = (['file', 'list', 'line', 'reason'] as const).map((key) =>
    textOf(fields[key], `${at}.${key}`, reporter),
  );
  if (
    fields.codes !== undefined &&
    reporter.diagnostics().length === before &&
    codes.length === 0
  ) {
    reporter.add('inventory/wrong-value', fields.codes.value.span, {
      at: `${at}.codes`,
      expected: 'a list of codes',
      found: 'nothing',
    });
  }
  if (reporter.diagnostics().length > before || reason === undefined) return [];
  return [
    {
      codes,
      ...(file === undefined ? {} : { file }),
      ...(list === undefined ? {} : { list }),
      ...(line === undefined ? {} : { line }),
      reason,
      span: map.span,
    },
  ];
}

function texts(entry: YamlEntry | undefined, at: string, reporter: Reporter): readonly string[] {
  return sectionItems(entry, at, reporter).flatMap((item, index) => {
    const text = textAt(item, `${at}[${index}]`, reporter)?.text;
    return text === undefined ? [] : [text];
  });
}

function textOf(entry: YamlEntry | undefined, at: string, reporter: Reporter): string | undefined {
  return entry === undefined ? undefined : textAt(entry.value, at, reporter)?.text;
}

function numberOf(
  entry: YamlEntry | undefined,
  at: string,
  most: number,
  reporter: Reporter,
): number | undefined {
  return entry === undefined ? undefined : numberAt(entry.value, at, most, reporter);
}
