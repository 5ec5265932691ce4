/** From the files of the page to what the pipeline takes; what a reviewer changed is in the texts already. */
import {
  applyChanges,
  type MigrateInput,
  type MigrateOptions,
  type ReviewedTexts,
} from '@aclift/core';
import { explain, type ExplainedDiagnostic, type SourceText } from '@aclift/diagnostics';
import {
  type Decisions,
  type Inventory,
  inventoryCatalogue,
  readDecisions,
  readInventory,
} from '@aclift/inventory';
import { iosCatalogue, parseIos } from '@aclift/ios';
import { decodeText } from './decode-text.ts';
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
  const configs = inputs.configs.map(textOf);
  const parsed = configs.map((source) => ({ source, ...parseIos(source) }));
  const said = parsed.flatMap(({ diagnostics }) =>
    diagnostics.map((d) => explain(iosCatalogue, d)),
  );
  const foreign = parsed.filter(({ dialect }) => dialect.kind === 'other');
  if (foreign.length > 0) {
    const names = foreign.map(({ source }) => source.name);
    return {
      ok: false,
      summary: `${names.join(', ')}: no Cisco IOS configuration. Leave it out and try again.`,
      problems: placed(said, configs).filter(({ file }) => names.includes(file)),
    };
  }
  onPhase('inventory');
  const reviewed = reviewedTexts(inputs);
  if (!reviewed.ok) return reviewed;
  const { inventoryText, decisionsText } = reviewed;
  const sources = [
    ...configs,
    ...[inventoryText, decisionsText].filter((one) => one !== undefined),
  ];
  const inventory = inventoryText === undefined ? undefined : readInventory(inventoryText);
  const decisions = decisionsText === undefined ? undefined : readDecisions(decisionsText);
  for (const [what, read] of [
    ['inventory', inventory],
    ['decisions', decisions],
  ] as const) {
    if (read === undefined) continue;
    const explained = read.diagnostics.map((d) => explain(inventoryCatalogue, d));
    if (read.value === undefined || explained.some(({ severity }) => severity === 'error')) {
      return {
        ok: false,
        summary: `Nothing was drafted: mend the ${what} first.`,
        problems: placed(explained, sources),
      };
    }
    said.push(...explained);
  }
  const { acl, ...settings } = inputs.settings;
  return {
    ok: true,
    read: {
      configs,
      devices: parsed.map(({ device }) => device),
      hosts: inputs.hosts.map(textOf),
      counters: inputs.counters === undefined ? undefined : textOf(inputs.counters),
      inventory: inventory?.value,
      inventoryText,
      decisions: decisions?.value,
      decisionsText,
      sources,
      said,
      options: { ...settings, detached: acl },
    },
  };
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

function textOf({ bytes, name }: InputFile): SourceText {
  return { name, text: decodeText(bytes) };
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
    inventory: inputs.inventory === undefined ? undefined : decodeText(inputs.inventory.bytes),
    decisions: inputs.decisions === undefined ? undefined : decodeText(inputs.decisions.bytes),
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
      return { ok: false, summary: `Nothing was drafted: mend the ${kind} first.`, problems };
    }
  }
  return undefined;
}
