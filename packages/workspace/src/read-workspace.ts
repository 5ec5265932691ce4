/** From texts to everything a run takes, or to what has to be mended first. The same for every application. */
import { explain, type ExplainedDiagnostic, type SourceText } from '@aclift/diagnostics';
import { readText } from '@aclift/dialects';
import {
  type Decisions,
  type Inventory,
  inventoryCatalogue,
  type InventoryDiagnostic,
  readDecisions,
  readInventory,
} from '@aclift/inventory';
import type { Device } from '@aclift/ir';
import { readable } from './words.ts';

/** What the user gave, decoded. */
export interface WorkspaceTexts {
  readonly configs: readonly SourceText[];
  /** Undefined: there is none. */
  readonly inventory: SourceText | undefined;
  /** Undefined: nothing was decided. */
  readonly decisions: SourceText | undefined;
}

/** Inputs of a run. */
export interface Workspace {
  readonly devices: readonly Device[];
  /** Configurations, inventory and decisions, in this order. */
  readonly sources: readonly SourceText[];
  /** What the readers had to say: no errors of the inventory or the decisions. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
  readonly inventory: Inventory | undefined;
  readonly decisions: Decisions | undefined;
}

/** What keeps inputs from being used. */
export type Unusable =
  | { readonly kind: 'inventory' }
  | { readonly kind: 'decisions' }
  /** Texts that no dialect reads, by name. */
  | { readonly kind: 'configs'; readonly names: readonly string[] };

export interface WorkspaceRefusal {
  readonly ok: false;
  readonly because: Unusable;
  /** Everything that was said so far. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
  /** The part of it that says what is wrong. */
  readonly faults: readonly ExplainedDiagnostic[];
  readonly sources: readonly SourceText[];
}

export type WorkspaceResult =
  | { readonly ok: true; readonly workspace: Workspace }
  | WorkspaceRefusal;

/**
 * Reads everything. An inventory or decisions with an error are refused, and so is a text that no dialect reads: a run that left it
 * out would call open what its lists close. Never throws.
 */
export function readWorkspace(texts: WorkspaceTexts): WorkspaceResult {
  const { configs } = texts;
  const given = [texts.inventory, texts.decisions].filter((text) => text !== undefined);
  const sources = [...configs, ...given];
  const read = configs.map((source) => ({ name: source.name, ...readText(source) }));
  const said = read.flatMap(({ diagnostics }) => diagnostics);
  const refuse = (because: Unusable, faults: readonly ExplainedDiagnostic[]): WorkspaceRefusal => ({
    ok: false,
    because,
    diagnostics: said,
    faults,
    sources,
  });

  const inventory = valueOf(texts.inventory, readInventory);
  said.push(...inventory.said);
  if (inventory.faulty) return refuse({ kind: 'inventory' }, inventory.said);
  const decisions = valueOf(texts.decisions, readDecisions);
  said.push(...decisions.said);
  if (decisions.faulty) return refuse({ kind: 'decisions' }, decisions.said);
  const unread = read.filter(({ refusal }) => refusal !== undefined);
  if (unread.length > 0) {
    const names = unread.map(({ name }) => name);
    return refuse(
      { kind: 'configs', names },
      unread.flatMap(({ diagnostics }) => diagnostics),
    );
  }
  return {
    ok: true,
    workspace: {
      devices: read.map(({ device }) => device),
      sources,
      diagnostics: said,
      inventory: inventory.value,
      decisions: decisions.value,
    },
  };
}

interface ReadFile<T> {
  readonly value: T | undefined;
  readonly said: readonly ExplainedDiagnostic[];
  /** It cannot be used. */
  readonly faulty: boolean;
}

function valueOf<T>(
  source: SourceText | undefined,
  read: (source: SourceText) => {
    readonly value: T | undefined;
    readonly diagnostics: readonly InventoryDiagnostic[];
  },
): ReadFile<T> {
  if (source === undefined) return { value: undefined, said: [], faulty: false };
  const { diagnostics, value } = read(source);
  const said = diagnostics.map((one) => explain(inventoryCatalogue, one));
  const faulty = value === undefined || said.some(({ severity }) => severity === 'error');
  return { value, said, faulty };
}

/** What to do about it, to end a sentence. */
export function whatToMend(because: Unusable): string {
  return because.kind === 'configs'
    ? `leave out the files that are no ${readable()} configurations`
    : `mend the ${because.kind} first`;
}
