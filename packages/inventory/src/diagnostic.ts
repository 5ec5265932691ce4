/** Everything the inventory reader can say, as data. The prose is in the catalogue. */
import type { DiagnosticOf, Span } from '@aclift/diagnostics';
import type { LabelKeyFault } from './label.ts';

/** Another place of the same file. */
export interface OtherPlace {
  readonly span: Span;
  /** From 1. */
  readonly line: number;
}

/** What kind of value stands somewhere in the file. */
export type ValueKind = 'a map' | 'a list' | 'text' | 'a number' | 'true or false' | 'nothing';

/** Why an expected text was not found, when the writer's mistake is a known one. */
export type WrongValueHint =
  | 'quote-number'
  | 'quote-ipv6'
  | 'quote-boolean'
  /** A number in quotes, where a number is wanted. */
  | 'unquote-number'
  /** One text, where a list is wanted. */
  | 'brackets'
  /** A map, where a list of such maps is wanted. */
  | 'dash'
  /** A list, or `key=value` as text, where a map is wanted. */
  | 'pairs';

export type InventoryDiagnostic =
  | DiagnosticOf<'inventory/too-large', { readonly length: number; readonly limit: number }>
  | DiagnosticOf<'inventory/syntax', { readonly reason: string }>
  | DiagnosticOf<'inventory/too-deep', { readonly limit: number }>
  | DiagnosticOf<'inventory/too-many-aliases', { readonly limit: number }>
  | DiagnosticOf<'inventory/duplicate-key', { readonly key: string }>
  | DiagnosticOf<
      'inventory/wrong-value',
      {
        readonly at: string;
        readonly expected: string;
        readonly found: ValueKind;
        readonly hint?: WrongValueHint;
      }
    >
  | DiagnosticOf<
      'inventory/unknown-key',
      {
        readonly at: string;
        readonly key: string;
        readonly known: readonly string[];
        readonly nearest?: string;
      }
    >
  | DiagnosticOf<'inventory/missing-key', { readonly at: string; readonly key: string }>
  | DiagnosticOf<
      'inventory/unsupported-version',
      {
        readonly found: string;
        /** The version that is read, but as text. */
        readonly hint?: 'unquote-number';
      }
    >
  | DiagnosticOf<
      'inventory/unknown-choice',
      {
        readonly at: string;
        readonly value: string;
        readonly choices: readonly string[];
        readonly nearest?: string;
      }
    >
  | DiagnosticOf<'inventory/fill-in', { readonly what: string }>
  | DiagnosticOf<'inventory/bad-namespace-name', { readonly name: string }>
  | DiagnosticOf<'inventory/bad-service-name', { readonly name: string }>
  /** Said by whoever has configurations too. */
  | DiagnosticOf<'inventory/entry-unreached', { readonly workload: string; readonly entry: string }>
  | DiagnosticOf<
      'inventory/metadata-name-label',
      { readonly namespace: string; readonly value: string }
    >
  | DiagnosticOf<'inventory/bad-external-name', { readonly name: string }>
  | DiagnosticOf<'inventory/bad-label-key', { readonly key: string; readonly fault: LabelKeyFault }>
  | DiagnosticOf<'inventory/bad-label-value', { readonly key: string; readonly value: string }>
  | DiagnosticOf<'inventory/label-ignored-by-cilium', { readonly key: string }>
  | DiagnosticOf<'inventory/release-label', { readonly key: string }>
  | DiagnosticOf<'inventory/reserved-label-key', { readonly key: string }>
  | DiagnosticOf<'inventory/no-labels', { readonly namespace: string }>
  | DiagnosticOf<'inventory/no-addresses', { readonly name: string }>
  | DiagnosticOf<'inventory/bad-address', { readonly text: string }>
  | DiagnosticOf<'inventory/bad-prefix-length', { readonly text: string; readonly most: number }>
  | DiagnosticOf<'inventory/host-bits', { readonly text: string; readonly network: string }>
  | DiagnosticOf<'inventory/reversed-range', { readonly text: string; readonly swapped: string }>
  | DiagnosticOf<'inventory/mixed-families', { readonly text: string }>
  | DiagnosticOf<'inventory/vip-not-a-host', { readonly text: string }>
  | DiagnosticOf<'inventory/bad-port', { readonly value: string }>
  | DiagnosticOf<
      'inventory/duplicate-vip-port',
      { readonly port: number; readonly protocol: string }
    >
  | DiagnosticOf<'inventory/duplicate-http-port', { readonly port: number }>
  | DiagnosticOf<
      'inventory/bad-http-request',
      { readonly key: 'method' | 'path'; readonly text: string }
    >
  | DiagnosticOf<'inventory/bad-fqdn', { readonly text: string }>
  | DiagnosticOf<
      'inventory/duplicate-workload',
      { readonly namespace: string; readonly labels: string; readonly other: OtherPlace }
    >
  | DiagnosticOf<
      'inventory/labels-not-distinct',
      {
        readonly namespace: string;
        readonly labels: string;
        readonly otherLabels: string;
        readonly other: OtherPlace;
      }
    >
  | DiagnosticOf<
      'inventory/duplicate-external',
      { readonly name: string; readonly other: OtherPlace }
    >
  | DiagnosticOf<'inventory/bad-service', { readonly text: string }>
  | DiagnosticOf<
      'inventory/decision-about-nothing',
      { readonly at: string; readonly keys: readonly string[] }
    >
  | DiagnosticOf<'inventory/bad-via', { readonly text: string }>
  | DiagnosticOf<
      'inventory/overlapping-exits',
      {
        readonly at: string;
        /** The destinations that both name, as written. */
        readonly text: string;
        readonly other: OtherPlace;
      }
    >
  | DiagnosticOf<'inventory/unknown-workload', { readonly name: string; readonly nearest?: string }>
  | DiagnosticOf<
      'inventory/entry-twice',
      {
        readonly text: string;
        readonly port: string;
        readonly workload: string;
        readonly other: OtherPlace;
      }
    >
  | DiagnosticOf<
      'inventory/reused-address',
      {
        readonly text: string;
        /** What the address is to be: `an entry of shop/web`. */
        readonly as: string;
        /** Whose it is today. */
        readonly owner: string;
        readonly other: OtherPlace;
      }
    >
  | DiagnosticOf<'inventory/address-owned-twice', OverlapFacts>
  | DiagnosticOf<'inventory/crossing-ranges', OverlapFacts>
  | DiagnosticOf<
      'inventory/owns-everything',
      {
        readonly workload: string;
        /** The widest range as written. */
        readonly text: string;
        readonly family: 'IPv4' | 'IPv6';
      }
    >;

/** Two ranges that claim the same addresses, with the owners as people name them. */
export interface OverlapFacts {
  readonly text: string;
  readonly owner: string;
  readonly otherText: string;
  readonly otherOwner: string;
  readonly other: OtherPlace;
}

export type InventoryCode = InventoryDiagnostic['code'];
export type FactsOf<C extends InventoryCode> = Extract<
  InventoryDiagnostic,
  { readonly code: C }
>['facts'];
