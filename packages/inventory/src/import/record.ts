/** What importers read out of their files, before anybody has compared it with the inventory. */
import type { SourceText, Span } from '@aclift/diagnostics';
import type { VipPort } from '../inventory.ts';

/** Why a record gives nothing to import. */
export type SkipReason =
  /** The text is not of the format. */
  | 'unreadable'
  /** The list goes on in a page or file that is not there, or was cut off. */
  | 'pages-missing'
  | 'no-address'
  | 'bad-address'
  /** Half of all addresses or more: nobody in particular. */
  | 'too-wide'
  /** A row about a host that tells only the network in which it stands. */
  | 'host-without-address'
  /** The network in which the host of the row stands: it is not the host's. */
  | 'own-network'
  /** A block that only holds other blocks. */
  | 'container'
  | 'no-name'
  | 'bad-name'
  /** A name for many hosts at once: `*.example.com`. */
  | 'wildcard-name'
  | 'no-labels'
  | 'bad-label'
  | 'bad-namespace'
  /** Loopback, link-local, multicast or unspecified: nobody in particular. */
  | 'special-address'
  /** A pod with the address of its node. */
  | 'host-network'
  /** A pod that has ended. */
  | 'not-running'
  /** A lease, address or machine that is not in use, or is kept for later. */
  | 'not-in-use'
  /** A later line of the same file says otherwise. */
  | 'superseded'
  /** A resource or record of a kind that has no addresses. */
  | 'other-kind'
  /** A service without selector, virtual address or ports that could be worked out. */
  | 'no-virtual-address'
  | 'no-target-port'
  /** A service that picks only some pods of a workload, by a label of one release or pod. */
  | 'partial-selector'
  /** A service whose selector picks no workload, or an address of nobody. */
  | 'no-workload';

/** Some pods: namespace, labels, and where they are. */
export interface WorkloadRecord {
  readonly kind: 'workload';
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly addresses: readonly string[];
  /** The host whose name became the label `app`; absent: the labels are those of the file. */
  readonly called?: string;
}

/**
 * What a name of an address is worth, the best first.
 *
 * - `machine`: a list of machines or networks says whose the address is. Who says otherwise is in conflict.
 * - `entry`: a list of addresses calls it so, once. Another entry of the same file is in conflict.
 * - `name`: the name leads to the address, perhaps among others (DNS, host tables).
 * - `place`: only where it was seen (an interface, a pool of DHCP).
 */
export type NamedBy = 'machine' | 'entry' | 'name' | 'place';

/** Addresses with a name, of which nobody said that they are pods. */
export interface NamedRecord {
  readonly kind: 'named';
  readonly name: string;
  readonly addresses: readonly string[];
  readonly by: NamedBy;
  /** What else a table says of the host: labels, if it becomes a workload. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface NamespaceRecord {
  readonly kind: 'namespace';
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A virtual address of whatever the selector picks. */
export interface ServiceRecord {
  readonly kind: 'service';
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly addresses: readonly string[];
  readonly ports: readonly Pick<VipPort, 'port' | 'target' | 'protocol'>[];
}

/** An address that some workload should have already: an endpoint. */
export interface EndpointRecord {
  readonly kind: 'endpoint';
  readonly addresses: readonly string[];
}

/** A station that a switch has seen, known by its MAC address alone. */
export interface StationRecord {
  readonly kind: 'station';
  /** As `macText` spells it. */
  readonly mac: string;
}

export interface SkippedRecord {
  readonly kind: 'skipped';
  readonly reason: SkipReason;
}

export type RecordContent =
  | WorkloadRecord
  | NamedRecord
  | NamespaceRecord
  | ServiceRecord
  | EndpointRecord
  | StationRecord
  | SkippedRecord;

/** One thing that a file says, with its place. */
export interface SourceRecord {
  readonly span: Span;
  /** For people, one line: the host, pod, row or text. */
  readonly what: string;
  readonly content: RecordContent;
  /** MAC address behind the addresses, as `macText` spells it; absent: not told. */
  readonly mac?: string;
}

export interface ImportOptions {
  /** Column of a table by the field it means: see `MAPPED_FIELDS` and `label:KEY`. */
  readonly columns: ReadonlyMap<string, string>;
  /** Whether rows get a namespace that the tables do not tell. */
  readonly hasNamespace: boolean;
  /** Names of all files of the run: whether an included file is there. */
  readonly files: readonly string[];
}

/** One format. */
export interface Importer {
  /** Whether the text is of this format for sure; when in doubt, no. */
  readonly detects: (source: SourceText) => boolean;
  /**
   * Everything that the texts of one run say: each line or object that is no comment is a record, or belongs to one.
   * @returns the records of each text, in its order; texts may explain each other.
   */
  readonly read: (
    sources: readonly SourceText[],
    options: ImportOptions,
  ) => readonly (readonly SourceRecord[])[];
  /** Columns of a table that mean nothing to an inventory; absent: the format is no table of free columns. */
  readonly unusedColumns?: (source: SourceText, options: ImportOptions) => readonly string[];
}

/** A format whose texts stand for themselves. */
export function eachAlone(
  read: (source: SourceText, options: ImportOptions) => readonly SourceRecord[],
): Importer['read'] {
  return (sources, options) => sources.map((source) => read(source, options));
}

/** In the order of the text. */
export function byPlace(records: readonly SourceRecord[]): readonly SourceRecord[] {
  return records.toSorted((a, b) => a.span.start - b.span.start);
}

export function skipped(span: Span, what: string, reason: SkipReason): SourceRecord {
  return { span, what: oneLine(what), content: { kind: 'skipped', reason } };
}

/** Text for people: one line, at most 120 characters. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
