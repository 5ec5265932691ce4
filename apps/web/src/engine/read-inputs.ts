/** From the files of the page to what the pipeline takes; what a reviewer changed is in the texts already. */
import type { MigrateInput, MigrateOptions } from '@aclift/core';
import { applyChanges, type ReviewedTexts } from '@aclift/suggest';
import { explain, type ExplainedDiagnostic, type SourceText } from '@aclift/diagnostics';
import {
  type Decisions,
  type Inventory,
  inventoryCatalogue,
  readDecisions,
  readInventory,
} from '@aclift/inventory';
import { readable, readWorkspace, type Unusable, whatToMend } from '@aclift/workspace';
import { fileText, whyNoText } from './decode-text.ts';
import type { InputFile, Inputs, Phase, Problem, Refusal } from './messages.ts';
import { placed } from './place-problems.ts';

/** Inputs that can be migrated. */
export interface ReadInputs {
  readonly configs: readonly SourceText[];
  readonly devices: MigrateInput['devices'];
  /** Names of addresses: what suggestions read besides. */
  readonly hosts: readonly SourceText[];
  /** What devices show of their lists with counters; undefined: nothing. */
  readonly counters: SourceText | undefined;
  /** Undefined: there is none. */
  readonly inventory: Inventory | undefined;
  readonly inventoryText: SourceText | undefined;
  readonly decisions: Decisions | undefined;
  readonly decisionsText: SourceText | undefined;
  /** Configurations, inventory and decisions. */
  readonly sources: readonly SourceText[];
  readonly said: readonly ExplainedDiagnostic[];
  readonly options: MigrateOptions;
}

export type ReadResult = { readonly ok: true; readonly read: ReadInputs } | Refusal;

/** Reads everything. `onPhase` is called as each phase begins. */
export function readInputs(inputs: Inputs, onPhase: (phase: Phase) => void): ReadResult {
  onPhase('read');
  const unreadable = filesOf(inputs)
    .map(whyNoText)
    .filter((why) => why !== undefined);
  if (unreadable.length > 0) return { ok: false, summary: unreadable.join(' '), problems: [] };
  const configs = inputs.configs.map(textOf);
  onPhase('inventory');
  const reviewed = reviewedTexts(inputs);
  if (!reviewed.ok) return reviewed;
  const { inventoryText, decisionsText } = reviewed;
  const given = { configs, inventory: inventoryText, decisions: decisionsText };
  const result = readWorkspace(given);
  if (!result.ok) {
    const { because, faults, sources } = result;
    return { ok: false, summary: summaryOf(because), problems: placed(faults, sources) };
  }
  const { decisions, devices, diagnostics: said, inventory, sources } = result.workspace;
  const { acl, ...settings } = inputs.settings;
  return {
    ok: true,
    read: {
      configs,
      devices,
      hosts: inputs.hosts.map(textOf),
      counters: inputs.counters === undefined ? undefined : textOf(inputs.counters),
      inventory,
      inventoryText,
      decisions,
      decisionsText,
      sources,
      said,
      options: { ...settings, detached: acl },
    },
  };
}

function summaryOf(because: Unusable): string {
  return because.kind === 'configs'
    ? `${because.names.join(', ')}: no ${readable()} configuration. Leave it out and try again.`
    : `Nothing was drafted: ${whatToMend(because)}.`;
}

/** What a migration takes of them. */
export function migrateInput(read: ReadInputs): Omit<MigrateInput, 'onStage'> {
  const { decisions, devices, inventory, options, said, sources } = read;
  return {
    devices,
    sources,
    inventory,
    ...(decisions === undefined ? {} : { decisions }),
    diagnostics: said,
    options,
  };
}

function textOf(file: InputFile): SourceText {
  return { name: file.name, text: fileText(file) };
}

function filesOf({ configs, counters, decisions, hosts, inventory }: Inputs): readonly InputFile[] {
  return [...configs, inventory, decisions, ...hosts, counters].filter(
    (file) => file !== undefined,
  );
}

/** Names for files that reviews begin. */
const FRESH = { inventory: 'inventory.yaml', decisions: 'decisions.yaml' } as const;

function reviewedTexts(inputs: Inputs):
  | Refusal
  | {
      readonly ok: true;
      readonly inventoryText: SourceText | undefined;
      readonly decisionsText: SourceText | undefined;
    } {
  const given: ReviewedTexts = {
    inventory: inputs.inventory === undefined ? undefined : fileText(inputs.inventory),
    decisions: inputs.decisions === undefined ? undefined : fileText(inputs.decisions),
  };
  if (inputs.steps.length > 0) {
    // Changes are made to files that read without errors; others are refused as they are.
    const faults = faultsOf(inputs, given);
    if (faults !== undefined) return faults;
  }
  const changed = applyChanges(given, inputs.steps);
  if (!changed.ok) {
    const summary = `The inventory cannot be changed so: ${JSON.stringify(changed.error)}. Undo the last step.`;
    return { ok: false, summary, problems: [] };
  }
  const named = (kind: keyof typeof FRESH, text: string | undefined): SourceText | undefined =>
    text === undefined ? undefined : { name: inputs[kind]?.name ?? FRESH[kind], text };
  return {
    ok: true,
    inventoryText: named('inventory', changed.value.inventory),
    decisionsText: named('decisions', changed.value.decisions),
  };
}

function faultsOf(inputs: Inputs, given: ReviewedTexts): Refusal | undefined {
  for (const [kind, read] of [
    ['inventory', readInventory],
    ['decisions', readDecisions],
  ] as const) {
    const text = given[kind];
    if (text === undefined) continue;
    const source = { name: inputs[kind]?.name ?? FRESH[kind], text };
    const { diagnostics } = read(source);
    const errors = diagnostics
      .map((d) => explain(inventoryCatalogue, d))
      .filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      const problems: readonly Problem[] = placed(errors, [source]);
      return { ok: false, summary: summaryOf({ kind }), problems };
    }
  }
  return undefined;
}
