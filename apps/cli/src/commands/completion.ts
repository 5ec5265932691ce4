/** `aclift completion`: the script of a shell, and what that script asks for at each press of the tab key. */
import { script } from '@bomb.sh/tab';
import { Argument, Command } from 'commander';
import { completionsOf } from '../completions.ts';
import { printText } from '../print.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** Directives of the scripts: complete with names of files where there is nothing else, or never do. */
const FILES = ':0';
const NO_FILES = ':4';

/** The command that prints the script of a shell. */
export function completionCommand(): Command {
  return new Command('completion')
    .summary('print a script that completes commands and options in your shell')
    .description('Prints a script that completes commands, options and their values in a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText(
      'after',
      `
For this session or, in a start-up file of the shell, for all:
  bash        source <(aclift completion bash)
  zsh         source <(aclift completion zsh)
  fish        aclift completion fish | source
  powershell  aclift completion powershell | Out-String | Invoke-Expression`,
    )
    .action((shell: (typeof SHELLS)[number]) => script(shell, 'aclift', 'aclift'));
}

/**
 * Answers a script: a line for each way on, and whether names of files are others.
 * @param program with all of its commands loaded. @param words see {@link completionsOf}.
 */
export function answerShell(program: Command, words: readonly string[]): void {
  const { files, found } = completionsOf(program, words);
  const lines = found.map(({ says, value }) => `${value}\t${says}`);
  printText(`${[...lines, files ? FILES : NO_FILES].join('\n')}\n`);
}
