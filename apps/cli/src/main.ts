/** The command line: arguments in, exit code out. Commands hold no policy logic. */
import { Command, CommanderError } from 'commander';
import { asksForCompletions, commandsFor } from './command-list.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { bugLines, failureLines } from './failure.ts';
import { setInputLimit, sizeOf } from './input-limit.ts';
import { warnLines } from './print.ts';
import { version } from './version.ts';

/**
 * Runs one command on the streams, the environment and the working directory of this process. Keeps nothing from one run
 * to the next, so that it can be called again.
 * @param argv as in `process.argv`: what stands behind the first two is for the program.
 * @returns the exit code; a bug of ours is told and has one, too.
 */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  try {
    return await command(argv);
  } catch (error) {
    return failed(error);
  }
}

/** The last resort: a bug ends the program with a sentence. @returns the exit code. */
export function failed(error: unknown): ExitCode {
  warnLines(bugLines(error, process.env['ACLIFT_STACK'] === '1'));
  return EXIT.internal;
}

/** @returns the exit code; only our own bugs throw. */
async function command(argv: readonly string[]): Promise<ExitCode> {
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
  for (const each of await commandsFor(argv, exit)) {
    program.addCommand(each.copyInheritedSettings(program));
    for (const inner of each.commands) inner.copyInheritedSettings(program);
  }
  if (asksForCompletions(argv)) {
    const { answerShell } = await import('./commands/completion.ts');
    answerShell(program, argv.slice(4));
    return EXIT.done;
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
