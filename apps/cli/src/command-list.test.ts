import { Help } from 'commander';
import { expect, test } from 'vitest';
import { COMMANDS, commandsFor, listedOnly } from './command-list.ts';

const shown = new Help();

test.each(COMMANDS)('$name is listed as it is', async (listed) => {
  const loaded = await listed.load(() => undefined);
  const short = listedOnly(listed);
  expect(short.name()).toBe(loaded.name());
  expect(shown.subcommandTerm(short)).toBe(shown.subcommandTerm(loaded));
  expect(shown.subcommandDescription(short)).toBe(shown.subcommandDescription(loaded));
});

test('only the commands that are named are loaded', async () => {
  const commands = await commandsFor(['node', 'aclift', 'help', 'parse'], () => undefined);
  const described = commands.filter((command) => command.description() !== '');
  expect(described.map((command) => command.name())).toEqual(['parse']);
});
