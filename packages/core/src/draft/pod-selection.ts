/** What a selector selects, before it has a target's form. */

/** Which pods, seen from the namespace of a policy. `labels` empty: every pod of the namespaces. */
export interface PodSelection {
  readonly namespaces:
    | { readonly kind: 'own' }
    | { readonly kind: 'all' }
    | { readonly kind: 'label'; readonly key: string; readonly value: string };
  readonly labels: readonly (readonly [key: string, value: string])[];
  /** One more label, with any of these values (at least two, ascending); absent: none. */
  readonly oneOf?: {
    readonly key: string;
    readonly values: readonly string[];
    /** These are all values that the key has there today, and every pod there has it: only a value to come is left out. */
    readonly everyValue?: true;
  };
}
