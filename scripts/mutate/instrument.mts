/** Puts all chosen mutants into one text, each behind a switch, so that the sources are loaded once and not once each. */
import { children, parse, type Mutant, type Node } from './mutants.mts';

interface Insertion {
  readonly at: number;
  readonly closes: boolean;
  readonly depth: number;
  readonly text: string;
}

/**
 * The file with its mutants behind `__mutant(id)`, and with `__tick()` in every loop and function, which ends a mutant that
 * never would end. `mutants` are those of this file.
 */
export function instrument(file: string, text: string, mutants: readonly Mutant[]): string {
  const insertions: Insertion[] = [];
  for (const together of Map.groupBy(
    mutants,
    (one) => `${one.start}-${one.end}-${one.depth}`,
  ).values())
    insertions.push(...switches(together));
  ticks(parse(file, text), 0, insertions);
  insertions.sort(
    (a, b) =>
      a.at - b.at ||
      Number(b.closes) - Number(a.closes) ||
      (a.closes ? b.depth - a.depth : a.depth - b.depth),
  );
  let at = 0;
  let out = '';
  for (const one of insertions) {
    out += text.slice(at, one.at) + one.text;
    at = one.at;
  }
  return out + text.slice(at);
}

function switches(mutants: readonly Mutant[]): Insertion[] {
  const first = mutants[0] as Mutant;
  const { start, end, depth } = first;
  if (first.replacement === undefined)
    return [
      { at: start, closes: false, depth, text: `if (!__mutant(${first.id})) {` },
      { at: end, closes: true, depth, text: '}' },
    ];
  const choices = mutants.map((one) => `__mutant(${one.id}) ? (${one.replacement}) : `).join('');
  return [
    { at: start, closes: false, depth, text: `(${choices}(` },
    { at: end, closes: true, depth, text: '))' },
  ];
}

function ticks(node: Node, depth: number, insertions: Insertion[]): void {
  const body = node['body'] as Node | undefined;
  if (/^(For|While|DoWhile)/u.test(node.type) && body !== undefined) {
    const at = depth + 0.5;
    insertions.push({ at: body.start, closes: false, depth: at, text: '{__tick();' });
    insertions.push({ at: body.end, closes: true, depth: at, text: '}' });
  } else if (node.type.includes('Function') && body?.type === 'BlockStatement') {
    insertions.push({ at: body.start + 1, closes: false, depth: depth + 1.5, text: '__tick();' });
  }
  for (const [, child] of children(node)) ticks(child, depth + 1, insertions);
}
