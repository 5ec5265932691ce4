/** `aclift parse`: what was understood of configurations, and what was not. */
import { Command } from 'commander';
import { explain, type ExplainedDiagnostic, LineMap, type SourceText } from '@aclift/diagnostics';
import { iosCatalogue, type IosParse, parseIos } from '@aclift/ios';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { expandInputs, readSource } from '../input.ts';
import { parseSummary } from '../parse-summary.ts';
import { printDiagnostics } from '../terminal.ts';

const EXAMPLES = `
Examples:
  aclift parse edge.cfg
      Lists, where they are bound, and every line that was not understood.
  aclift parse configs/ --json > parsed.json
      Every configuration of a folder as data: devices, lists, entries with their places, line accounts.

Exit codes: 0 all files are IOS and were read   2 wrong usage, unreadable input, or another dialect
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function parseCommand(exit: (code: ExitCode) => void): Command {
  return new Command('parse')
    .summary('show what was understood of configurations, and account for every line')
    .description(
      'Reads IOS and IOS-XE configurations and shows what they hold: lists, bindings, groups, other uses.\n' +
        'Each physical line is modelled, not ours, or has a diagnostic; the three add up.',
    )
    .argument('<config...>', 'configurations or folders of them; - reads standard input')
    .option('--json', 'print everything as JSON (schema aclift/parse/1)')
    .addHelpText('after', EXAMPLES)
    .action(async (configs: readonly string[], flags: { readonly json?: true }) => {
      exit(await runParse(configs, flags.json === true));
    });
}

async function runParse(configs: readonly string[], json: boolean): Promise<ExitCode> {
  const parses: { source: SourceText; parse: IosParse; said: ExplainedDiagnostic[] }[] = [];
  for (const name of await expandInputs(configs)) {
    const source = await readSource(name);
    const parse = parseIos(source);
    parses.push({ source, parse, said: parse.diagnostics.map((d) => explain(iosCatalogue, d)) });
  }
  if (json) {
    const files = parses.map(({ source, parse, said }) => fileReport(source, parse, said));
    process.stdout.write(`${JSON.stringify({ schema: 'aclift/parse/1', files }, null, 2)}\n`);
  } else {
    printDiagnostics(
      parses.flatMap(({ said }) => said),
      parses.map(({ source }) => source),
    );
    const blocks = parses.map(({ source, parse }) => parseSummary(source.name, parse).join('\n'));
    process.stdout.write(`${blocks.join('\n\n')}\n`);
  }
  return parses.every(({ parse }) => parse.dialect.kind === 'ios') ? EXIT.done : EXIT.usage;
}

function fileReport(
  source: SourceText,
  parse: IosParse,
  said: readonly ExplainedDiagnostic[],
): object {
  const lines = new LineMap(source.text);
  return {
    file: source.name,
    dialect:
      parse.dialect.kind === 'ios'
        ? { name: 'IOS' }
        : { name: parse.dialect.name, line: parse.dialect.because.line },
    lines: parse.lines,
    device: parse.device,
    diagnostics: said.map(({ code, severity, span, message, help }) => ({
      code,
      severity,
      ...lines.position(span.start),
      span,
      message,
      ...(help === undefined ? {} : { help }),
    })),
  };
}
