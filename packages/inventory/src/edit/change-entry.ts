/** Changes within one entry: its scalars, labels, addresses and virtual addresses. */
import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { YAMLMap, YAMLSeq } from 'yaml';
import { parseAddressText } from '../address-text.ts';
import type { EditProblem, VipEntry } from './inventory-edit.ts';
import { changeCollection } from './change-collection.ts';
import type { NewPart } from './change-collection.ts';
import { beginsLine, colonOf, markOf, pairOf, startOf } from './place.ts';
import { onOneLine, pairLines, pairText } from './render.ts';
import type { Plain, Style } from './render.ts';
import type { Splices } from './splices.ts';

/** The text under change, and where refusals go. */
export interface Editing {
  readonly text: string;
  readonly style: Style;
  readonly splices: Splices;
  /** Only the first refusal counts. */
  readonly refuse: (problem: EditProblem) => void;
}

/** A change of a workload or an external; what is absent stays. */
export interface EntryChange {
  /** Values of keys that hold one word: `namespace`, `now`, `name`. */
  readonly words?: Readonly<Record<string, string | undefined>>;
  readonly setLabels?: Readonly<Record<string, string>>;
  readonly removeLabels?: readonly string[];
  readonly addAddresses?: readonly string[];
  readonly removeAddresses?: readonly string[];
  readonly addVips?: readonly VipEntry[];
  readonly removeVips?: readonly string[];
}

/** @param entry how refusals call the entry. */
export function changeEntry(
  editing: Editing,
  node: YAMLMap,
  entry: string,
  change: EntryChange,
): void {
  const missing: [string, Plain][] = [];
  for (const [key, value] of Object.entries(change.words ?? {})) {
    if (value === undefined) continue;
    if (pairOf(node, key) === undefined) missing.push([key, value]);
    else setScalar(editing, node, key, value);
  }
  const labels = change.setLabels ?? {};
  if (!changeMap(editing, node, 'labels', entry, labels, change.removeLabels ?? [])) {
    if (Object.keys(labels).length > 0) missing.push(['labels', labels]);
  }
  const addresses = change.addAddresses ?? [];
  const goneAddresses = change.removeAddresses ?? [];
  if (!changeList(editing, node, 'addresses', entry, addresses, goneAddresses, isSameAddress)) {
    if (addresses.length > 0) missing.push(['addresses', addresses]);
  }
  const vips = (change.addVips ?? []).map(plainVip);
  if (!changeList(editing, node, 'vips', entry, vips, change.removeVips ?? [], isVipOf)) {
    if (vips.length > 0) missing.push(['vips', vips]);
  }
  changeParts(
    editing,
    node,
    new Set(),
    missing.map(([key, value]) => newPair(editing, key, value)),
  );
}

/** Sets labels of the map below a key. @returns false when the key is missing, and nothing was done. */
export function changeMap(
  editing: Editing,
  parent: YAMLMap,
  key: string,
  entry: string,
  set: Readonly<Record<string, string>>,
  remove: readonly string[],
): boolean {
  if (Object.keys(set).length === 0 && remove.length === 0) return true;
  const value = pairOf(parent, key)?.value;
  if (value === undefined) {
    for (const part of remove) editing.refuse({ kind: 'unknown-part', entry, part });
    return false;
  }
  if (isNothing(value)) {
    fillIn(editing, parent, key, onOneLine(set, editing.style));
    return true;
  }
  if (!isMap(value) || isShared(value)) {
    refuseAt(editing, value);
    return true;
  }
  const gone = new Set<number>();
  for (const part of remove) {
    const pair = pairOf(value, part);
    if (pair === undefined) editing.refuse({ kind: 'unknown-part', entry, part });
    else gone.add(value.items.indexOf(pair as (typeof value.items)[number]));
  }
  const added: NewPart[] = [];
  for (const [label, text] of Object.entries(set)) {
    if (pairOf(value, label) === undefined) added.push(newPair(editing, label, text));
    else setScalar(editing, value, label, text);
  }
  changeParts(editing, value, gone, added);
  return true;
}

/** The list below a key, likewise. */
function changeList(
  editing: Editing,
  parent: YAMLMap,
  key: string,
  entry: string,
  add: readonly Plain[],
  remove: readonly string[],
  isMeant: (item: unknown, text: string) => boolean,
): boolean {
  if (add.length === 0 && remove.length === 0) return true;
  const value = pairOf(parent, key)?.value;
  if (value === undefined) {
    for (const part of remove) editing.refuse({ kind: 'unknown-part', entry, part });
    return false;
  }
  if (isNothing(value)) {
    fillIn(editing, parent, key, onOneLine(add, editing.style));
    return true;
  }
  if (!isSeq(value) || isShared(value)) {
    refuseAt(editing, value);
    return true;
  }
  const gone = new Set<number>();
  for (const part of remove) {
    const index = value.items.findIndex((item, at) => !gone.has(at) && isMeant(item, part));
    if (index < 0) editing.refuse({ kind: 'unknown-part', entry, part });
    else gone.add(index);
  }
  changeParts(
    editing,
    value,
    gone,
    add.map((item) => newItem(editing, item)),
  );
  return true;
}

/** Takes parts out and adds some, once it is clear that the text is as usual. */
export function changeParts(
  editing: Editing,
  node: YAMLMap | YAMLSeq,
  gone: ReadonlySet<number>,
  added: readonly NewPart[],
): void {
  for (const index of gone) {
    const part = node.items[index];
    const unusual = node.flow !== true && !beginsLine(editing.text, markOf(node, index));
    const value = isMap(node) ? node.items[index]?.value : part;
    if (isNode(value) && isShared(value)) return refuseAt(editing, value);
    if (unusual) return editing.refuse({ kind: 'unusual', offset: startOf(part) });
  }
  changeCollection(editing.text, node, gone, added, editing.style, editing.splices);
}

/** `key: value` for a map. */
export function newPair({ style }: Editing, key: string, value: Plain): NewPart {
  return { inline: pairText(key, value, style), lines: pairLines(key, value) };
}

function newItem({ style }: Editing, value: Plain): NewPart {
  const inline = onOneLine(value, style);
  return { inline, lines: [`- ${inline}`] };
}

/** Writes behind a key that has no value yet. */
function fillIn(editing: Editing, parent: YAMLMap, key: string, text: string): void {
  const pair = pairOf(parent, key);
  const colon = pair === undefined ? undefined : colonOf(pair);
  if (colon === undefined) return refuseAt(editing, pair?.key);
  const value = pair?.value;
  if (isScalar(value) && value.source !== undefined && value.source !== '' && value.range) {
    editing.splices.replace(value.range[0], value.range[1], text);
  } else editing.splices.insert(colon, ` ${text}`);
}

function setScalar(editing: Editing, parent: YAMLMap, key: string, text: string): void {
  const value = pairOf(parent, key)?.value;
  if (isScalar(value) && value.value === text) return;
  if (isNothing(value)) return fillIn(editing, parent, key, onOneLine(text, editing.style));
  if (!isScalar(value) || isShared(value) || !value.range) return refuseAt(editing, value);
  const [from, to] = value.range;
  if (editing.text[to - 1] === '\n') {
    return editing.refuse({ kind: 'unusual', offset: from });
  }
  editing.splices.replace(from, to, onOneLine(text, editing.style));
}

/** Whether other places say the same by an alias, or may. */
export function isShared(node: unknown): boolean {
  return isAlias(node) || (isNode(node) && 'anchor' in node && node.anchor !== undefined);
}

function refuseAt(editing: Editing, node: unknown): void {
  const offset = isNode(node) ? startOf(node) : 0;
  editing.refuse({ kind: isShared(node) ? 'shared' : 'unusual', offset });
}

export function isNothing(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null && !isShared(node));
}

/** Whether a scalar says the same address or range. */
function isSameAddress(item: unknown, text: string): boolean {
  const key = addressKeyOf(item);
  return key !== undefined && key === addressKey(text);
}

/** The address or range that a scalar says, whatever its spelling; undefined: it says no text. */
export function addressKeyOf(item: unknown): string | undefined {
  return isScalar(item) && typeof item.value === 'string' ? addressKey(item.value) : undefined;
}

/** Equal for equal addresses and ranges; text that is none of them is equal to itself. */
export function addressKey(text: string): string {
  const range = parseAddressText(text, NOWHERE);
  return range.ok ? `${range.value.family} ${range.value.from}-${range.value.to}` : text;
}

const NOWHERE = { start: 0, end: 0 };

function isVipOf(item: unknown, host: string): boolean {
  return isMap(item) && isSameAddress(pairOf(item, 'address')?.value, host);
}

/** A virtual address in the order of keys that the documentation uses. */
export function plainVip({ address, ports }: VipEntry): Plain {
  return {
    address,
    ports: ports.map(({ port, target, protocol }) => ({
      port,
      target,
      ...(protocol === undefined || protocol === 'TCP' ? {} : { protocol }),
    })),
  };
}
