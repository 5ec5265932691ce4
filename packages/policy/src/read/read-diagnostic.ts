/** Everything that reading policies can say, as data. The prose is in the catalogue. */
import type { DiagnosticOf } from '@aclift/diagnostics';
import type { PathFacts } from '../facts.ts';

export type ReadDiagnostic =
  | DiagnosticOf<'policy/too-large', { readonly length: number; readonly limit: number }>
  | DiagnosticOf<'policy/syntax', { readonly reason: string }>
  | DiagnosticOf<'policy/too-deep', { readonly limit: number }>
  | DiagnosticOf<'policy/too-many-aliases', { readonly limit: number }>
  | DiagnosticOf<'policy/duplicate-key', { readonly key: string }>
  | DiagnosticOf<'policy/template', { readonly text: string }>
  | DiagnosticOf<'policy/not-an-object', { readonly found: string }>
  | DiagnosticOf<'policy/unknown-kind', { readonly kind: string; readonly apiVersion: string }>
  | DiagnosticOf<'policy/host-network', { readonly kind: string; readonly name: string }>
  | DiagnosticOf<
      'policy/unsupported-policy-kind',
      { readonly kind: string; readonly apiVersion: string }
    >
  | DiagnosticOf<
      'policy/unsupported-version',
      { readonly kind: string; readonly apiVersion: string; readonly known: readonly string[] }
    >
  | DiagnosticOf<'policy/unknown-field', PathFacts & { readonly nearest?: string }>
  | DiagnosticOf<'policy/missing-field', PathFacts & { readonly field: string }>
  | DiagnosticOf<
      'policy/wrong-type',
      PathFacts & { readonly expected: string; readonly found: string; readonly quote: boolean }
    >
  | DiagnosticOf<
      'policy/unknown-value',
      PathFacts & {
        readonly value: string;
        readonly choices: readonly string[];
        readonly nearest?: string;
      }
    >
  | DiagnosticOf<'policy/null-item', PathFacts>;
