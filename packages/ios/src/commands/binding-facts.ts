/** What a line that applies a list shows of itself when it cannot be read as a whole. */
import type { Direction } from '@aclift/ir';
import { firstWords } from '@aclift/dialect-kit';

export interface BindingFacts {
  /** The first word that can be a name. Absent: there is none. */
  readonly list?: string;
  /** Absent: the line says none, or more than one. */
  readonly direction?: Direction;
}

/** @param rest what follows `ip access-group`; `common` is no list. */
export function bindingFacts(rest: string): BindingFacts {
  const words = firstWords(rest, 0, 8);
  const directions = words.flatMap((word) => directionOf(word) ?? []);
  const [direction] = directions;
  const names = words.filter((word) => directionOf(word) === undefined && !/^common$/i.test(word));
  // ipv6 traffic filter V6 in: the second half of the keyword
  const isHalf = names.length > 1 && /^(?:filter|group)$/i.test(names[0] ?? '');
  const list = names[isHalf ? 1 : 0]?.replaceAll(/^["']+|["']+$/g, '');
  return {
    ...(list !== undefined && list !== '' && { list }),
    ...(direction !== undefined && directions.length === 1 && { direction }),
  };
}

/** Words of neighbouring dialects included. */
function directionOf(word: string): Direction | undefined {
  if (/^(?:in|inbound|ingress|input)$/i.test(word)) return 'in';
  return /^(?:out|outbound|egress|output)$/i.test(word) ? 'out' : undefined;
}
