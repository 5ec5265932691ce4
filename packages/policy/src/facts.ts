/** Facts that many diagnostics share. */

/** Which object of a stream is meant. `name` is empty when the text gives none. */
export interface ObjectFacts {
  readonly kind: string;
  readonly name: string;
}

/** A place in an object, such as `spec.ingress[0].from[1]`. */
export interface PathFacts extends ObjectFacts {
  readonly path: string;
}
