/**
 * What a line is shaped like although it cannot be read as such: a header, a binding, an entry. A typing error or a
 * stray character must not turn a filter into "a command that is not ours". Words are compared without their hyphens
 * and blanks, so that `access list` and `accesslist` are near `access-list`.
 */
import type { AclType, Family } from '@aclift/ir';
import { type BindingFacts, bindingFacts } from '../commands/binding-facts.ts';
import { isWord } from '../commands/command-table.ts';
import { afterWords, firstWords, slips } from '@aclift/dialect-kit';
import { actionNear } from '../lowering/near-action.ts';

export type Shape =
  /** `rest`: what follows the list's name, an entry or a remark. */
  | { readonly kind: 'numbered'; readonly list: string; readonly rest: string }
  | {
      readonly kind: 'header';
      readonly family: Family;
      readonly type: AclType;
      /** Words that may be the list's name: one, as a rule. */
      readonly lists: readonly string[];
    }
  | ({ readonly kind: 'binding'; readonly family?: Family } & BindingFacts)
  | { readonly kind: 'group' }
  | { readonly kind: 'interface' };

export interface Likeness {
  readonly shape: Shape;
  /** The words that were probably meant: `ip access-list`. */
  readonly meant: string;
  /** Its keywords are spelled right. */
  readonly exact: boolean;
}

interface Target {
  /** As IOS spells it. */
  readonly words: readonly string[];
  readonly kind: Shape['kind'];
  readonly family?: Family;
  /** What is meant by words of a neighbouring dialect. Absent: the words themselves. */
  readonly meant?: string;
}

const TARGETS: readonly Target[] = [
  { words: ['access-list'], kind: 'numbered' },
  { words: ['ip', 'access-list'], kind: 'header', family: 'ipv4' },
  { words: ['ipv6', 'access-list'], kind: 'header', family: 'ipv6' },
  { words: ['ip', 'access-group'], kind: 'binding', family: 'ipv4' },
  { words: ['ipv6', 'traffic-filter'], kind: 'binding', family: 'ipv6' },
  { words: ['access-group'], kind: 'binding', meant: 'ip access-group' },
  { words: ['traffic-filter'], kind: 'binding', meant: 'ipv6 traffic-filter' },
  { words: ['ip', 'traffic-filter'], kind: 'binding', family: 'ipv4', meant: 'ip access-group' },
  { words: ['ip', 'port', 'access-group'], kind: 'binding', meant: 'ip access-group' },
  {
    words: ['ipv6', 'access-group'],
    kind: 'binding',
    family: 'ipv6',
    meant: 'ipv6 traffic-filter',
  },
  {
    words: ['ipv6', 'port', 'traffic-filter'],
    kind: 'binding',
    family: 'ipv6',
    meant: 'ipv6 traffic-filter',
  },
  { words: ['object-group'], kind: 'group' },
  { words: ['interface'], kind: 'interface' },
];

const LETTERS: ReadonlyMap<Target, string> = new Map(
  TARGETS.map((target) => [target, squeezed(target.words)]),
);

/** Most words that a keyword falls into when hyphens are lost. */
const MOST_WORDS = 4;
/** Slips that are forgiven: more would take in words that mean something else. */
const MOST_SLIPS = 2;

/** `ip`, `access` and `list`, or `ip` and `acces-list`, as letters in a row. */
function squeezed(words: readonly string[]): string {
  return words
    .join('')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

/** Three letters in a row that survive two slips in any of the keywords: a cheap look at lines that are nothing of the kind. */
const TRACES =
  /acc|cce|ces|ess|ssl|sli|lis|ist|ssg|sgr|gro|rou|oup|tra|raf|aff|ffi|fic|icf|cfi|fil|ilt|lte|obj|bje|jec|ect|ctg|tgr|int|nte|ter|erf|rfa|fac|ace/;
/** How much of a line holds its keywords. */
const HEAD = 28;

/**
 * The shape of a command without `no`.
 * @param plain with look-alike characters replaced.
 * @returns undefined for whatever is nothing of the kind.
 */
export function likenessOf(plain: string): Likeness | undefined {
  if (!TRACES.test(squeezed([plain.slice(0, HEAD)]))) return undefined;
  const words = firstWords(plain, 0, MOST_WORDS);
  const lower = words.map((word) => word.toLowerCase());
  const right = TARGETS.filter((target) =>
    target.words.every((word, at) => isWord(lower[at] ?? '', word)),
  ).toSorted((a, b) => b.words.length - a.words.length)[0];
  if (right !== undefined) return likeness(right, plain, right.words.length, true);
  let best: { readonly target: Target; readonly count: number } | undefined;
  let least = MOST_SLIPS + 1;
  for (let count = 1; count <= words.length; count += 1) {
    const letters = squeezed(words.slice(0, count));
    // A number is a name or a part of the rest.
    if (count > 1 && /^\d/.test(words[count - 1] ?? '')) break;
    for (const target of TARGETS) {
      const distance = slips(letters, LETTERS.get(target) ?? '', least - 1);
      if (distance >= least) continue;
      least = distance;
      best = { target, count };
    }
  }
  return best === undefined ? undefined : likeness(best.target, plain, best.count, false);
}

function likeness(
  target: Target,
  plain: string,
  count: number,
  exact: boolean,
): Likeness | undefined {
  const rest = plain.slice(afterWords(plain, 0, count));
  const shape = shapeOf(target, rest);
  if (shape === undefined) return undefined;
  return { shape, meant: target.meant ?? target.words.join(' '), exact };
}

function shapeOf({ kind, family }: Target, rest: string): Shape | undefined {
  const [first = '', second = ''] = firstWords(rest, 0, 2);
  if (first === '') return undefined;
  switch (kind) {
    case 'numbered': {
      const isNumber = /^\d+$/.test(first);
      // A number alone may head a list; `access-list 101 20 permit …` has a number in between.
      const fits = isListWord(second) || (isNumber && /^\d*$/.test(second));
      if (!fits) return undefined;
      return { kind, list: first, rest: rest.slice(afterWords(rest, 0, 1)) };
    }
    case 'header': {
      const type = listType(first);
      const lists = (type === undefined ? [first, second] : [second]).filter((name) => name !== '');
      return { kind, family: family ?? 'ipv4', type: type ?? 'extended', lists };
    }
    case 'binding':
      // access-group mode prefer port: a setting of switches
      if (first.toLowerCase() === 'mode') return undefined;
      return { kind, ...(family !== undefined && { family }), ...bindingFacts(rest) };
    case 'group':
      return { kind };
    case 'interface':
      return isInterfaceName(first, second) ? { kind } : undefined;
  }
}

function isInterfaceName(first: string, second: string): boolean {
  if (/^[a-z][a-z-]*\d/i.test(first)) return true;
  return /^[a-z][a-z-]+$/i.test(first) && /^\d/.test(second);
}

/** `extended` and what is near it. */
function listType(word: string): AclType | undefined {
  const lower = word.toLowerCase();
  if (isWord(lower, 'extended') || slips(lower, 'extended', 2) <= 2) return 'extended';
  return isWord(lower, 'standard') || slips(lower, 'standard', 2) <= 2 ? 'standard' : undefined;
}

function isListWord(word: string): boolean {
  const lower = word.toLowerCase();
  return (
    actionNear(lower) !== undefined ||
    slips(lower, 'remark', 2) <= 2 ||
    listType(lower) !== undefined ||
    lower === 'dynamic' ||
    lower === 'line'
  );
}
