/** Without repetitions: what holds for a policy holds in both families. */
export function once<T>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
