/** Which changes `npm run mutate` tries: small faults on the syntax tree of one source file, in the order of the text. */
import { parseSync } from 'vite';

/** One fault that tests ought to notice. Offsets are UTF-16 units of the file's text. */
export interface Mutant {
  /** From 1, in the order of files and offsets; the same as long as the sources are the same. */
  readonly id: number;
  /** The path from the root of the repository. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  /** How many nodes lie around it: what is further in is closed first. */
  readonly depth: number;
  /** The text that stands in its place; absent for a statement that is left out. */
  readonly replacement?: string;
}

/** A node of the ESTree that the parser gives; only the shared members are typed. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const COMPARISONS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
};
const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '**': '*',
  '&': '|',
  '|': '&',
  '^': '&',
  '<<': '>>',
  '>>': '<<',
  '>>>': '<<',
};
const METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  find: 'findLast',
  min: 'max',
  max: 'min',
};
/** Calls that may be left out, since they give what they are called on, only changed. */
const DROPPED = new Set(['filter', 'toSorted', 'toReversed', 'slice', 'trim', 'toLowerCase']);
/** Members whose words are a closed union: a wrong word there does not compile, so no test need notice it. */
const UNION_MEMBERS = new Set(['kind', 'code', 'type', 'severity']);
/** The only parts of the type syntax that hold code. */
const TYPED_CODE = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);

/** The syntax tree of a file. Throws what the parser says of a file that does not parse. */
export function parse(file: string, text: string): Node {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  return program as unknown as Node;
}

/** The nodes right below one, without what is only type. */
export function children(node: Node): (readonly [string, Node])[] {
  const found: (readonly [string, Node])[] = [];
  for (const [key, value] of Object.entries(node))
    for (const one of Array.isArray(value) ? value : [value])
      if (isNode(one) && (!one.type.startsWith('TS') || TYPED_CODE.has(one.type)))
        found.push([key, one]);
  return found;
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Node).type === 'string' &&
    typeof (value as Node).start === 'number'
  );
}

/** All mutants of one file; ids count on from `firstId`. */
export function mutantsOf(file: string, text: string, firstId: number): Mutant[] {
  const lines = lineStarts(text);
  const found: Omit<Mutant, 'id'>[] = [];
  const source = (node: Node): string => text.slice(node.start, node.end);
  walk(parse(file, text), [], []);
  return found
    .toSorted((a, b) => a.start - b.start || a.depth - b.depth)
    .map((one, index) => ({ id: firstId + index, ...one }));

  function walk(node: Node, above: readonly Node[], keys: readonly string[]): void {
    const kinds = changesOf(node, above, keys, source);
    for (const [kind, replacement] of kinds)
      found.push({
        file,
        line: lines.findLastIndex((start) => start <= node.start) + 1,
        kind,
        start: node.start,
        end: node.end,
        depth: above.length,
        ...(replacement === undefined ? {} : { replacement }),
      });
    if (node.type === 'ImportDeclaration' || node.type.startsWith('Export')) {
      if (isNode(node['declaration'])) walk(node['declaration'], [node], ['declaration']);
      return;
    }
    for (const [key, child] of children(node)) walk(child, [node, ...above], [key, ...keys]);
  }
}

type Change = readonly [kind: string, replacement: string | undefined];

/** What may be put in the place of a node; `above` and `keys` begin with the nearest. */
function changesOf(
  node: Node,
  above: readonly Node[],
  keys: readonly string[],
  source: (node: Node) => string,
): Change[] {
  const parent = above[0];
  const changes: Change[] = [];
  const part = (key: string): Node => node[key] as Node;
  const operator = String(node['operator']);
  if (
    keys[0] === 'test' &&
    parent !== undefined &&
    ['IfStatement', 'ConditionalExpression', 'WhileStatement'].includes(parent.type)
  ) {
    if (parent.type !== 'WhileStatement') changes.push(['condition', 'true']);
    changes.push(['condition', 'false']);
  }
  switch (node.type) {
    case 'BinaryExpression': {
      const [left, right] = [source(part('left')), source(part('right'))];
      for (const other of COMPARISONS[operator] ?? [])
        changes.push(['comparison', `${left} ${other} ${right}`]);
      const other = ARITHMETIC[operator];
      if (other !== undefined && !isText(part('left')) && !isText(part('right')))
        changes.push(['arithmetic', `${left} ${other} ${right}`]);
      break;
    }
    case 'LogicalExpression': {
      const [left, right] = [source(part('left')), source(part('right'))];
      if (operator === '??') changes.push(['logic', left]);
      else {
        const other = operator === '&&' ? '||' : '&&';
        changes.push(['logic', `(${left}) ${other} (${right})`]);
      }
      break;
    }
    case 'UnaryExpression':
      if (operator === '!' || operator === '-' || operator === '~')
        changes.push(['negation', source(part('argument'))]);
      break;
    case 'UpdateExpression': {
      const text = source(node);
      changes.push([
        'arithmetic',
        text.includes('++') ? text.replace('++', '--') : text.replace('--', '++'),
      ]);
      break;
    }
    case 'Literal':
      changes.push(...literalChanges(node, above, keys));
      break;
    case 'CallExpression':
      changes.push(...callChanges(node, above, source));
      break;
    case 'ExpressionStatement':
      if (node['directive'] === undefined || node['directive'] === null)
        changes.push(['statement', undefined]);
      break;
    case 'ContinueStatement':
      changes.push(['statement', undefined]);
      break;
    default:
  }
  return changes;
}

function literalChanges(node: Node, above: readonly Node[], keys: readonly string[]): Change[] {
  const value = node['value'];
  const parent = above[0];
  if (parent === undefined || (keys[0] === 'key' && parent['computed'] !== true)) return [];
  if (typeof value === 'boolean') return [['boolean', String(!value)]];
  if (typeof value === 'bigint') return [['number', `${value + 1n}n`]];
  if (typeof value === 'number') return [['number', String(value === 1 ? 0 : value + 1)]];
  if (typeof value !== 'string') return [];
  const member = parent.type === 'Property' ? (parent['key'] as Node)['name'] : undefined;
  if (typeof member === 'string' && UNION_MEMBERS.has(member)) return [];
  if (
    ['BinaryExpression', 'SwitchCase', 'TSAsExpression', 'MemberExpression'].includes(parent.type)
  )
    return [];
  if (above.some((one) => one.type === 'ThrowStatement')) return [];
  return [['string', value === '' ? "'changed'" : "''"]];
}

function callChanges(node: Node, above: readonly Node[], source: (node: Node) => string): Change[] {
  const callee = node['callee'] as Node;
  // Parentheses inside an optional chain would end it too early.
  const inChain = above.some(
    (one, index) => one.type === 'ChainExpression' && isLink(above, index),
  );
  if (callee.type !== 'MemberExpression' || callee['computed'] === true || inChain) return [];
  const [object, name] = [callee['object'] as Node, String((callee['property'] as Node)['name'])];
  const other = METHODS[name];
  const behind = source(node).slice((callee['property'] as Node).end - node.start);
  if (other !== undefined) return [['method', `${source(object)}.${other}${behind}`]];
  return DROPPED.has(name) ? [['method', source(object)]] : [];
}

/** Whether all nodes below the chain are its links, and not arguments of one of its calls. */
function isLink(above: readonly Node[], chain: number): boolean {
  return above
    .slice(0, chain)
    .every((one) =>
      ['MemberExpression', 'CallExpression', 'TSNonNullExpression'].includes(one.type),
    );
}

function isText(node: Node): boolean {
  if (node.type === 'TemplateLiteral') return true;
  if (node.type === 'Literal') return typeof node['value'] === 'string';
  return (
    node.type === 'BinaryExpression' &&
    (isText(node['left'] as Node) || isText(node['right'] as Node))
  );
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
