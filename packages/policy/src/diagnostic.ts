/** Every diagnostic of this package. */
import type { ReadDiagnostic } from './read/read-diagnostic.ts';
import type { ValidateDiagnostic } from './validate/validate-diagnostic.ts';

export type PolicyDiagnostic = ReadDiagnostic | ValidateDiagnostic;

export type PolicyCode = PolicyDiagnostic['code'];
export type FactsOf<C extends PolicyCode> = Extract<
  PolicyDiagnostic,
  { readonly code: C }
>['facts'];
