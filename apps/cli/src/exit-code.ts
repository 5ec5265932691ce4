/** Exit codes of every command. */
export const EXIT = {
  /** Done, and proven where there was something to prove. */
  done: 0,
  /** Findings at or above what the user asked to fail on. */
  findings: 1,
  /** Wrong usage, or an input that cannot be read. */
  usage: 2,
  /** The proof found a difference that nothing explains: a bug of ours. */
  unexplained: 3,
  /** Something that should not happen: a bug of ours. @see sysexits.h, EX_SOFTWARE */
  internal: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
