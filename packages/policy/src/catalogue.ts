/** The policy package's diagnostics in words. */
import type { Catalogue } from '@aclift/diagnostics';
import type { PolicyDiagnostic } from './diagnostic.ts';
import { readCatalogue } from './read/read-catalogue.ts';
import { ciliumCatalogue } from './validate/cilium-catalogue.ts';
import { validateCatalogue } from './validate/validate-catalogue.ts';

export const policyCatalogue: Catalogue<PolicyDiagnostic> = {
  ...readCatalogue,
  ...validateCatalogue,
  ...ciliumCatalogue,
};
