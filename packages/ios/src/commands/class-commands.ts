/** Class maps: `class-map`, and what a packet has to be to belong to the class. */
import type { ClassKind, ClassMatch } from '../device/class-maps.ts';
import { type CommandContext, type CommandRow, type Fate, restOf } from './command.ts';
import { wordsOf } from './words.ts';

/** `type inspect match-any WEB`, `match-all CM`, `WEB`: what the words after `class-map` or `policy-map` say. */
export interface MapHeader {
  readonly kind: ClassKind;
  readonly name: string;
  readonly join?: 'all' | 'any';
}

/** @returns undefined when no name follows. */
export function mapHeader(words: readonly string[]): MapHeader | undefined {
  const typed = words[0]?.toLowerCase() === 'type';
  const type = typed ? (words[1]?.toLowerCase() ?? '') : '';
  const rest = typed ? words.slice(2) : words;
  const mode = rest
    .map((word) => word.toLowerCase())
    .find((word) => /^match-a(?:ny|ll)$/.test(word));
  const names = rest.filter((word) => word.toLowerCase() !== mode);
  const name = names.at(-1);
  if (name === undefined) return undefined;
  // class-map type inspect http match-any LONG: for the contents of one protocol
  const contents = names.length > 1 ? names[0]?.toLowerCase() : undefined;
  const inspects: ClassKind = contents === undefined ? 'inspect' : `inspect ${contents}`;
  return {
    kind: type === 'inspect' ? inspects : 'traffic',
    name,
    ...(mode !== undefined && { join: mode === 'match-any' ? 'any' : 'all' }),
  };
}

function readHeader(context: CommandContext): Fate | undefined {
  const header = mapHeader(wordsOf(context).map(({ text }) => text));
  if (header === undefined) return undefined;
  const { classMaps } = context.device;
  if (context.negated) classMaps.remove(header.kind, header.name);
  else classMaps.enter(header.kind, header.name, header.join);
  return 'modelled';
}

// match access-group name WEB   match not class-map C   match protocol http
function readMatch(context: CommandContext): Fate | undefined {
  const { current } = context.device.classMaps;
  if (current === undefined) return undefined;
  const words = restOf(context).split(/\s+/);
  const key = words.join(' ');
  const match = matchOf(words, current.kind);
  if (context.negated) current.matches.delete(key);
  else current.matches.set(key, match);
  // That the line uses a list is another row's business.
  if (match.kind === 'list') return undefined;
  return match.kind === 'other' ? 'other-command' : 'modelled';
}

function matchOf(words: readonly string[], within: ClassKind): ClassMatch {
  const negated = words[0]?.toLowerCase() === 'not';
  const [what = '', ...rest] = negated ? words.slice(1) : words;
  const [first = '', second] = rest;
  switch (what.toLowerCase()) {
    case 'access-group': {
      // match access-group input name WEB: of subscribers' traffic
      const list = rest.find((word) => !/^(?:input|output|name)$/i.test(word)) ?? second ?? first;
      return list === '' ? { negated, kind: 'other' } : { negated, kind: 'list', list };
    }
    case 'class-map':
      return { negated, kind: 'class', name: first };
    case 'any':
      return { negated, kind: 'any' };
    case 'protocol': {
      const family = /^ip(v6)?$/i.exec(first);
      if (family === null || within !== 'traffic') return { negated, kind: 'other' };
      return { negated, kind: 'family', family: family[1] === undefined ? 'ipv4' : 'ipv6' };
    }
    default:
      return { negated, kind: 'other' };
  }
}

/** The same command in the words of rows that are more than `match`: their lists are read there. */
const LONGER = [
  'access-group',
  'access-group name',
  'not access-group',
  'not access-group name',
] as const;

export const CLASS_COMMANDS: readonly CommandRow[] = [
  { words: ['class-map'], read: readHeader },
  ...LONGER.map((more): CommandRow => {
    const words = ['match', ...more.split(' ')];
    return {
      words,
      within: ['class-map'],
      read: (context) => {
        const { command, negated, shift } = context;
        // From the word after `match` on.
        const start = /^(?:(?:no|default)\s+)?match\s+/i.exec(command.text)?.[0].length ?? shift;
        readMatch({ ...context, shift: start, negated });
        return undefined;
      },
    };
  }),
  { words: ['match'], within: ['class-map'], read: readMatch },
];
