/** `aclift suggest --refine`: labels that would make drafts exact or shorter, and taking them into the inventory. */
import type { MigrateOptions, Target } from '@aclift/core';
import { refine, refineLines, type Refinement } from '@aclift/insight';
import { didYouMean, explain, printable } from '@aclift/diagnostics';
import { editInventory, inventoryCatalogue, readInventory } from '@aclift/inventory';
import { EXIT, type ExitCode } from './exit-code.ts';
import { InputError } from './input.ts';
import { writeFiles } from './files/write-files.ts';
import type { Workspace } from '@aclift/workspace';
import { printJson, printLines } from './print.ts';

/** What the user asked for. */
export interface RefineFlags {
  readonly inventory?: string;
  readonly target: Target;
  readonly accept: readonly string[];
  readonly dryRun?: true;
  readonly json?: true;
}

/** @throws InputError without an inventory, or when a refinement that is accepted is not there or cannot be written. */
export async function refineLabels(workspace: Workspace, flags: RefineFlags): Promise<ExitCode> {
  const { decisions, devices, inventory, sources } = workspace;
  if (inventory === undefined) {
    throw new InputError('--refine needs an inventory: labels are refined where there are some');
  }
  const options: MigrateOptions = {
    target: flags.target,
    unseenTraffic: 'preserve',
    clientPorts: 'any',
    detached: [],
    upstream: [],
  };
  const report = refine({
    devices,
    sources,
    inventory,
    ...(decisions === undefined ? {} : { decisions }),
    options,
  });
  if (flags.accept.length > 0) {
    return accept(
      flags.accept.map((which) => find(report.refinements, which)),
      workspace,
      flags,
    );
  }
  if (flags.json === true) printJson(report);
  else printLines(refineLines(report).map((line) => printable(line)));
  return EXIT.done;
}

function find(refinements: readonly Refinement[], which: string): Refinement {
  const found = refinements.find(({ id }) => id === which);
  if (found !== undefined) return found;
  const near = didYouMean(
    which,
    refinements.map(({ id }) => id),
  );
  throw new InputError(
    `there is no refinement called ${which}${near === undefined ? '' : `; did you mean ${near}?`}`,
  );
}

async function accept(
  accepted: readonly Refinement[],
  { inventory, sources }: Workspace,
  flags: RefineFlags,
): Promise<ExitCode> {
  const source = sources.find(({ name }) => name === inventory?.source);
  const { inventory: file } = flags;
  if (source === undefined || file === undefined || file === '-') {
    throw new InputError('accepting needs an inventory file to write to: -i inventory.yaml');
  }
  const result = editInventory(
    source.text,
    accepted.flatMap(({ edits }) => edits),
  );
  if (!result.ok) {
    throw new InputError(
      result.error.kind === 'changed-twice'
        ? `${result.error.entry} is in two of these refinements; accept them one after the other`
        : `the inventory cannot be changed: ${JSON.stringify(result.error)}`,
    );
  }
  const faults = readInventory({ name: source.name, text: result.value })
    .diagnostics.map((one) => explain(inventoryCatalogue, one))
    .filter(({ severity }) => severity === 'error');
  if (faults.length > 0) {
    throw new InputError(
      `nothing was written: ${faults[0]?.message ?? 'the inventory would have mistakes'}`,
    );
  }
  if (flags.dryRun !== true) {
    const before = { kind: 'text', text: source.text } as const;
    await writeFiles([{ path: file, text: result.value, before }]);
  }
  const lines = [
    ...accepted.map(({ id }) => `accepted  ${id}`),
    flags.dryRun === true
      ? 'Nothing was written.'
      : `Written: ${file}. The pods need the new labels before drafts that use them are applied.`,
  ];
  printLines(lines);
  return EXIT.done;
}
