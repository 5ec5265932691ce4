/** `aclift move …`: what routers learn and forget while workloads move. */
import { Command } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import { movePlanCommand } from './move-plan.ts';
import { moveStatusCommand } from './move-status.ts';
import { moveVerifyCommand } from './move-verify.ts';

/** The command with its subcommands, ready to be added to the program. `exit` receives the exit code. */
export function moveCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command('move')
    .summary('plan what routers change while workloads move into the cluster, and check it')
    .description(
      'Works out, wave by wave, which lines the lists of the routers need for the new addresses of workloads, and which they\n' +
        'can lose afterwards. Every state is proven against what the lists permit today.',
    );
  command.addCommand(movePlanCommand(exit));
  command.addCommand(moveVerifyCommand(exit));
  command.addCommand(moveStatusCommand(exit));
  return command;
}
