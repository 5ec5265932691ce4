/** The project file: what commands take where the command line does not say, and findings that somebody has accepted. */
import type { Severity, Span } from '@aclift/diagnostics';
import type { AddressRange } from '../address-range.ts';

export interface Project {
  /** Name of the file. */
  readonly source: string;
  /** Configurations or folders of them, as written: relative to the file. */
  readonly configs: readonly string[];
  /** As written. */
  readonly inventory?: string;
  readonly lint: LintSettings;
  readonly network: NetworkFacts;
}

/** What configurations do not say of a network. Interfaces are called by name, or `device:interface`. */
export interface NetworkFacts {
  /** Interfaces that lead to every address without a better route. */
  readonly upstream: readonly string[];
  /** Interfaces that are up and carry no traffic. */
  readonly unused: readonly string[];
  /** Which addresses are behind switch ports, and no others. */
  readonly behind: readonly PortAddresses[];
}

/** Addresses behind a switch port; none: nobody whom lists are about. */
export interface PortAddresses {
  readonly port: string;
  readonly addresses: readonly AddressRange[];
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
