/** Configurations as devices with what the reader says of them, for the commands that analyse lists. */
import type { SourceText } from '@aclift/diagnostics';
import { readDevices as devicesIn, type ReadDevices } from '@aclift/workspace';
import { expandInputs, readSource } from './input.ts';
import { printDiagnostics } from './terminal.ts';

export type { ReadDevices };

/** Why a text was not read has been said on standard error. @throws InputError when an input cannot be read. */
export async function readDevices(names: readonly string[]): Promise<ReadDevices> {
  const sources: SourceText[] = [];
  for (const name of await expandInputs(names)) sources.push(await readSource(name));
  return devicesOf(sources);
}

/** The same for texts at hand. */
export function devicesOf(sources: readonly SourceText[]): ReadDevices {
  const read = devicesIn(sources);
  printDiagnostics(read.foreign, sources);
  return read;
}
