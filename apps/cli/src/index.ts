/** The command line: arguments in, exit code out. Commands hold no policy logic. */
import { Command, CommanderError } from 'commander';
import { diffCommand } from './commands/diff.ts';
import { initCommand } from './commands/init.ts';
import { explainCommand } from './commands/explain.ts';
import { inventoryCommand } from './commands/inventory.ts';
import { lintCommand } from './commands/lint.ts';
import { migrateCommand } from './commands/migrate.ts';
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
import { failureText } from './failure.ts';
import { version } from './version.ts';

/** Runs the program. @returns the exit code; only our own bugs throw. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = new Command('aclift')
    .description(
      'Lifts Cisco IOS access lists into label-based Kubernetes policy drafts, and proves what each draft changes.\n' +
        'Nothing leaves this machine.',
    )
    .version(version)
    .showHelpAfterError('(--help shows usage and examples)')
    .exitOverride();
  const exit = (result: ExitCode): void => {
    code = result;
  };
  for (const command of [
    migrateCommand(exit),
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
    const text = failureText(error);
    if (text === undefined) throw error;
    process.stderr.write(`aclift: ${text}\n`);
    return EXIT.usage;
  }
  return code;
}

// A reader that has seen enough (`| head`) is no error of ours; whatever else goes wrong with the output is.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await main(process.argv);
