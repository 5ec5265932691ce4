/** Configurations as devices with what the reader says of them, for the commands that analyse lists. */
import type { ExplainedDiagnostic, SourceText } from '@aclift/diagnostics';
import { readText, SAID_BY_ANALYSER } from '@aclift/dialects';
import type { Device } from '@aclift/ir';
import { expandInputs, readSource } from './input.ts';
import { printDiagnostics } from './terminal.ts';

export interface ReadDevices {
  /** Those that were read and those that were not. */
  readonly sources: readonly SourceText[];
  readonly devices: readonly Device[];
  /** Of the files that were read. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
  /** Whether some file is in a dialect that nobody reads; that has been said on standard error. */
  readonly foreign: boolean;
}

/** @throws InputError when an input cannot be read. */
export async function readDevices(names: readonly string[]): Promise<ReadDevices> {
  const sources: SourceText[] = [];
  for (const name of await expandInputs(names)) sources.push(await readSource(name));
  return devicesOf(sources);
}

/** The same for texts at hand. */
export function devicesOf(sources: readonly SourceText[]): ReadDevices {
  const devices: Device[] = [];
  const said: ExplainedDiagnostic[] = [];
  const foreign: ExplainedDiagnostic[] = [];
  for (const source of sources) {
    const { device, diagnostics, refusal } = readText(source);
    if (refusal === undefined) {
      devices.push(device);
      said.push(...diagnostics.filter(({ code }) => !SAID_BY_ANALYSER.has(code)));
    } else {
      foreign.push(...diagnostics);
    }
  }
  printDiagnostics(foreign, sources);
  return { sources, devices, diagnostics: said, foreign: foreign.length > 0 };
}
