/** Turns of phrase that many messages share. */
import type { ObjectFacts } from './facts.ts';

/** `NetworkPolicy shop/web`. */
export const of = ({ kind, name }: ObjectFacts): string => (name === '' ? kind : `${kind} ${name}`);

/** `a, b or c`. */
export const orList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

/** Proposes the nearest known word. */
export const maybe = (nearest: string | undefined, otherwise: string): string =>
  nearest === undefined ? otherwise : `Did you mean "${nearest}"?`;
