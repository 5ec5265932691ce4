/** Everything a plan can say about itself, as data. The sentences are in the catalogue. */
import type { DiagnosticOf } from '@aclift/diagnostics';

/** A flow as people write it. */
export interface FlowText {
  readonly from: string;
  readonly to: string;
  /** `tcp 443`. */
  readonly service: string;
}

/** Why a list or filter is not edited. */
export type NotEditable =
  | 'standard-list'
  | 'selects-too'
  | 'translated'
  | 'not-a-list'
  | 'unread'
  | 'no-numbers'
  | 'refused-line'
  | 'too-many-lines';

export type MoveDiagnostic =
  | DiagnosticOf<'move/exit-unknown', { readonly workload: string; readonly example: FlowText }>
  | DiagnosticOf<'move/entry-unknown', { readonly workload: string; readonly example: FlowText }>
  | DiagnosticOf<
      'move/path-unknown',
      {
        readonly workload: string;
        readonly address: string;
        readonly use: 'entry' | 'exit';
        /** The address is one of the workload's own old ones. */
        readonly kept: boolean;
      }
    >
  | DiagnosticOf<
      'move/shared-exit',
      { readonly workload: string; readonly addresses: string; readonly example: FlowText }
    >
  | DiagnosticOf<
      'move/source-port-widened',
      { readonly list: string; readonly like: string; readonly text: string }
    >
  | DiagnosticOf<
      'move/no-list-on-path',
      { readonly workload: string; readonly address: string; readonly example: FlowText }
    >
  | DiagnosticOf<
      'move/not-editable',
      {
        readonly filter: string;
        readonly device: string;
        readonly why: NotEditable;
        /** Absent: nothing that is permitted today breaks. */
        readonly breaks?: FlowText;
      }
    >
  | DiagnosticOf<
      'move/conditional-line',
      { readonly list: string; readonly text: string; readonly workload: string }
    >
  | DiagnosticOf<
      'move/still-permitted',
      { readonly list: string; readonly text: string; readonly addresses: string }
    >
  | DiagnosticOf<'move/same-segment', { readonly workload: string; readonly example: FlowText }>
  | DiagnosticOf<
      'move/two-waves',
      { readonly first: string; readonly second: string; readonly lines: number }
    >
  | DiagnosticOf<
      'move/hairpin-identity-lost',
      { readonly workload: string; readonly from: string }
    >;
