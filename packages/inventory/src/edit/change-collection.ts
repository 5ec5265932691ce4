/** Adds parts to a list or map of a YAML text, and takes parts out, without touching the lines of the others. */
import { isMap } from 'yaml';
import type { YAMLMap, YAMLSeq } from 'yaml';
import { afterNode, beginsLine, endOf, lineEndOf, lineStart, markOf, startOf } from './place.ts';
import type { Style } from './render.ts';
import type { Splices } from './splices.ts';

/** A part to add: the text for a collection in brackets, and the lines for one that is not. */
export interface NewPart {
  readonly inline: string;
  readonly lines: readonly string[];
}

/**
 * @param gone indexes of the parts to take out. Their comments on the same lines go with them, comments above stay.
 * New parts come last. A collection that becomes empty is written `[]` or `{}`.
 */
export function changeCollection(
  text: string,
  node: YAMLMap | YAMLSeq,
  gone: ReadonlySet<number>,
  added: readonly NewPart[],
  style: Style,
  splices: Splices,
): void {
  if (gone.size === 0 && added.length === 0) return;
  if (node.flow === true) changeInline(text, node, gone, added, style, splices);
  else changeBlock(text, node, gone, added, splices);
}

/** Whole lines below a place: after the line of `end`, or after the last line when that has no end mark. */
export function insertLines(
  text: string,
  end: number,
  column: number,
  lines: readonly string[],
  splices: Splices,
): void {
  const at = afterNode(text, end);
  const mark = lineEndOf(text);
  const indented = lines.map((line) => (line === '' ? '' : ' '.repeat(column) + line));
  const complete = at === 0 || text[at - 1] === '\n';
  splices.insert(at, indented.map((line) => (complete ? line + mark : mark + line)).join(''));
}

/** The column in which the parts of a block collection begin. */
export function columnOf(text: string, node: YAMLMap | YAMLSeq): number {
  const mark = markOf(node, 0);
  return (
    mark -
    lineStart(text, mark) -
    (text.startsWith('\uFEFF') && lineStart(text, mark) === 0 ? 1 : 0)
  );
}

function changeBlock(
  text: string,
  node: YAMLMap | YAMLSeq,
  gone: ReadonlySet<number>,
  added: readonly NewPart[],
  splices: Splices,
): void {
  const empties = gone.size === node.items.length && added.length === 0;
  for (const index of gone) {
    const from = lineStart(text, markOf(node, index));
    const to = afterNode(text, endOf(node.items[index]));
    splices.replace(from, to, '');
  }
  const last = endOf(node.items.at(-1));
  const column = columnOf(text, node);
  if (empties) insertLines(text, last, column, [isMap(node) ? '{}' : '[]'], splices);
  else if (added.length > 0) {
    insertLines(
      text,
      last,
      column,
      added.flatMap(({ lines }) => lines),
      splices,
    );
  }
}

function changeInline(
  text: string,
  node: YAMLMap | YAMLSeq,
  gone: ReadonlySet<number>,
  added: readonly NewPart[],
  style: Style,
  splices: Splices,
): void {
  const parts = node.items.map((item) => ({ start: startOf(item), end: endOf(item) }));
  const kept = parts.filter((_, index) => !gone.has(index)).at(-1);
  const last = parts.at(-1);
  const close = endOf(node) - 1;
  const inline = added.map((part) => part.inline);
  if (kept === undefined) {
    const from = startOf(node) + 1;
    const pad = isMap(node) && inline.length > 0 ? ' ' : '';
    const content = pad + inline.join(', ') + pad;
    if (text.slice(from, close).includes('\n')) {
      if (content !== '') splices.insert(from, `${content} `);
      for (const part of parts) removeInline(text, part, close, splices);
    } else splices.replace(from, close, content);
    return;
  }
  // Behind what stays, when nothing but blanks and commas would be left there.
  const tail = last === undefined || last === kept ? '' : text.slice(kept.end, last.end);
  const tailGoes = tail !== '' && !tail.includes('#') && (style === 'json' || !tail.includes('\n'));
  for (const [index, part] of parts.entries()) {
    if (!gone.has(index) || (tailGoes && part.start > kept.end)) continue;
    removeInline(text, part, close, splices);
  }
  if (inline.length > 0) addInline(text, kept, close, inline, splices);
  if (tailGoes && last !== undefined) splices.remove(kept.end, last.end);
}

function removeInline(
  text: string,
  part: { readonly start: number; readonly end: number },
  close: number,
  splices: Splices,
): void {
  const comma = commaAfter(text, part.end, close);
  const from = lineStart(text, part.start);
  const to = afterNode(text, part.end);
  const rest = text.slice(part.end, to);
  if (beginsLine(text, part.start) && to <= close && /^[ \t]*,?[ \t]*(?:#.*)?\r?\n?$/.test(rest)) {
    const ownComma = comma === undefined || comma < to;
    if (ownComma) {
      splices.remove(from, to);
      return;
    }
  }
  if (comma === undefined) splices.remove(part.start, part.end);
  else if (text.slice(part.end, comma).trim() === '') {
    const blanks = /^[ \t]*/.exec(text.slice(comma + 1))?.[0].length ?? 0;
    splices.remove(part.start, comma + 1 + blanks);
  } else {
    splices.remove(part.start, part.end);
    splices.remove(comma, comma + 1);
  }
}

function addInline(
  text: string,
  kept: { readonly start: number; readonly end: number },
  close: number,
  inline: readonly string[],
  splices: Splices,
): void {
  const below = afterNode(text, kept.end);
  if (!beginsLine(text, kept.start) || below > close) {
    splices.insert(kept.end, inline.map((one) => `, ${one}`).join(''));
    return;
  }
  // One part a line: the new ones get lines of their own.
  const comma = commaAfter(text, kept.end, close);
  const indent = text.slice(lineStart(text, kept.start), kept.start);
  const mark = lineEndOf(text);
  if (comma === undefined) splices.insert(kept.end, ',');
  else if (comma >= below) {
    splices.insert(kept.end, inline.map((one) => `, ${one}`).join(''));
    return;
  }
  const lines = inline.map((one, at) => {
    const more = comma !== undefined || at < inline.length - 1;
    return `${indent}${one}${more ? ',' : ''}${mark}`;
  });
  splices.insert(below, lines.join(''));
}

/** Offset of the comma behind a part, past blanks and comments. */
function commaAfter(text: string, from: number, close: number): number | undefined {
  for (let at = from; at < close; at += 1) {
    const one = text[at];
    if (one === ',') return at;
    if (one === '#') {
      const end = text.indexOf('\n', at);
      if (end < 0) return undefined;
      at = end;
    }
  }
  return undefined;
}
