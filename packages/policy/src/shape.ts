/**
 * The form of policy objects as tables: which fields an object has, in which order they are written, and of what type
 * they are. The reader checks by them and the writer orders by them.
 */
export type Shape =
  | { readonly kind: 'text'; readonly choices?: readonly string[] }
  | { readonly kind: 'integer' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer-or-text' }
  /** Text by text: labels, annotations. */
  | { readonly kind: 'text-map' }
  | { readonly kind: 'list'; readonly item: Shape }
  | ObjectShape
  /** Not judged here. */
  | { readonly kind: 'opaque' };

export interface ObjectShape {
  readonly kind: 'object';
  /** In the order of writing. */
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}

export const text: Shape = { kind: 'text' };
export const integer: Shape = { kind: 'integer' };
export const boolean: Shape = { kind: 'boolean' };
export const integerOrText: Shape = { kind: 'integer-or-text' };
export const textMap: Shape = { kind: 'text-map' };
export const opaque: Shape = { kind: 'opaque' };

export function choice(...choices: readonly string[]): Shape {
  return { kind: 'text', choices };
}

export function list(item: Shape): Shape {
  return { kind: 'list', item };
}

export function object(
  fields: Readonly<Record<string, Shape>>,
  required: readonly string[] = [],
): ObjectShape {
  return { kind: 'object', fields, required };
}
