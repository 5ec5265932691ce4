/** How a command line may go on, read off the commands themselves. */
import { type Argument, type Command, Help, type Option } from 'commander';

/** One way on. */
export interface Completion {
  readonly value: string;
  /** One line. */
  readonly says: string;
}

/** Ways on. */
export interface Completions {
  readonly found: readonly Completion[];
  /** Whether the word may be the name of a file. */
  readonly files: boolean;
}

/**
 * @param program with all of its commands loaded.
 * @param words behind the program's name; the last is the one to complete, and may be empty.
 */
export function completionsOf(program: Command, words: readonly string[]): Completions {
  const word = words.at(-1) ?? '';
  const { command, filled, last, onlyFiles } = walked(program, words.slice(0, -1));
  if (last !== undefined) return choices(last, '', word);
  const equals = word.indexOf('=');
  if (!onlyFiles && word.startsWith('--') && equals > 0) {
    const name = word.slice(0, equals);
    const option = optionsOf(command).find(({ long }) => long === name);
    return option === undefined
      ? { found: [], files: false }
      : choices(option, `${name}=`, word.slice(equals + 1));
  }
  if (!onlyFiles && word.startsWith('-')) {
    const found = optionsOf(command).flatMap(({ description, long, short }) =>
      [long, word.startsWith('--') ? undefined : short].flatMap((value) =>
        value?.startsWith(word) === true ? [{ value, says: oneLine(description) }] : [],
      ),
    );
    return { found, files: false };
  }
  const names = filled === 0 && !onlyFiles ? commandsOf(command, word) : [];
  const args = command.registeredArguments;
  const argument = args[filled] ?? (args.at(-1)?.variadic === true ? args.at(-1) : undefined);
  if (argument === undefined) return { found: names, files: false };
  const { files, found } = choices(argument, '', word);
  return { found: [...names, ...found], files };
}

/** What the words before the last one leave open. */
interface Walked {
  readonly command: Command;
  /** How many of its arguments are there. */
  readonly filled: number;
  /** An option that waits for its value. */
  readonly last: Option | undefined;
  /** After `--`, nothing is an option. */
  readonly onlyFiles: boolean;
}

function walked(program: Command, words: readonly string[]): Walked {
  let command = program;
  let filled = 0;
  let last: Option | undefined;
  let onlyFiles = false;
  for (const word of words) {
    if (last !== undefined && (last.required || !word.startsWith('-'))) {
      last = undefined;
      continue;
    }
    last = undefined;
    if (onlyFiles) filled += 1;
    else if (word === '--') onlyFiles = true;
    else if (word.startsWith('-')) {
      const option = optionsOf(command).find(({ long, short }) => long === word || short === word);
      last = option !== undefined && (option.required || option.optional) ? option : undefined;
    } else {
      const inner = filled === 0 ? command.commands.find((one) => one.name() === word) : undefined;
      if (inner === undefined) filled += 1;
      else command = inner;
    }
  }
  return { command, filled, last, onlyFiles };
}

/** Options of a command and of the program around it. */
function optionsOf(command: Command): readonly Option[] {
  const help = new Help();
  help.showGlobalOptions = true;
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
}

function commandsOf(command: Command, word: string): readonly Completion[] {
  return new Help()
    .visibleCommands(command)
    .filter((one) => one.name().startsWith(word))
    .map((one) => ({ value: one.name(), says: oneLine(one.summary() || one.description()) }));
}

/** Values that are told; where none are, any file may be meant. */
function choices(
  { argChoices }: Pick<Argument | Option, 'argChoices'>,
  before: string,
  word: string,
): Completions {
  if (argChoices === undefined) return { found: [], files: true };
  const found = argChoices
    .filter((value) => value.startsWith(word))
    .map((value) => ({ value: before + value, says: '' }));
  return { found, files: false };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
