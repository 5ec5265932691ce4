/** Configurations with inventory and decisions, for the commands that compare lists with policies. */
import { dirname, join } from 'node:path';
import type { SourceText } from '@aclift/diagnostics';
import { readWorkspace, whatToMend, type Workspace } from '@aclift/workspace';
import { expandInputs, InputError, isThere, readSource } from './input.ts';
import { warnLines } from './print.ts';
import { printDiagnostics } from './terminal.ts';

/** What the user named. */
export interface WorkspaceFiles {
  readonly configs: readonly string[];
  readonly inventory?: string;
  /** Absent: `decisions.yaml` beside the inventory, if there is one. */
  readonly decisions?: string;
}

/**
 * @param nothing what did not happen, for saying so when a file cannot be used.
 * @returns undefined when a file cannot be used: what is wrong with it has been printed.
 * @throws InputError when a file cannot be read.
 */
export async function readWorkspaceFiles(
  { configs, decisions: named, inventory: file }: WorkspaceFiles,
  nothing: string,
): Promise<Workspace | undefined> {
  const names = await expandInputs(configs);
  if ([file, named, ...names].filter((name) => name === '-').length > 1) {
    throw new InputError('standard input (-) can be read only once');
  }
  const texts: SourceText[] = [];
  for (const name of names) texts.push(await readSource(name));
  const inventory = file === undefined ? undefined : await readSource(file);
  const decided = named ?? (await decisionsBeside(file));
  const decisions = decided === undefined ? undefined : await readSource(decided);
  const read = readWorkspace({ configs: texts, inventory, decisions });
  if (read.ok) return read.workspace;
  printDiagnostics(read.diagnostics, read.sources);
  warnLines([`${nothing}: ${whatToMend(read.because)}.`]);
  return undefined;
}

/** Where decisions stand when nobody says. Undefined: there is no place beside the inventory. */
export function besideInventory(inventory: string | undefined): string | undefined {
  return inventory === undefined || inventory === '-'
    ? undefined
    : join(dirname(inventory), 'decisions.yaml');
}

async function decisionsBeside(inventory: string | undefined): Promise<string | undefined> {
  const name = besideInventory(inventory);
  return name !== undefined && (await isThere(name)) ? name : undefined;
}
