/** Seeds of the benchmark. Each half draws from its own vocabulary too. */

function seeds(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => from + at);
}

/** Weights are fitted on the first, the calibration table is made from the second. */
export const TUNING = { fitting: seeds(1, 240), calibrating: seeds(1001, 240) } as const;

/** Never used for tuning. */
export const TEST: readonly number[] = seeds(5001, 120);

/** The same for the estates of other cultures. */
export const CULTURE_TUNING = { fitting: seeds(1, 240), calibrating: seeds(1001, 240) } as const;
export const CULTURE_TEST: readonly number[] = seeds(5001, 120);
