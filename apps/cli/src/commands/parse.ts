/** `aclift parse`: what was understood of configurations, and what was not. */
import { Command } from 'commander';
import type { SourceText } from '@aclift/diagnostics';
import { readText } from '@aclift/dialects';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { expandInputs, readSource } from '../input.ts';
import { parseReport, readable, systemsRead } from '@aclift/workspace';
import { parseSummary } from '../parse-summary.ts';
import { printDiagnostics } from '../terminal.ts';
import { printJson, printLines } from '../print.ts';

const EXAMPLES = `
Examples:
  aclift parse edge.cfg
      Lists, where they are bound, and every line that was not understood.
  aclift parse configs/ --json > parsed.json
      Every configuration of a folder as data: devices, lists, entries with their places, line accounts.

Exit codes: 0 all files are ${readable()} and were read   2 wrong usage, unreadable input, or another dialect
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function parseCommand(exit: (code: ExitCode) => void): Command {
  return new Command('parse')
    .summary('show what was understood of configurations, and account for every line')
    .description(
      `Reads ${systemsRead()} configurations and shows what they hold: lists, bindings, groups, other uses.\n` +
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
  const sources: SourceText[] = [];
  for (const name of await expandInputs(configs)) sources.push(await readSource(name));
  const parses = sources.map((source) => readText(source));
  if (json) {
    printJson(parseReport(sources, parses));
  } else {
    printDiagnostics(
      parses.flatMap(({ diagnostics }) => diagnostics),
      sources,
    );
    const blocks = parses.map((parse, at) => parseSummary(sources[at] as SourceText, parse));
    printLines(blocks.flatMap((block, at) => (at === 0 ? block : ['', ...block])));
  }
  return parses.every(({ refusal }) => refusal === undefined) ? EXIT.done : EXIT.usage;
}
