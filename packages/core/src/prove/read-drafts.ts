/**
 * Drafts read again from their text and judged by the validator: a draft that a cluster refuses proves nothing, because
 * it would not be in force.
 */
import { explain, type ExplainedDiagnostic } from '@aclift/diagnostics';
import { policyCatalogue, type PolicyDocument, readPolicies, validatePolicy } from '@aclift/policy';

/** A draft as text, by its path below the output folder. */
export interface DraftText {
  readonly path: string;
  readonly yaml: string;
}

/** Drafts as anybody else reads them. */
export interface ReadDrafts {
  readonly documents: readonly PolicyDocument[];
  /** What the validator warns of: accepted by a cluster, with a meaning that may surprise. */
  readonly warnings: readonly ExplainedDiagnostic[];
}

/**
 * @throws Error when a draft cannot be read back or the validator refuses it: the writer is ours, so it is our bug.
 */
export function readDrafts(drafts: readonly DraftText[]): ReadDrafts {
  const documents: PolicyDocument[] = [];
  const warnings: ExplainedDiagnostic[] = [];
  for (const { path, yaml } of drafts) {
    const { value, diagnostics } = readPolicies({ name: path, text: yaml });
    if (diagnostics.length > 0 || value.length !== 1) {
      throw new Error(
        `draft ${path} cannot be read back: ${diagnostics[0]?.code ?? `${value.length} objects`}`,
      );
    }
    for (const finding of value.flatMap(validatePolicy)) {
      const explained = explain(policyCatalogue, finding);
      if (explained.severity === 'error') {
        throw new Error(
          `draft ${path} is no valid policy: ${explained.code}, ${explained.message}`,
        );
      }
      if (explained.severity === 'warning') warnings.push(explained);
    }
    documents.push(...value);
  }
  return { documents, warnings };
}
