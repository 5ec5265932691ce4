/** What was said of subjects, and how good that is: precision, coverage, calibration, harm. */

/** What the suggester says of one subject, and whether it is true. */
export interface Said {
  readonly estate: string;
  readonly class: 'known workload' | 'new workload' | 'external' | 'gone';
  /** Of the best proposal; 0 when there is none. */
  readonly confidence: number;
  readonly spoken: boolean;
  /** Right to the letter. */
  readonly strict: boolean;
  /** Right, or what a person would take as well. */
  readonly acceptable: boolean;
  /** The kind that adds most to the best proposal. */
  readonly evidence?: string;
}

export interface Figures {
  readonly subjects: number;
  readonly owned: number;
  readonly spoken: number;
  readonly strict: number;
  readonly acceptable: number;
  /** Share of the owned subjects with a suggestion. */
  readonly coverage: number;
  /** Expected calibration error over all best proposals, spoken or not; ten equal bins. */
  readonly calibrationError: number;
  /** Share of all subjects with a wrong suggestion of 0.8 or more. */
  readonly harm: number;
}

const HARMFUL = 0.8;

export function figuresOf(all: readonly Said[]): Figures {
  const spoken = all.filter((one) => one.spoken);
  const owned = all.filter((one) => one.class !== 'gone');
  return {
    subjects: all.length,
    owned: owned.length,
    spoken: spoken.length,
    strict: share(spoken, ({ strict }) => strict),
    acceptable: share(spoken, ({ acceptable }) => acceptable),
    coverage: share(owned, (one) => one.spoken),
    calibrationError: binsOf(all).reduce(
      (sum, { confidence, count, right }) =>
        sum + (count / Math.max(1, all.length)) * Math.abs(confidence - right),
      0,
    ),
    harm: share(all, (one) => one.spoken && !one.acceptable && one.confidence >= HARMFUL),
  };
}

/** Rows of a reliability diagram: mean confidence and share of acceptable answers in each tenth. */
export function binsOf(all: readonly Said[]): readonly {
  readonly from: number;
  readonly count: number;
  readonly confidence: number;
  readonly right: number;
}[] {
  return Array.from({ length: 10 }, (_, at) => {
    const inside = all.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === at);
    return {
      from: at / 10,
      count: inside.length,
      confidence: inside.reduce((sum, one) => sum + one.confidence, 0) / Math.max(1, inside.length),
      right: share(inside, ({ acceptable }) => acceptable),
    };
  }).filter(({ count }) => count > 0);
}

function share<T>(all: readonly T[], has: (one: T) => boolean): number {
  return all.length === 0 ? 0 : all.filter(has).length / all.length;
}

/** One line of a table. Precision of nothing is a dash. */
export function figureLine(name: string, all: readonly Said[]): string {
  const { acceptable, calibrationError, coverage, harm, spoken, strict, subjects } = figuresOf(all);
  const cells = [
    String(subjects),
    String(spoken),
    spoken === 0 ? '-' : strict.toFixed(3),
    spoken === 0 ? '-' : acceptable.toFixed(3),
    coverage.toFixed(3),
    calibrationError.toFixed(3),
    harm.toFixed(3),
  ];
  return `  ${name.padEnd(22)}${cells.map((cell) => cell.padStart(11)).join('')}`;
}

export const FIGURE_HEAD = `  ${''.padEnd(22)}${['subjects', 'spoken', 'strict', 'acceptable', 'coverage', 'error', 'harm'].map((head) => head.padStart(11)).join('')}`;

/** Figures of parts: by a key, in order of the keys. */
export function figureLines(all: readonly Said[], keyOf: (one: Said) => string): readonly string[] {
  const groups = Map.groupBy(all, keyOf);
  const keys = [...groups.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  return keys.map((key) => figureLine(key, groups.get(key) ?? []));
}
