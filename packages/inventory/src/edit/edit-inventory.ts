/**
 * Changes an inventory as a careful person would: only the lines of what changes, so that comments, blank lines, order
 * of keys, quotes and line ends of everything else stay byte for byte.
 */
import type { Result, Span } from '@aclift/diagnostics';
import { isMap, isSeq, parseDocument } from 'yaml';
import type { YAMLMap, YAMLSeq } from 'yaml';
import { commentLines } from '../comment.ts';
import { FILL_IN } from '../field-reader.ts';
import type { Inventory, Workload } from '../inventory.ts';
import { readInventory } from '../read-inventory.ts';
import {
  addressKey,
  changeEntry,
  changeMap,
  changeParts,
  isNothing,
  isShared,
  newPair,
} from './change-entry.ts';
import type { Editing, EntryChange } from './change-entry.ts';
import { columnOf, insertLines } from './change-collection.ts';
import type { NewPart } from './change-collection.ts';
import { differenceOf, plainExternal, plainWorkload } from './entry.ts';
import type { EditProblem, InventoryEdit } from './inventory-edit.ts';
import { colonOf, endOf, pairOf, startOf } from './place.ts';
import { entryLines, onOneLine, pairLines, pairText } from './render.ts';
import type { Plain } from './render.ts';
import { Splices } from './splices.ts';
import { emptyUnfinished } from './unfinished.ts';

type Section = 'namespaces' | 'workloads' | 'externals';

/**
 * Applies changes to the text of an inventory.
 *
 * All changes are applied, or none. The outcome is not judged: adding an address that somebody else owns gives a text
 * that `readInventory` finds fault with. A comment above a removed entry stays. Cost: one reading of the text.
 *
 * @returns the new text, or why a change cannot be made.
 */
export function editInventory(
  text: string,
  edits: readonly InventoryEdit[],
): Result<string, EditProblem> {
  return inventoryEditor(text)(edits);
}

/** The same for many changes of one text, each of the text as it is given: it is read once. */
export function inventoryEditor(
  text: string,
): (edits: readonly InventoryEdit[]) => Result<string, EditProblem> {
  const inventory = readInventory({ name: 'inventory', text }).value;
  const root: unknown =
    inventory === undefined
      ? undefined
      : parseDocument(text, { keepSourceTokens: true, uniqueKeys: false, logLevel: 'error' })
          .contents;
  if (inventory === undefined || !isMap(root)) {
    return () => ({ ok: false, error: { kind: 'unreadable' } });
  }
  return (edits) => new Editor(text, inventory, root as YAMLMap).apply(edits);
}

class Editor {
  readonly #inventory: Inventory;
  readonly #root: YAMLMap;
  readonly #editing: Editing;
  readonly #changed = new Set<string>();
  readonly #added: Record<Section, NewPart[]> = { namespaces: [], workloads: [], externals: [] };
  readonly #gone: Record<Section, Set<number>> = {
    namespaces: new Set(),
    workloads: new Set(),
    externals: new Set(),
  };
  #problem: EditProblem | undefined;

  constructor(text: string, inventory: Inventory, root: YAMLMap) {
    this.#inventory = inventory;
    this.#root = root;
    this.#editing = {
      text,
      style: root.flow === true ? 'json' : 'yaml',
      splices: new Splices(),
      refuse: (problem) => {
        this.#problem ??= problem;
      },
    };
  }

  /** Inner parts before outer ones: what is inserted at one place comes in this order. */
  apply(edits: readonly InventoryEdit[]): Result<string, EditProblem> {
    for (const edit of edits) this.#apply(edit);
    this.#dropUnfinished(edits);
    const sections = ['namespaces', 'workloads', 'externals'] as const;
    const isThere = (section: Section): boolean => pairOf(this.#root, section) !== undefined;
    for (const section of sections.filter(isThere)) this.#changeSection(section);
    for (const section of sections) if (!isThere(section)) this.#addSection(section);
    if (this.#problem !== undefined) return { ok: false, error: this.#problem };
    return { ok: true, value: this.#editing.splices.apply(this.#editing.text) };
  }

  #apply(edit: InventoryEdit): void {
    switch (edit.kind) {
      case 'add-workload':
        this.#add('workloads', plainWorkload(edit.workload), edit.comments);
        return;
      case 'add-external':
        this.#add('externals', plainExternal(edit.external), edit.comments);
        return;
      case 'change-workload': {
        const { namespace, now, ...parts } = edit.change;
        this.#changeWorkload(edit.id, () => ({ words: { namespace, now }, ...parts }));
        return;
      }
      case 'replace-workload':
        this.#changeWorkload(edit.id, (workload) => differenceOf(workload, edit.workload));
        return;
      case 'remove-workload': {
        const found = this.#find('workloads', edit.id, this.#workloadSpan(edit.id));
        if (found !== undefined) this.#gone.workloads.add(found.index);
        return;
      }
      case 'change-external': {
        const { name, ...parts } = edit.change;
        const found = this.#find('externals', edit.name, this.#externalSpan(edit.name));
        if (found === undefined) return;
        changeEntry(this.#editing, found.node, edit.name, { words: { name }, ...parts });
        return;
      }
      case 'remove-external': {
        const found = this.#find('externals', edit.name, this.#externalSpan(edit.name));
        if (found !== undefined) this.#gone.externals.add(found.index);
        return;
      }
      case 'set-namespace':
        this.#setNamespace(edit.name, edit.labels);
        return;
      case 'set-cluster':
        this.#setCluster(edit.cluster, edit.comments);
        return;
      case 'add-edge':
        this.#addEdge(edit.id, edit.parts);
        return;
      case 'drop-unfinished':
        // All at once, when the others are done.
        return;
    }
  }

  #dropUnfinished(edits: readonly InventoryEdit[]): void {
    const named = new Set(
      edits.flatMap((edit) =>
        edit.kind === 'drop-unfinished' ? edit.addresses.map(addressKey) : [],
      ),
    );
    if (named.size === 0 || !this.#editing.text.includes(FILL_IN)) return;
    for (const section of ['workloads', 'externals'] as const) {
      const emptied = emptyUnfinished(this.#editing, this.#root, section, named);
      for (const index of emptied) this.#gone[section].add(index);
    }
  }

  #add(
    section: Section,
    entry: { readonly [key: string]: Plain },
    comments: readonly string[] = [],
  ): void {
    const inline = onOneLine(entry, this.#editing.style);
    const before = this.#lastOf(section);
    const isInline = isMap(before?.node) && before.node.flow === true;
    this.#added[section].push({
      inline,
      lines: [
        ...(before?.spaced === true ? [''] : []),
        ...commentLines(comments),
        ...(isInline ? [`- ${inline}`] : entryLines(entry)),
      ],
    });
  }

  /** The last entry of a section, and whether a blank line sets it apart: new ones look alike. */
  #lastOf(section: Section): { readonly node: unknown; readonly spaced: boolean } | undefined {
    const list: unknown = pairOf(this.#root, section)?.value;
    const last: unknown = isSeq(list) ? list.items.at(-1) : undefined;
    if (!isSeq(list) || last === undefined) return undefined;
    const previous: unknown = list.items.at(-2);
    if (previous === undefined) return { node: last, spaced: false };
    const between = this.#editing.text.slice(endOf(previous), startOf(last));
    return { node: last, spaced: /\n\s*?\n/.test(between) };
  }

  #changeWorkload(id: string, changeOf: (workload: Workload) => EntryChange): void {
    const workload = this.#inventory.workloads.find((one) => one.id === id);
    const found = this.#find('workloads', id, workload?.span);
    if (workload === undefined || found === undefined) return;
    changeEntry(this.#editing, found.node, id, changeOf(workload));
  }

  #workloadSpan(id: string): Span | undefined {
    return this.#inventory.workloads.find((one) => one.id === id)?.span;
  }

  #externalSpan(name: string): Span | undefined {
    return this.#inventory.externals.find((one) => one.name === name)?.span;
  }

  /** The node of an entry that the reader found at a place; refuses when there is none, or a second change of it. */
  #find(
    section: 'workloads' | 'externals',
    entry: string,
    span: Span | undefined,
  ): { readonly node: YAMLMap; readonly index: number } | undefined {
    const key = `${section} ${entry}`;
    if (this.#changed.has(key)) {
      this.#editing.refuse({ kind: 'changed-twice', entry });
      return undefined;
    }
    this.#changed.add(key);
    if (span === undefined) {
      this.#editing.refuse({ kind: 'unknown-entry', entry });
      return undefined;
    }
    const list: unknown = pairOf(this.#root, section)?.value;
    const items = isSeq(list) && !isShared(list) ? list.items : [];
    const index = items.findIndex((item) => isMap(item) && startOf(item) === span.start);
    const node = items[index];
    if (isMap(node) && !isShared(node)) return { node: node as YAMLMap, index };
    this.#editing.refuse({ kind: 'shared', offset: span.start });
    return undefined;
  }

  #setNamespace(name: string, labels: Readonly<Record<string, string>>): void {
    if (this.#changed.has(`namespaces ${name}`)) {
      this.#editing.refuse({ kind: 'changed-twice', entry: name });
      return;
    }
    this.#changed.add(`namespaces ${name}`);
    const section: unknown = pairOf(this.#root, 'namespaces')?.value;
    const pair = pairOf(section, name);
    const value = Object.keys(labels).length === 0 ? {} : { labels };
    if (pair === undefined || !isMap(section)) {
      this.#added.namespaces.push(newPair(this.#editing, name, value));
    } else if (isMap(pair.value) && !isShared(pair.value)) {
      const node = pair.value as YAMLMap;
      if (!changeMap(this.#editing, node, 'labels', name, labels, [])) {
        changeParts(this.#editing, node, new Set(), [newPair(this.#editing, 'labels', labels)]);
      }
    } else if (isNothing(pair.value)) {
      const colon = colonOf(pair);
      if (colon === undefined) this.#editing.refuse({ kind: 'unusual', offset: startOf(pair) });
      else this.#editing.splices.insert(colon, ` ${onOneLine(value, this.#editing.style)}`);
    } else this.#editing.refuse({ kind: 'shared', offset: startOf(pair) });
  }

  #setCluster(cluster: { readonly [key: string]: Plain }, comments: readonly string[]): void {
    const { style } = this.#editing;
    changeParts(this.#editing, this.#root, new Set(), [
      {
        inline: pairText('cluster', cluster, style),
        lines: [
          ...commentLines(comments),
          'cluster:',
          ...Object.entries(cluster).flatMap(([key, value]) =>
            pairLines(key, value).map((line) => `  ${line}`),
          ),
        ],
      },
    ]);
  }

  #addEdge(id: string, parts: Extract<InventoryEdit, { kind: 'add-edge' }>['parts']): void {
    const found = this.#find('workloads', id, this.#workloadSpan(id));
    if (found === undefined) return;
    const { style } = this.#editing;
    changeParts(
      this.#editing,
      found.node,
      new Set(),
      parts.map(({ items, key }) => ({
        inline: pairText(
          key,
          items.map(({ value }) => value),
          style,
        ),
        lines: [
          `${key}:`,
          ...items
            .flatMap(({ comment, value }) => [
              ...commentLines([comment]),
              `- ${onOneLine(value, style)}`,
            ])
            .map((line) => `  ${line}`),
        ],
      })),
    );
  }

  #changeSection(section: Section): void {
    const added = this.#added[section];
    const gone = this.#gone[section];
    if (added.length === 0 && gone.size === 0) return;
    const pair = pairOf(this.#root, section);
    const value: unknown = pair?.value;
    if (pair === undefined) return;
    if ((isMap(value) || isSeq(value)) && !isShared(value)) {
      const node = value as YAMLMap | YAMLSeq;
      const { text, splices } = this.#editing;
      if (
        node.items.length === 0 &&
        this.#root.flow !== true &&
        /^.\s*.$/.test(text.slice(startOf(node), endOf(node)))
      ) {
        // `workloads: []` becomes a list with one line an entry.
        const colon = colonOf(pair) ?? startOf(node);
        splices.remove(colon, endOf(node));
        this.#addLines(pair, added);
      } else changeParts(this.#editing, node, gone, added);
    } else if (isNothing(value) && this.#root.flow !== true) this.#addLines(pair, added);
    else this.#editing.refuse({ kind: 'shared', offset: startOf(pair) });
  }

  /** Entries below a key that has none. */
  #addLines(pair: unknown, added: readonly NewPart[]): void {
    const column = columnOf(this.#editing.text, this.#root) + 2;
    const lines = added.flatMap((part) => part.lines);
    insertLines(this.#editing.text, endOf(pair), column, lines, this.#editing.splices);
  }

  #addSection(section: Section): void {
    const added = this.#added[section];
    if (added.length === 0) return;
    const [open, close] = section === 'namespaces' ? ['{ ', ' }'] : ['[', ']'];
    const inline = `${open}${added.map((part) => part.inline).join(', ')}${close}`;
    const key = pairText(section, '', this.#editing.style).replace(/: ""$|: $/, ':');
    const lines = added.flatMap((part) => part.lines).map((line) => `  ${line}`);
    changeParts(this.#editing, this.#root, new Set(), [
      { inline: `${key} ${inline}`, lines: [key, ...lines] },
    ]);
  }
}
