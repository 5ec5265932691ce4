/** Policy files as a cluster would take them: what it accepts, what it refuses, and what there is to say about both. */
import { explain, type ExplainedDiagnostic, type SourceText } from '@aclift/diagnostics';
import { policyCatalogue, type PolicyDocument, readPolicies, validatePolicy } from '@aclift/policy';

/** Everything that was read of some texts. */
export interface PolicyFiles {
  /** Objects that the validator finds no error in. */
  readonly accepted: readonly PolicyDocument[];
  /** Objects that a cluster refuses, or that their engine does not enforce: they are not in force. */
  readonly refused: readonly PolicyDocument[];
  /** What reading and validating had to say, in the order of the texts and by place. */
  readonly findings: readonly ExplainedDiagnostic[];
}

/** Reads and judges all objects of the texts. Bad input never throws. */
export function readPolicyFiles(sources: readonly SourceText[]): PolicyFiles {
  const accepted: PolicyDocument[] = [];
  const refused: PolicyDocument[] = [];
  const findings: ExplainedDiagnostic[] = [];
  for (const source of sources) {
    const { value, diagnostics } = readPolicies(source);
    const here = diagnostics.map((diagnostic) => explain(policyCatalogue, diagnostic));
    for (const document of value) {
      const judged = validatePolicy(document).map((d) => explain(policyCatalogue, d));
      here.push(...judged);
      (judged.some(({ severity }) => severity === 'error') ? refused : accepted).push(document);
    }
    findings.push(...here.toSorted((a, b) => a.span.start - b.span.start));
  }
  return { accepted, refused, findings };
}
