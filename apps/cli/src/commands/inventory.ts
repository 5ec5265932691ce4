/** `aclift inventory …`: commands about the inventory itself. */
import { Command } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import { inventoryCheckCommand } from './inventory-check.ts';
import { inventoryEdgeCommand } from './inventory-edge.ts';
import { inventoryImportCommand } from './inventory-import.ts';

/** The command with its subcommands, ready to be added to the program. `exit` receives the exit code. */
export function inventoryCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command('inventory')
    .summary('check the inventory, or make one from what you have')
    .description(
      'Works on the inventory: the file that says which pods stand where addresses stand today.',
    );
  command.addCommand(inventoryCheckCommand(exit));
  command.addCommand(inventoryImportCommand(exit));
  command.addCommand(inventoryEdgeCommand(exit));
  return command;
}
