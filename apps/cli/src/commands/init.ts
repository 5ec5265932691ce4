/** `aclift init`: writes a first project file. */
import { Command } from 'commander';
import { writeProject } from '@aclift/inventory';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { ChangedMeanwhile, writeFiles } from '../files/write-files.ts';
import { InputError } from '../input-error.ts';
import { printLines } from '../print.ts';
import { PROJECT_FILE } from '../project.ts';

const EXAMPLES = `
Examples:
  aclift init configs/
      Writes ${PROJECT_FILE} here, with comments; "aclift lint" then reads the configurations of configs/.

Exit codes: 0 written   2 there is one already, or it cannot be written
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function initCommand(exit: (code: ExitCode) => void): Command {
  return new Command('init')
    .summary('write a first project file')
    .description(
      `Writes ${PROJECT_FILE} in this folder: which configurations are meant, when lint fails, and which findings are\n` +
        'accepted. A file that is there is left as it is.',
    )
    .argument('[config...]', 'configurations or folders of them, to be listed')
    .option('--force', 'overwrite the one that is there')
    .addHelpText('after', EXAMPLES)
    .action(async (configs: readonly string[], { force }: { readonly force?: true }) => {
      const text = writeProject(configs);
      const before = { kind: force === true ? 'anything' : 'nothing' } as const;
      try {
        await writeFiles([{ path: PROJECT_FILE, text, before }]);
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        throw new InputError(`${PROJECT_FILE} is there already; --force overwrites it`);
      }
      printLines([`Written: ${PROJECT_FILE}`]);
      exit(EXIT.done);
    });
}
