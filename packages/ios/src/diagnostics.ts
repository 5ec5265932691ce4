/** Everything the IOS front end has to say, as codes and facts. The sentences are in `catalogue.ts`. */
import type { DiagnosticOf } from '@aclift/diagnostics';
import type { Action, Direction, ReferenceUse } from '@aclift/ir';
import type { Content } from '@aclift/dialect-kit';
import type { Expected } from './grammar/expected.ts';

/** Neighbouring dialects that can be told apart by their spelling. */
export type ForeignDialect = 'Cisco ASA' | 'Cisco NX-OS' | 'Cisco IOS XR' | 'Arista EOS';

/** The place says it all. */
export type NoFacts = Readonly<Record<never, never>>;

export type IosDiagnostic =
  // Lines that were not used
  | DiagnosticOf<
      'ios/unexpected-word',
      { readonly word: string; readonly expected: Expected; readonly dialect?: ForeignDialect }
    >
  | DiagnosticOf<'ios/incomplete-line', { readonly expected: Expected }>
  | DiagnosticOf<'ios/unrecognized-line', { readonly text: string; readonly within: string }>
  | DiagnosticOf<'ios/entry-outside-list', { readonly text: string }>
  | DiagnosticOf<
      'ios/look-alike-character',
      {
        /** `U+2013 EN DASH`, each once, at most three. */
        readonly characters: readonly string[];
        /** The line as it looks. */
        readonly looksLike: string;
      }
    >
  | DiagnosticOf<'ios/misspelled-command', { readonly written: string; readonly meant: string }>
  | DiagnosticOf<'ios/unplaced-binding', { readonly text: string }>
  | DiagnosticOf<'ios/bad-address', { readonly text: string; readonly hostname: boolean }>
  | DiagnosticOf<'ios/bad-mask', { readonly text: string }>
  | DiagnosticOf<'ios/wildcard-as-netmask', { readonly written: string; readonly meant: string }>
  | DiagnosticOf<'ios/wrong-family', { readonly text: string; readonly family: 'ipv4' | 'ipv6' }>
  | DiagnosticOf<
      'ios/number-out-of-range',
      {
        readonly number: string;
        readonly what: string;
        readonly low: number;
        readonly high: number;
      }
    >
  | DiagnosticOf<'ios/unknown-value', { readonly word: string; readonly what: string }>
  | DiagnosticOf<'ios/ports-without-protocol', { readonly protocol: string }>
  | DiagnosticOf<
      'ios/port-name-of-other-protocol',
      { readonly name: string; readonly protocol: string }
    >
  | DiagnosticOf<'ios/too-many-ports', { readonly count: number }>
  | DiagnosticOf<
      'ios/option-needs-protocol',
      { readonly option: string; readonly protocol: string }
    >
  | DiagnosticOf<'ios/conflicting-options', { readonly first: string; readonly second: string }>
  | DiagnosticOf<'ios/ipv6-wildcard', { readonly text: string }>
  | DiagnosticOf<'ios/unterminated-block', { readonly what: string; readonly delimiter: string }>
  | DiagnosticOf<'ios/other-dialect', { readonly dialect: string; readonly because: string }>
  | DiagnosticOf<'ios/refused-by-device', { readonly reply: string }>
  | DiagnosticOf<'ios/unclear-reply', { readonly reply: string }>
  | DiagnosticOf<'ios/not-a-configuration', { readonly content: Content }>
  // Lines that were used, and whose meaning may surprise
  | DiagnosticOf<
      'ios/netmask-as-wildcard',
      { readonly written: string; readonly means: string; readonly meant: string }
    >
  | DiagnosticOf<'ios/suspicious-wildcard', { readonly wildcard: string; readonly meant: string }>
  | DiagnosticOf<'ios/discontiguous-wildcard', { readonly wildcard: string; readonly bits: number }>
  | DiagnosticOf<'ios/host-bits-cleared', { readonly written: string; readonly stored: string }>
  | DiagnosticOf<'ios/prefix-spelling', { readonly text: string }>
  | DiagnosticOf<'ios/bare-host', { readonly address: string }>
  | DiagnosticOf<'ios/foreign-port-name', { readonly name: string; readonly port: number }>
  | DiagnosticOf<
      'ios/reversed-range',
      { readonly from: number | string; readonly to: number | string }
    >
  | DiagnosticOf<'ios/empty-port-range', { readonly text: string }>
  | DiagnosticOf<'ios/ambiguous-flags', { readonly flags: readonly string[] }>
  | DiagnosticOf<'ios/protocol-zero', { readonly protocol: string }>
  | DiagnosticOf<'ios/duplicate-sequence', { readonly sequence: number; readonly list: string }>
  | DiagnosticOf<'ios/duplicate-entry', { readonly list: string }>
  | DiagnosticOf<
      'ios/incompatible-list-type',
      { readonly list: string; readonly type: string; readonly earlier: string }
    >
  | DiagnosticOf<'ios/whole-list-deleted', { readonly list: string }>
  | DiagnosticOf<'ios/nothing-to-remove', { readonly list: string }>
  | DiagnosticOf<'ios/binding-without-direction', { readonly list: string }>
  | DiagnosticOf<'ios/list-kind-out-of-scope', { readonly list: string; readonly kind: string }>
  | DiagnosticOf<'ios/fqdn-list', { readonly list: string; readonly names: number }>
  | DiagnosticOf<
      'ios/fqdn-list-bound',
      { readonly list: string; readonly direction: Direction; readonly names: number }
    >
  | DiagnosticOf<'ios/header-without-type', { readonly list: string }>
  | DiagnosticOf<'ios/group-redefined', { readonly group: string; readonly type: string }>
  | DiagnosticOf<'ios/interface-range', { readonly text: string }>
  | DiagnosticOf<'ios/unplaced-list-use', { readonly text: string }>
  // What only the whole device shows
  | DiagnosticOf<
      'ios/undefined-list',
      {
        readonly list: string;
        readonly direction: Direction;
        /** The text is a whole configuration, so that the device has no such list. */
        readonly whole: boolean;
      }
    >
  | DiagnosticOf<
      'ios/replaced-binding',
      { readonly list: string; readonly direction: Direction; readonly by: string }
    >
  | DiagnosticOf<'ios/empty-list', { readonly list: string; readonly direction: Direction }>
  | DiagnosticOf<'ios/undefined-reference', { readonly list: string; readonly use: ReferenceUse }>
  | DiagnosticOf<'ios/unused-list', { readonly list: string; readonly whole: boolean }>
  | DiagnosticOf<'ios/bound-both-directions', { readonly list: string }>
  | DiagnosticOf<
      'ios/unreachable-entries',
      { readonly list: string; readonly action: Action; readonly count: number }
    >
  | DiagnosticOf<'ios/neighbour-discovery-denied', { readonly list: string }>
  | DiagnosticOf<'ios/multicast-source', NoFacts>
  | DiagnosticOf<'ios/same-source-and-destination', NoFacts>
  | DiagnosticOf<'ios/long-remark', { readonly length: number }>
  | DiagnosticOf<'ios/undefined-time-range', { readonly name: string }>
  | DiagnosticOf<'ios/reflect-without-evaluate', { readonly name: string }>
  | DiagnosticOf<'ios/evaluate-without-reflect', { readonly name: string }>
  | DiagnosticOf<
      'ios/undefined-map',
      {
        readonly kind: 'VLAN access map' | 'policy map' | 'class map' | 'template';
        readonly name: string;
      }
    >
  | DiagnosticOf<'ios/undefined-group', { readonly group: string }>
  | DiagnosticOf<'ios/empty-group', { readonly group: string }>
  | DiagnosticOf<'ios/unused-group', { readonly group: string }>
  | DiagnosticOf<'ios/group-cycle', { readonly group: string }>
  | DiagnosticOf<
      'ios/wrong-group-type',
      { readonly group: string; readonly type: string; readonly wanted: string }
    >
  | DiagnosticOf<'ios/group-not-modelled', { readonly group: string; readonly type: string }>;

/** Facts of one code. */
export type FactsOf<C extends IosDiagnostic['code']> = Extract<
  IosDiagnostic,
  { readonly code: C }
>['facts'];
