/**
 * Fills in what an inventory says of the edge of its cluster from the objects of that cluster. What the inventory says already
 * stays; every object that may say something has an outcome.
 */
import type { Result, SourceText } from '@aclift/diagnostics';
import { explain } from '@aclift/diagnostics';
import { inventoryCatalogue } from '../catalogue.ts';
import { editInventory } from '../edit/edit-inventory.ts';
import type { EditProblem, InventoryEdit } from '../edit/inventory-edit.ts';
import type { Plain } from '../edit/render.ts';
import { Pods } from '../import/formats/kubernetes-services.ts';
import { readInventory } from '../read-inventory.ts';
import { clusterSection, exitOf } from './cluster-section.ts';
import { frontEntries, type ObjectOutcome, serviceEntries } from './entries.ts';
import { gatewayExits } from './exits.ts';
import { readObjects } from './objects.ts';
import { pluginOf } from './plugin.ts';

/** What became of one object, or of a part of a file that is none. */
export interface EdgeFact {
  readonly file: string;
  /** `Service shop/web`. */
  readonly what: string;
  /** `stays`: the inventory says something there already. */
  readonly outcome: 'used' | 'stays' | 'nothing' | 'not-understood';
  readonly why: string;
}

/** The result. */
export interface EdgeImport {
  /** Equal to the old text when nothing was added. */
  readonly text: string;
  readonly facts: readonly EdgeFact[];
  /** Objects of kinds that say nothing of the edge. */
  readonly others: number;
}

/** Why nothing was imported. */
export type EdgeProblem =
  | { readonly kind: 'faulty-inventory' }
  | { readonly kind: 'not-editable'; readonly problem: EditProblem }
  /** What the objects say is no valid inventory: two workloads at one address, an address that is somebody's. Messages. */
  | { readonly kind: 'clash'; readonly messages: readonly string[] };

/** @param inventory the text to extend: its workloads say whose objects they are. */
export function importEdge(
  files: readonly SourceText[],
  inventory: SourceText,
): Result<EdgeImport, EdgeProblem> {
  const before = readInventory(inventory);
  const { value } = before;
  if (value === undefined || hasErrors(before.diagnostics)) {
    return { ok: false, error: { kind: 'faulty-inventory' } };
  }
  const { objects, unreadable } = readObjects(files);
  const plugin = pluginOf(objects);
  const pods = new Pods(objects);
  const input = { objects, inventory: value, plugin, pods };
  const services = serviceEntries(input);
  const fronts = frontEntries(input);
  const { exits, outcomes: exitOutcomes } = gatewayExits(objects, value);
  const section = clusterSection(objects, plugin);
  const edits: InventoryEdit[] = [];
  const stays = new Set<string>();
  if (section !== undefined && value.cluster === undefined) {
    edits.push({
      kind: 'set-cluster',
      cluster: Object.fromEntries(section.fields),
      comments: section.comments,
    });
  }
  for (const { entries, exit, id } of value.workloads) {
    const found = [...services.entries, ...fronts.entries].filter(
      ({ workload }) => workload === id,
    );
    const left = exits.filter(({ workload }) => workload === id);
    const parts: { key: string; items: readonly EdgeItem[] }[] = [];
    if (left.length > 0) {
      if (exit === undefined) parts.push({ key: 'exit', items: exitItems(left, plugin) });
      else for (const { from } of left) stays.add(from);
    }
    if (found.length > 0) {
      if (entries === undefined) {
        parts.push({
          key: 'entries',
          items: found.map(({ entry, from }) => ({ value: entry, comment: `From ${from}.` })),
        });
      } else for (const { from } of found) stays.add(from);
    }
    if (parts.length > 0) edits.push({ kind: 'add-edge', id, parts });
  }
  const facts = factsOf(
    [...services.outcomes, ...fronts.outcomes, ...exitOutcomes],
    stays,
    unreadable,
  );
  const told = new Set(
    [...services.outcomes, ...fronts.outcomes, ...exitOutcomes].map(({ object }) => object),
  );
  for (const object of objects) {
    if (told.has(object) || section === undefined || !section.used.has(object.title)) continue;
    told.add(object);
    const open = object.title === plugin?.from ? plugin.exit.open : undefined;
    const outcome = value.cluster === undefined ? 'used' : 'stays';
    facts.push({
      file: object.file,
      what: object.title,
      outcome: open === undefined || outcome === 'stays' ? outcome : 'not-understood',
      why: open ?? 'cluster',
    });
  }
  const edited = editInventory(inventory.text, edits);
  if (!edited.ok) return { ok: false, error: { kind: 'not-editable', problem: edited.error } };
  const after = readInventory({ name: inventory.name, text: edited.value });
  const errors = after.diagnostics
    .map((one) => explain(inventoryCatalogue, one))
    .filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    return {
      ok: false,
      error: { kind: 'clash', messages: errors.map(({ message }) => message) },
    };
  }
  return {
    ok: true,
    value: { text: edited.value, facts, others: objects.length - told.size },
  };
}

/** An item of a list with its comment. */
export interface EdgeItem {
  readonly value: Plain;
  readonly comment: string;
}

/** A workload's own exits end with those of the cluster: they stand in their place. */
function exitItems(
  left: readonly { readonly exit: Plain; readonly from: string }[],
  plugin: ReturnType<typeof pluginOf>,
): readonly EdgeItem[] {
  const own = left.map(({ exit, from }) => ({ value: exit, comment: `From ${from}.` }));
  const everywhere = left.some(({ exit }) => !Object.hasOwn(exit as object, 'to'));
  if (plugin === undefined || everywhere) return own;
  const rest = exitOf(plugin);
  const list = typeof rest === 'string' ? [{ as: rest }] : (rest as readonly Plain[]);
  return [...own, ...list.map((value) => ({ value, comment: 'As the cluster.' }))];
}

function factsOf(
  outcomes: readonly ObjectOutcome[],
  stays: ReadonlySet<string>,
  unreadable: readonly { readonly file: string; readonly what: string }[],
): EdgeFact[] {
  return [
    ...unreadable.map(({ file, what }): EdgeFact => ({
      file,
      what,
      outcome: 'not-understood',
      why: 'it could not be read',
    })),
    ...outcomes.map(({ kind, object: { file, title }, why }): EdgeFact => {
      const kept = kind === 'used' && [...stays].some((from) => from.startsWith(title));
      return {
        file,
        what: title,
        outcome: kept ? 'stays' : kind,
        why: kept ? 'the inventory says it already' : why,
      };
    }),
  ];
}

function hasErrors(diagnostics: ReturnType<typeof readInventory>['diagnostics']): boolean {
  return diagnostics.some((one) => explain(inventoryCatalogue, one).severity === 'error');
}
