/** The report of `aclift validate`: which objects were read, and everything that would be refused or surprise. */
import { type Severity, Sources, type SourceText, type Span } from '@aclift/diagnostics';
import { readPolicyFiles } from './policy-files.ts';

/** One object that was read. */
export interface ValidatedObject {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly kind: string;
  /** Null: cluster-wide, or left to whoever applies it. */
  readonly namespace: string | null;
  readonly name: string;
  /** Whether a cluster accepts it and its engine enforces it. */
  readonly accepted: boolean;
}

export interface PolicyFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** UTF-16 offsets into the file. */
  readonly span: Span;
  readonly message: string;
  readonly help?: string;
  readonly facts: object;
}

export interface ValidateReport {
  readonly schema: 'aclift/validate/1';
  readonly files: readonly string[];
  readonly totals: { readonly [S in Severity | 'objects' | 'refused']: number };
  /** In the order of the files. */
  readonly objects: readonly ValidatedObject[];
  /** In the order of the files and by place. */
  readonly findings: readonly PolicyFinding[];
}

/** Validates every policy object of the texts. */
export function validatePolicies(texts: readonly SourceText[]): ValidateReport {
  const sources = new Sources(texts);
  const { accepted, findings, refused } = readPolicyFiles(texts);
  const order = new Map(texts.map(({ name }, at) => [name, at]));
  const objects = [...accepted, ...refused]
    .toSorted(
      (a, b) =>
        (order.get(a.source) ?? 0) - (order.get(b.source) ?? 0) || a.span.start - b.span.start,
    )
    .map((document): ValidatedObject => ({
      file: document.source,
      line: sources.line(document.source, document.span),
      kind: document.object.kind,
      namespace: document.object.metadata.namespace ?? null,
      name: document.object.metadata.name,
      accepted: accepted.includes(document),
    }));
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    schema: 'aclift/validate/1',
    files: texts.map(({ name }) => name),
    totals: {
      objects: objects.length,
      refused: refused.length,
      error: count('error'),
      warning: count('warning'),
      note: count('note'),
    },
    objects,
    findings: findings.map(({ code, facts, help, message, severity, source, span }) => ({
      code,
      severity,
      file: source,
      ...sources.position(source, span),
      span,
      message,
      ...(help === undefined ? {} : { help }),
      facts,
    })),
  };
}
