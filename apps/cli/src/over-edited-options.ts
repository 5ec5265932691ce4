/** What to do about edited files in an output folder, the same wherever one is written. */
import type { Command } from 'commander';
import { InputError } from './input-error.ts';
import type { Left } from './output.ts';
import type { OverEdited } from './output-guard.ts';

/** The options as commander gives them. */
export interface OverEditedFlags {
  readonly force?: true;
  readonly beside?: true;
}

/** Adds the options to a command that writes a folder. */
export function withOverEditedOptions(command: Command): Command {
  return command
    .option('--force', 'overwrite files in the output folder that were edited since the last run')
    .option('--beside', 'keep edited files, and write the new text beside them as NAME.new');
}

/** @throws InputError when both are given. */
export function overEdited({ force, beside }: OverEditedFlags): OverEdited | undefined {
  if (force === true && beside === true) {
    throw new InputError('--force and --beside exclude each other');
  }
  return force === true ? 'overwrite' : beside === true ? 'beside' : undefined;
}

/** What a reader of the folder has to know beside its files: a line for each file that no run has made. */
export function leftLines({ foreign, kept, setAside }: Left): readonly string[] {
  return [
    ...kept.map((path) => `  ${path} was edited and stays; the new text is ${path}.new`),
    ...setAside.map((path) => `  ${path} was edited and is no longer made: renamed to .old`),
    ...foreign.map((path) => `  ${path} is not from aclift and stays; no proof covers it`),
  ];
}
