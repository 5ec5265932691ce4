/** Where nodes of a YAML document stand in its text: lines, columns, ends. */
import { isCollection, isMap, isNode, isPair, isScalar, isSeq } from 'yaml';
import type { Pair, YAMLMap, YAMLSeq } from 'yaml';

/** Offset of the first character of the line. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset after the line's end mark, or the text's length. */
function afterLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** CRLF when the first line ends so. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

/** Whether only blanks stand before the offset on its line. */
export function beginsLine(text: string, offset: number): boolean {
  return /^[ \t\uFEFF]*$/.test(text.slice(lineStart(text, offset), offset));
}

/** Offset after the line on which a node ends, its comment included. A block scalar ends on the next line already. */
export function afterNode(text: string, end: number): number {
  return end > 0 && text[end - 1] === '\n' ? end : afterLine(text, end);
}

/** Offset after the last character of a node or pair; comments behind it do not count. */
export function endOf(node: unknown): number {
  if (isPair(node)) {
    const { key, value } = node;
    if (isNode(value) && value.range && value.range[1] > value.range[0]) return endOf(value);
    return colonOf(node) ?? endOf(key);
  }
  if (isCollection(node) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    if (last !== undefined) return endOf(last);
  }
  if (!isNode(node) || !node.range) throw new Error('a node without a place');
  return node.range[1];
}

/** Offset of the first character of a node or pair. */
export function startOf(node: unknown): number {
  if (isPair(node)) return startOf(node.key);
  if (!isNode(node) || !node.range) throw new Error('a node without a place');
  return node.range[0];
}

/** Offset after the colon of a pair. */
export function colonOf(pair: Pair): number | undefined {
  const colon = pair.srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  return colon === undefined ? undefined : colon.offset + 1;
}

/** Where a block collection's part begins: the `-` of an item, the key of a pair. */
export function markOf(node: YAMLMap | YAMLSeq, index: number): number {
  if (isSeq(node) && node.srcToken?.type === 'block-seq') {
    const start = node.srcToken.items[index]?.start;
    const dash = start?.find(({ type }) => type === 'seq-item-ind');
    if (dash !== undefined) return dash.offset;
  }
  return startOf(node.items[index]);
}

/** The pair of a key; of a repeated key the first, as the reader does. */
export function pairOf(map: unknown, key: string): Pair | undefined {
  if (!isMap(map)) return undefined;
  return map.items.find(
    (pair) => isScalar(pair.key) && (pair.key.value === key || pair.key.source === key),
  );
}
