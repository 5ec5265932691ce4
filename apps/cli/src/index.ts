/** The command line: arguments in, exit code out. Commands hold no policy logic. */
import { Command, CommanderError } from 'commander';
import { diffCommand } from './commands/diff.ts';
import { initCommand } from './commands/init.ts';
import { explainCommand } from './commands/explain.ts';
import { inventoryCommand } from './commands/inventory.ts';
import { lintCommand } from './commands/lint.ts';
import { migrateCommand } from './commands/migrate.ts';
import { moveCommand } from './commands/move.ts';
import { parseCommand } from './commands/parse.ts';
import { policyDiffCommand } from './commands/policy-diff.ts';
import { queryCommand } from './commands/query.ts';
import { reviewCommand } from './commands/review.ts';
import { suggestCommand } from './commands/suggest.ts';
import { replayCommand } from './commands/replay.ts';
import { traceCommand } from './commands/trace.ts';
import { validateCommand } from './commands/validate.ts';
import { verifyCommand } from './commands/verify.ts';
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
  for (const command of [
    migrateCommand(exit),
    moveCommand(exit),
    verifyCommand(exit),
    policyDiffCommand(exit),
    traceCommand(exit),
    replayCommand(exit),
    explainCommand(exit),
    suggestCommand(exit),
    reviewCommand(exit),
    lintCommand(exit),
    diffCommand(exit),
    queryCommand(exit),
    parseCommand(exit),
    validateCommand(exit),
    inventoryCommand(exit),
    initCommand(exit),
  ]) {
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
