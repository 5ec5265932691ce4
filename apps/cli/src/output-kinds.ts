/** What kinds of output folders there are, and how an earlier one is known. */

/** Which file of a folder is its report, and which files that report lists. */
export interface OutputKind {
  readonly report: string;
  /** Undefined: it is no report of this kind. */
  readonly filesOf: (report: unknown) => readonly string[] | undefined;
  /** What the files are for, where that makes them useless beside others: the kind of policies. Empty: nothing such. */
  readonly targetOf: (report: unknown) => string;
  /** Entries of the folder that hold objects which somebody may apply. Absent: none do. */
  readonly applied?: RegExp;
}

/** Drafts, and the report that lists them. */
export const DRAFTS: OutputKind = {
  report: 'report.json',
  applied: /^(?:policies(?:-NOT-PROVEN)?(?:-audit)?|unseen|entries|exits)$/,
  filesOf: (report) => {
    const { schema, drafts } = report as { schema?: unknown; drafts?: unknown };
    if (typeof schema !== 'string' || !schema.startsWith('aclift/migrate/')) return undefined;
    if (!Array.isArray(drafts)) return undefined;
    return drafts
      .map((draft) => (draft as { path?: unknown } | null)?.path)
      .filter(
        (path): path is string =>
          typeof path === 'string' && /^policies(-NOT-PROVEN)?\/[^/]+\/[^/]+\.yaml$/.test(path),
      );
  },
  targetOf: (report) => {
    const { target } = report as { target?: unknown };
    return typeof target === 'string' ? target : '';
  },
};

/** Fixed configurations with their diffs. */
export const FIXED_LISTS: OutputKind = {
  report: 'lint-fix.json',
  filesOf: (report) => {
    const { schema, written } = report as { schema?: unknown; written?: unknown };
    if (typeof schema !== 'string' || !schema.startsWith('aclift/lint-fix/')) return undefined;
    if (!Array.isArray(written)) return undefined;
    return written.filter((path): path is string => typeof path === 'string');
  },
  targetOf: () => '',
};

/** The plan of a move, with its waves. */
export const MOVE_PLANS: OutputKind = {
  report: 'plan.json',
  applied: /^wave-[0-9]+$/,
  filesOf: (report) => {
    const { schema, waves } = report as { schema?: unknown; waves?: unknown };
    if (typeof schema !== 'string' || !schema.startsWith('aclift/move-plan/')) return undefined;
    if (!Array.isArray(waves)) return undefined;
    return waves.flatMap((wave) => {
      const { files } = (wave ?? {}) as { files?: unknown };
      return Array.isArray(files)
        ? files.filter(
            (path): path is string =>
              typeof path === 'string' && /^wave-[0-9]+\/(?!.*\.\.)[^\\]+$/.test(path),
          )
        : [];
    });
  },
  targetOf: () => '',
};
