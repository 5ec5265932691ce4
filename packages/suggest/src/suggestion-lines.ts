/** The access-list lines behind a suggestion, with what a person needs to say whose the addresses are. */
import type { Device } from '@aclift/ir';
import type { AddressSet } from './mentions.ts';
import type { Cell } from './cells.ts';
import type { Cite } from './sayings.ts';
import type { SuggestionLine } from './suggestion.ts';

/** Lines shown of one suggestion. */
export const MAX_LINES = 20;

/** Sets of a cell that are narrow enough to be about it: the narrowest, and others that are not much wider. */
export function setsAbout({ sets, size }: Cell): readonly AddressSet[] {
  const wide = sets.findIndex((set, rank) => rank > 0 && set.size > Math.max(size * 16, 64));
  return wide === -1 ? sets : sets.slice(0, wide);
}

/** Where lists filter, such as `GigabitEthernet0/1 in`, by source and name. */
export function bindingsOf(devices: readonly Device[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  for (const { interfaces, source } of devices) {
    for (const { bindings, name } of interfaces) {
      for (const { direction, list } of bindings) {
        const key = `${source} ${list}`;
        const known = places.get(key) ?? [];
        if (!known.includes(`${name} ${direction}`)) known.push(`${name} ${direction}`);
        places.set(key, known);
      }
    }
  }
  return places;
}

/** Every line that is about the cell, in the order of the text. */
export function linesAbout(
  cell: Cell,
  cite: Cite,
  bindings: ReadonlyMap<string, readonly string[]>,
): readonly SuggestionLine[] {
  const lines = new Map<string, SuggestionLine>();
  for (const { mentions } of setsAbout(cell)) {
    for (const { list, place, remarks } of mentions) {
      const { file, line, text } = cite(place);
      const remark = remarks[0] === undefined ? undefined : cite(remarks[0].place).text;
      lines.set(`${file}:${line}`, {
        file,
        line,
        text,
        list,
        bound: bindings.get(`${place.source} ${list}`) ?? [],
        ...(remark === undefined ? {} : { remark: remark.replace(/^remark\s+/i, '') }),
      });
    }
  }
  return mergedLines([...lines.values()]);
}

/** Lines of several parts, each once, in the order of the text. */
export function mergedLines(lines: readonly SuggestionLine[]): readonly SuggestionLine[] {
  const each = new Map(lines.map((line) => [`${line.file}:${line.line}`, line]));
  return [...each.values()].toSorted((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );
}
