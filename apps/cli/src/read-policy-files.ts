/** Policy files for the commands that read them: files, folders of YAML and JSON, standard input. */
import type { SourceText } from '@aclift/diagnostics';
import { expandInputs, readSource } from './input.ts';

/** What is read of a folder. */
const POLICY_FILE = /\.(?:ya?ml|json)$/i;

/** @throws InputError when an input cannot be read. */
export async function readPolicySources(names: readonly string[]): Promise<readonly SourceText[]> {
  const sources: SourceText[] = [];
  for (const name of await expandInputs(names, POLICY_FILE)) sources.push(await readSource(name));
  return sources;
}
