/** Configurations as devices with what the reader says of them, for the commands that analyse lists. */
import { explain, type ExplainedDiagnostic, type SourceText } from '@aclift/diagnostics';
import { iosCatalogue, parseIos, SAID_BY_ANALYSER } from '@aclift/ios';
import type { Device } from '@aclift/ir';
import { expandInputs, readSource } from './input.ts';
import { printDiagnostics } from './terminal.ts';

export interface ReadDevices {
  /** IOS and other dialects alike. */
  readonly sources: readonly SourceText[];
  readonly devices: readonly Device[];
  /** Of the files that are IOS. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
  /** Whether some file was another dialect; that has been said on standard error. */
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
    const { device, dialect, diagnostics } = parseIos(source);
    const explained = diagnostics.map((d) => explain(iosCatalogue, d));
    if (dialect.kind === 'ios') {
      devices.push(device);
      said.push(...explained.filter(({ code }) => !SAID_BY_ANALYSER.has(code)));
    } else {
      foreign.push(...explained);
    }
  }
  printDiagnostics(foreign, sources);
  return { sources, devices, diagnostics: said, foreign: foreign.length > 0 };
}
