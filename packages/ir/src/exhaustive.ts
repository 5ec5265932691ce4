/** Exhaustiveness for unions tagged by `kind`: a new kind does not compile until every `switch` knows it. */

/** @throws Error always: reached only when data of an unknown kind got past the types. */
export function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
