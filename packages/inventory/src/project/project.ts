/** The project file: what commands take where the command line does not say, and findings that somebody has accepted. */
import type { Severity, Span } from '@aclift/diagnostics';

export interface Project {
  /** Name of the file. */
  readonly source: string;
  /** Configurations or folders of them, as written: relative to the file. */
  readonly configs: readonly string[];
  /** As written. */
  readonly inventory?: string;
  readonly lint: LintSettings;
}

/** What is absent is the command's own affair. */
export interface LintSettings {
  readonly failOn?: Severity;
  /** From so many IPv4 addresses on sources count as wide; whole, 1 to 2^32. */
  readonly wideSources?: number;
  /** Up to so many ports a line is about each of them; whole, 1 to 65536. */
  readonly namedPorts?: number;
  readonly ignore: readonly IgnoredFinding[];
}

/** Findings that are accepted; what is absent is not constrained. */
export interface IgnoredFinding {
  /** At least one; `lint/` may be left out. */
  readonly codes: readonly string[];
  readonly file?: string;
  readonly list?: string;
  readonly line?: string;
  readonly reason: string;
  readonly span: Span;
}
