/** What the list analyser has to say: a closed list of codes. Their wording stands in `lint-catalogue.ts`. */
import type { DiagnosticOf } from '@aclift/diagnostics';
import type { Action, Direction, ReferenceUse, SelectingUse } from '@aclift/ir';

export type LintDiagnostic =
  | DiagnosticOf<
      'lint/shadowed',
      {
        readonly list: string;
        readonly action: Action;
        readonly causes: number;
        /** Whether a smaller part of its packets is decided the other way. */
        readonly mixed: boolean;
      }
    >
  | DiagnosticOf<
      'lint/shadowed-by-opposite',
      { readonly list: string; readonly action: Action; readonly causes: number }
    >
  | DiagnosticOf<
      'lint/redundant',
      {
        readonly list: string;
        /** Lines of the text. */
        readonly causes: number;
        readonly logs: boolean;
        /** Whether permits that IPv6 adds at the end of a list are among the lines below. */
        readonly implied: boolean;
      }
    >
  | DiagnosticOf<'lint/needless-deny', { readonly list: string; readonly logs: boolean }>
  | DiagnosticOf<'lint/matches-nothing', { readonly list: string }>
  | DiagnosticOf<
      'lint/partly-shadowed',
      { readonly list: string; readonly action: Action; readonly left: readonly string[] }
    >
  | DiagnosticOf<
      'lint/not-a-filter',
      {
        readonly list: string;
        readonly uses: readonly ReferenceUse[];
        /** The commands of the use `other`, which says nothing by itself. */
        readonly commands: readonly string[];
      }
    >
  | DiagnosticOf<
      'lint/left-alone',
      {
        readonly list: string;
        /** What the list selects traffic for. */
        readonly uses: readonly SelectingUse[];
        /** Lines that others would make needless, or could be merged with, if the list only filtered. */
        readonly lines: number;
      }
    >
  | DiagnosticOf<
      'lint/replaced-binding',
      {
        readonly list: string;
        readonly interface: string;
        readonly direction: Direction;
        /** The line that binds the list, from 1. */
        readonly line: number;
        /** The line that binds another one there instead. */
        readonly by: number;
      }
    >
  | DiagnosticOf<
      'lint/bound-while-shut-down',
      { readonly list: string; readonly interfaces: readonly string[] }
    >
  | DiagnosticOf<'lint/permits-everything', { readonly list: string }>
  | DiagnosticOf<'lint/open-end', { readonly list: string; readonly denied: number }>
  | DiagnosticOf<
      'lint/wide-administration',
      { readonly list: string; readonly services: readonly string[] }
    >
  | DiagnosticOf<
      'lint/cleartext-service',
      { readonly list: string; readonly services: readonly string[] }
    >
  | DiagnosticOf<'lint/source-port-permit', { readonly list: string }>
  | DiagnosticOf<
      'lint/whole-private-range',
      { readonly list: string; readonly ranges: readonly string[] }
    >
  | DiagnosticOf<
      'lint/remark-contradicts',
      { readonly list: string; readonly says: Action; readonly does: Action }
    >
  | DiagnosticOf<
      'lint/source-behind-other-interface',
      { readonly list: string; readonly interfaces: readonly string[] }
    >
  | DiagnosticOf<
      'lint/expired-time-range',
      { readonly list: string; readonly range: string; readonly end: string }
    >
  | DiagnosticOf<
      'lint/one-way-permit',
      { readonly list: string; readonly other: string; readonly interface: string }
    >
  | DiagnosticOf<
      'lint/no-neighbour-discovery',
      { readonly list: string; readonly messages: readonly string[] }
    >
  | DiagnosticOf<'lint/stale-suppression', { readonly codes: readonly string[] }>
  | DiagnosticOf<'lint/mergeable', { readonly list: string; readonly others: number }>
  | DiagnosticOf<'lint/unhit', { readonly list: string }>
  | DiagnosticOf<'lint/unhit-list', { readonly list: string; readonly lines: number }>
  | DiagnosticOf<'lint/hits-on-dead-line', { readonly list: string; readonly hits: number }>
  | DiagnosticOf<
      'lint/counters-differ',
      { readonly list: string; readonly missing: number; readonly extra: number }
    >
  | DiagnosticOf<
      'lint/hit-order',
      { readonly list: string; readonly before: number; readonly after: number }
    >
  | DiagnosticOf<'lint/too-tangled', { readonly list: string; readonly limit: number }>;
