/** The project file of a folder: what commands take where the command line does not say. */
import { dirname, isAbsolute, join } from 'node:path';
import { explain, type SourceText } from '@aclift/diagnostics';
import {
  inventoryCatalogue,
  type LintSettings,
  type NetworkFacts,
  readProject,
} from '@aclift/inventory';
import { InputError, isThere, readSource } from './input.ts';
import { printDiagnostics } from './terminal.ts';

/** Its name where none is given. */
export const PROJECT_FILE = 'aclift.yaml';

/** A project file with its paths as they lead from here. */
export interface FoundProject {
  readonly source: SourceText;
  readonly configs: readonly string[];
  readonly inventory?: string;
  readonly lint: LintSettings;
  readonly network: NetworkFacts;
}

/**
 * @param named undefined: the one in this folder, if there is one.
 * @throws InputError when it cannot be read, or something in it is wrong, which has been said.
 */
export async function findProject(named: string | undefined): Promise<FoundProject | undefined> {
  if (named === undefined && !(await isThere(PROJECT_FILE))) return undefined;
  const name = named ?? PROJECT_FILE;
  const source = await readSource(name);
  const { diagnostics, value } = readProject(source);
  const explained = diagnostics.map((d) => explain(inventoryCatalogue, d));
  printDiagnostics(explained, [source]);
  if (value === undefined || explained.some(({ severity }) => severity === 'error')) {
    throw new InputError(`mend ${name} first`);
  }
  const from = (path: string): string => (isAbsolute(path) ? path : join(dirname(name), path));
  const { configs, inventory, lint, network } = value;
  return {
    source,
    configs: configs.map(from),
    ...(inventory === undefined ? {} : { inventory: from(inventory) }),
    lint,
    network,
  };
}

/** @throws InputError when neither names a configuration. */
export function configsOf(
  given: readonly string[],
  project: FoundProject | undefined,
): readonly string[] {
  const configs = given.length > 0 ? given : (project?.configs ?? []);
  if (configs.length > 0) return configs;
  throw new InputError(
    `name a configuration, or list configurations in ${PROJECT_FILE} (aclift init writes one)`,
  );
}
