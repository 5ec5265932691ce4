/** Configurations as devices, for what analyses lists: devices and findings of the text, and what was not read. */
import type { ExplainedDiagnostic, SourceText } from '@aclift/diagnostics';
import { readText, SAID_BY_ANALYSER } from '@aclift/dialects';
import type { Device } from '@aclift/ir';

export interface ReadDevices {
  /** Those that were read and those that were not. */
  readonly sources: readonly SourceText[];
  readonly devices: readonly Device[];
  /** Of the texts that were read, without what the analyser of lists says itself, with the cause. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
  /** Why the others were not read; empty: all were. */
  readonly foreign: readonly ExplainedDiagnostic[];
}

/** Reads each text in its own dialect. Never throws. */
export function readDevices(sources: readonly SourceText[]): ReadDevices {
  const devices: Device[] = [];
  const said: ExplainedDiagnostic[] = [];
  const foreign: ExplainedDiagnostic[] = [];
  for (const source of sources) {
    const { device, diagnostics, refusal } = readText(source);
    if (refusal === undefined) {
      devices.push(device);
      said.push(...forAnalyser(diagnostics));
    } else {
      foreign.push(...diagnostics);
    }
  }
  return { sources, devices, diagnostics: said, foreign };
}

/** What is worth saying beside the findings of the analyser of lists. */
export function forAnalyser(
  diagnostics: readonly ExplainedDiagnostic[],
): readonly ExplainedDiagnostic[] {
  return diagnostics.filter(({ code }) => !SAID_BY_ANALYSER.has(code));
}
