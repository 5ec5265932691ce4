/** Configurations with inventory and decisions, for the commands that compare lists with policies. */
import { dirname, join } from 'node:path';
import { explain, type ExplainedDiagnostic, type SourceText } from '@aclift/diagnostics';
import {
  type Decisions,
  type Inventory,
  inventoryCatalogue,
  readDecisions,
  readInventory,
} from '@aclift/inventory';
import { readText } from '@aclift/dialects';
import type { Device } from '@aclift/ir';
import { expandInputs, InputError, isThere, readSource } from './input.ts';
import { warnLines } from './print.ts';
import { printDiagnostics } from './terminal.ts';

/** What the user named. */
export interface EstateFiles {
  readonly configs: readonly string[];
  readonly inventory?: string;
  /** Absent: `decisions.yaml` beside the inventory, if there is one. */
  readonly decisions?: string;
}

export interface Estate {
  readonly devices: readonly Device[];
  /** Texts of all files. */
  readonly sources: readonly SourceText[];
  /** What the readers had to say. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
  /** Undefined: the user named none. */
  readonly inventory: Inventory | undefined;
  /** Undefined: there are none. */
  readonly decisions: Decisions | undefined;
}

/**
 * @param nothing what did not happen, for saying so when a file cannot be used.
 * @returns undefined when a file cannot be used: what is wrong with it has been printed.
 * @throws InputError when a file cannot be read.
 */
export async function readEstate(
  { configs, decisions: named, inventory: file }: EstateFiles,
  nothing: string,
): Promise<Estate | undefined> {
  const names = await expandInputs(configs);
  if ([file, named, ...names].filter((name) => name === '-').length > 1) {
    throw new InputError('standard input (-) can be read only once');
  }
  const sources: SourceText[] = [];
  const said: ExplainedDiagnostic[] = [];
  const refuse = (what: string): undefined => {
    printDiagnostics(said, sources);
    warnLines([`${nothing}: ${what}.`]);
  };
  const devices: Device[] = [];
  for (const name of names) {
    const source = await readSource(name);
    sources.push(source);
    const { device, diagnostics, refusal } = readText(source);
    said.push(...diagnostics);
    if (refusal === undefined) devices.push(device);
  }
  let inventory: Inventory | undefined;
  if (file !== undefined) {
    const source = await readSource(file);
    sources.push(source);
    const read = readInventory(source);
    const explained = read.diagnostics.map((d) => explain(inventoryCatalogue, d));
    said.push(...explained);
    inventory = read.value;
    if (inventory === undefined || hasError(explained)) return refuse('mend the inventory first');
  }
  let decisions: Decisions | undefined;
  const decided = named ?? (await decisionsBeside(file));
  if (decided !== undefined) {
    const source = await readSource(decided);
    sources.push(source);
    const read = readDecisions(source);
    const explained = read.diagnostics.map((d) => explain(inventoryCatalogue, d));
    said.push(...explained);
    decisions = read.value;
    if (decisions === undefined || hasError(explained)) return refuse('mend the decisions first');
  }
  if (devices.length < names.length) {
    return refuse('leave out the files that are no IOS configurations');
  }
  return { devices, sources, diagnostics: said, inventory, decisions };
}

function hasError(diagnostics: readonly ExplainedDiagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
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
