/**
 * Labels that would make drafts exact or shorter. Every proposal is tried: the inventory is changed, the lists are migrated again, and what
 * comes out is measured. What does not help, or would change what the drafts mean, is not proposed.
 */
import { Sources, type SourceText } from '@aclift/diagnostics';
import { type Decisions, editInventory, type Inventory, readInventory } from '@aclift/inventory';
import type { Device } from '@aclift/ir';
import { migrate, type MigrateOptions, type Migration } from '@aclift/core';
import { type DraftSize, REFINE_SCHEMA, type RefineReport, type Refinement } from './refinement.ts';
import { sharedLabelProposals } from './shared-labels.ts';
import { type Proposed, splitProposals, withSplits } from './splits.ts';

export interface RefineInput {
  readonly devices: readonly Device[];
  /** The texts of the devices and of the inventory. */
  readonly sources: readonly SourceText[];
  readonly inventory: Inventory;
  /** Undefined: nothing was decided. */
  readonly decisions?: Decisions;
  readonly options: MigrateOptions;
}

/** Each try is a migration, so only the most promising are tried. */
const MOST_TRIED = 8;

/** @throws Error when the text of the inventory is not among the sources. Cost: up to ten migrations. */
export function refine(input: RefineInput): RefineReport {
  const { decisions, devices, inventory, options } = input;
  const sources = new Sources(input.sources);
  const before = migrated(input, inventory, decisions);
  const splitting = migrated(input, inventory, withSplits(decisions));
  const splits = splitProposals(splitting.report, inventory).flatMap((one) =>
    tried(input, before, one, fewerUndecided),
  );
  const shared = sharedLabelProposals(
    {
      devices,
      inventory,
      placeOf: (device, { span }) => ({
        file: device.source,
        line: sources.line(device.source, span),
        text: sources.text(device.source, span),
      }),
    },
    before,
  )
    .slice(0, MOST_TRIED)
    .flatMap((one) => tried(input, before, one, shorter))
    .toSorted((a, b) => saved(b) - saved(a) || (a.id < b.id ? -1 : 1));
  return {
    schema: REFINE_SCHEMA,
    configs: devices.map(({ source }) => source),
    inventory: inventory.source,
    target: options.target,
    refinements: [...splits, ...shared],
  };
}

function saved({ before, after }: Refinement): number {
  return before.lines - after.lines;
}

/** A split is worth it where less is left to decide. */
function fewerUndecided(before: Migration, after: Migration): boolean {
  return sizeOf(after).undecided < sizeOf(before).undecided;
}

/** A label that saves less than this share of the lines is not worth the change of every pod's labels. */
const LEAST_SAVED = 0.02;

/** A shared label changes nothing but what there is to read, and enough of that. */
function shorter(before: Migration, after: Migration): boolean {
  const same = (['preserved', 'widened', 'narrowed'] as const).every(
    (part) => before.report.proof[part] === after.report.proof[part],
  );
  const [was, is] = [sizeOf(before), sizeOf(after)];
  if (!same || is.policies > was.policies || is.rules > was.rules) return false;
  const fewer = is.policies < was.policies || is.rules < was.rules;
  return is.lines < was.lines && (fewer || was.lines - is.lines >= LEAST_SAVED * was.lines);
}

/** The proposal with its measures, if it is worth it. */
function tried(
  input: RefineInput,
  before: Migration,
  proposed: Proposed,
  worth: (before: Migration, after: Migration) => boolean,
): readonly Refinement[] {
  const source = input.sources.find(({ name }) => name === input.inventory.source);
  if (source === undefined) throw new Error('the text of the inventory is missing');
  const edited = editInventory(source.text, proposed.edits);
  if (!edited.ok) return [];
  const { value } = readInventory({ name: source.name, text: edited.value });
  if (value === undefined) return [];
  const after = migrated(input, value, input.decisions);
  if (!after.report.proof.proven || !worth(before, after)) return [];
  return [{ ...proposed, before: sizeOf(before), after: sizeOf(after) }];
}

function migrated(
  { devices, options, sources }: RefineInput,
  inventory: Inventory,
  decisions: Decisions | undefined,
): Migration {
  return migrate({
    devices,
    sources: decisions?.source === '' ? [...sources, { name: '', text: '' }] : sources,
    inventory,
    ...(decisions === undefined ? {} : { decisions }),
    diagnostics: [],
    options,
  });
}

function sizeOf({ files, report }: Migration): DraftSize {
  const drafts = files.filter(
    ({ path }) => path.startsWith('policies/') && !path.endsWith('kustomization.yaml'),
  );
  return {
    policies: drafts.length,
    rules: report.drafts.reduce((sum, { rules }) => sum + rules, 0),
    lines: drafts.reduce((sum, { text }) => sum + linesIn(text), 0),
    undecided: report.ledger.outcomes['needs-decision'],
  };
}

function linesIn(yaml: string): number {
  return yaml.split('\n').filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
    .length;
}
