/** The command line: arguments in, exit code out. Commands hold no policy logic. */
import { Command, CommanderError } from 'commander';
import { commandsFor } from './command-list.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { bugLines, failureLines } from './failure.ts';
import { setInputLimit, sizeOf } from './input-limit.ts';
import { warnLines } from './print.ts';
import { watchOutput } from './watch-output.ts';
import { version } from './version.ts';

/** Runs the program. @returns the exit code; only our own bugs throw. */
async function main(argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = new Command('aclift')
    .description(
      'Lifts Cisco IOS access lists into label-based Kubernetes policy drafts, and proves what each draft changes.\n' +
        'Nothing leaves this machine.',
    )
    .version(version)
    .option(
      '--max-input <size>',
      'read inputs of up to this size, for example 400MiB; default: 256MiB',
      sizeOf,
    )
    .hook('preAction', (all) => setInputLimit(all.opts<{ maxInput?: number }>().maxInput))
    .configureOutput({ writeErr: (text) => warnLines(text.replace(/\n$/, '').split('\n')) })
    .showHelpAfterError('(--help shows usage and examples)')
    .exitOverride();
  const exit = (result: ExitCode): void => {
    code = result;
  };
  for (const command of await commandsFor(argv, exit)) {
    program.addCommand(command.copyInheritedSettings(program));
    for (const inner of command.commands) inner.copyInheritedSettings(program);
  }
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const lines = failureLines(error);
    if (lines === undefined) throw error;
    warnLines(lines);
    return EXIT.usage;
  }
  return code;
}

/** The last resort: a bug ends the program with a sentence. */
function failed(error: unknown): void {
  warnLines(bugLines(error, process.env['ACLIFT_STACK'] === '1'));
  process.exitCode = EXIT.internal;
}

const output = watchOutput();
process.on('uncaughtException', (error) => {
  failed(error);
  process.exit();
});
try {
  const code = await main(process.argv);
  process.exitCode = output.failed() ? EXIT.usage : code;
} catch (error) {
  failed(error);
}
