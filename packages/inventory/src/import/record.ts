/** What importers read out of their files, before anybody has compared it with the inventory. */
import type { SourceText, Span } from '@aclift/diagnostics';
import type { VipPort } from '../inventory.ts';

/** Why a record gives nothing to import. */
export type SkipReason =
  /** The text is not of the format. */
  | 'unreadable'
  | 'no-address'
  | 'bad-address'
  | 'no-name'
  | 'bad-name'
  | 'no-labels'
  | 'bad-label'
  | 'bad-namespace'
  /** Loopback, link-local, multicast or unspecified: nobody in particular. */
  | 'special-address'
  /** A pod with the address of its node. */
  | 'host-network'
  /** A pod that has ended. */
  | 'not-running'
  /** A lease that is not in use. */
  | 'not-in-use'
  /** A later line of the same file says otherwise. */
  | 'superseded'
  /** A resource or record of a kind that has no addresses. */
  | 'other-kind'
  /** A service without selector, virtual address or ports that could be worked out. */
  | 'no-virtual-address'
  | 'no-target-port'
  /** A service whose selector picks no workload, or an address of nobody. */
  | 'no-workload';

/** Some pods: namespace, labels, and where they are. */
export interface WorkloadRecord {
  readonly kind: 'workload';
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly addresses: readonly string[];
}

/** Addresses with a name, of which nobody said that they are pods. */
export interface NamedRecord {
  readonly kind: 'named';
  readonly name: string;
  readonly addresses: readonly string[];
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
  | SkippedRecord;

/** One thing that a file says, with its place. */
export interface SourceRecord {
  readonly span: Span;
  /** For people, one line: the host, pod, row or text. */
  readonly what: string;
  readonly content: RecordContent;
}

export interface ImportOptions {
  /** Column of a table by the field it means: `address`, `name`, `namespace`, `label:KEY`. */
  readonly columns: ReadonlyMap<string, string>;
}

/** One format. */
export interface Importer {
  /** Whether the text is of this format for sure; when in doubt, no. */
  readonly detects: (source: SourceText) => boolean;
  /** Everything that the text says: each line or object that is no comment is a record, or belongs to one. */
  readonly read: (source: SourceText, options: ImportOptions) => readonly SourceRecord[];
}

export function skipped(span: Span, what: string, reason: SkipReason): SourceRecord {
  return { span, what: oneLine(what), content: { kind: 'skipped', reason } };
}

/** Text for people: one line, at most 120 characters. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
