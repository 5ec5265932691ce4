/** Rows of commands that use a list for something other than filtering forwarded packets. */
import type { Family, ReferenceUse } from '@aclift/ir';
import type { IToken } from 'chevrotain';
import type { StatementRule } from '../grammar/statement-grammar.ts';
import { type Block, type CommandContext, type CommandRow, type Fate, restOf } from './command.ts';
import { readStatement } from './statement.ts';

/** What a command calls a list that is none: other objects stand in the same place. */
const OTHER_OBJECTS = new Set([
  'prefix-list',
  'prefix',
  'gateway',
  'route-map',
  'route-source',
  'dhcp',
]);

export function refer(
  context: CommandContext,
  names: readonly (IToken | undefined)[],
  use: ReferenceUse,
  family?: Family,
): Fate {
  const { command, device, header, negated } = context;
  if (negated) return 'modelled';
  for (const name of names) {
    if (name === undefined) continue;
    device.references.push({
      list: name.image,
      ...(family !== undefined && { family }),
      use,
      text: command.text,
      ...(header !== undefined && { within: header }),
      span: command.span,
    });
  }
  return 'modelled';
}

export interface Use {
  readonly words: string;
  readonly use: ReferenceUse;
  readonly within?: readonly Block[];
  readonly family?: Family;
  /** Which of the words are lists; absent: the first. */
  readonly pick?: (words: readonly IToken[]) => readonly (IToken | undefined)[];
  readonly rule?: StatementRule;
  /** The list follows this word; a line without it uses none. */
  readonly after?: string;
}

/** The command, and which of its words are lists. */
export function useRow({
  words,
  use,
  within,
  family,
  after,
  pick = after === undefined ? undefined : afterWord(after),
  rule = 'words',
}: Use): CommandRow {
  return {
    words: words.split(' '),
    ...(within !== undefined && { within }),
    read: (context) => {
      const rest = restOf(context);
      if (rest === '') return context.negated ? 'modelled' : undefined;
      if (after !== undefined && !rest.toLowerCase().split(/\s+/).includes(after)) {
        return 'other-command';
      }
      if (OTHER_OBJECTS.has(rest.split(/\s/, 1)[0]?.toLowerCase() ?? '')) return 'other-command';
      const parts = readStatement(context, rule);
      if (parts === undefined) return 'diagnostic';
      const inspects =
        use === 'class-map' && /^class-map\s+type\s+inspect\s/i.test(context.header ?? '');
      const names = rule === 'keyed' ? parts.names : (pick?.(parts.names) ?? [parts.names[0]]);
      if (names.every((name) => name === undefined)) return 'other-command';
      return refer(context, names, inspects ? 'inspection' : use, family);
    },
  };
}

/** Every word is a list. */
export const all = (words: readonly IToken[]): readonly IToken[] => words;

/** `ipv4`, `ipv6` or nothing, then the list. */
export const afterFamily = (words: readonly IToken[]): readonly (IToken | undefined)[] =>
  /^ipv[46]$/i.test(words[0]?.image ?? '') ? [words[1]] : [words[0]];

// … access LIST   … access ipv6 LIST
export function afterWord(keyword: string): NonNullable<Use['pick']> {
  return (words) => {
    const at = words.findIndex(({ image }) => image.toLowerCase() === keyword);
    return at < 0 ? [] : afterFamily(words.slice(at + 1));
  };
}

// ip verify unicast reverse-path 150   ip verify unicast source reachable-via rx allow-default 150
export function reversePathList(words: readonly IToken[]): readonly (IToken | undefined)[] {
  const last = words.at(-1);
  const settings =
    /^(?:reverse-path|source|reachable-via|rx|any|allow-default|allow-self-ping|l2-src|notification|threshold|vrf)$/i;
  return last === undefined || settings.test(last.image) ? [] : [last];
}
