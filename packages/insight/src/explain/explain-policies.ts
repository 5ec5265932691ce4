/**
 * Policy files in sentences, with the list lines behind each rule as the comments above it quote them. Comments prove
 * nothing: the comparison of `aclift verify` does.
 */
import { type LineMap, Sources, type SourceText } from '@aclift/diagnostics';
import type { Inventory } from '@aclift/inventory';
import type { PolicyDocument } from '@aclift/policy';
import { modelPolicies } from '@aclift/verify';
import { reportDiagnostic, ruleItems, subjectOf } from '@aclift/core/stages';
import { readPolicyFiles } from '../validate/policy-files.ts';
import type {
  ExplainedPolicy,
  ExplainedRule,
  ExplainReport,
  QuotedEntry,
} from './explain-report.ts';

export interface ExplainInput {
  readonly policies: readonly SourceText[];
  /** Configurations to hold quoted lines against; may be empty. */
  readonly configs: readonly SourceText[];
}

/** Explains all objects of the texts, in their order. Bad input never throws. */
export function explainPolicies({ configs, policies }: ExplainInput): ExplainReport {
  const sources = new Sources([...configs, ...policies]);
  const quotable = new Sources(configs);
  const { accepted, findings, refused } = readPolicyFiles(policies);
  const order = new Map(policies.map(({ name }, i) => [name, i]));
  const rank = ({ source }: PolicyDocument): number => order.get(source) ?? 0;
  const documents = [...accepted, ...refused].toSorted(
    (a, b) => rank(a) - rank(b) || a.span.start - b.span.start,
  );
  return {
    schema: 'aclift/explain/1',
    policies: documents.map((document) => {
      const { kind, metadata } = document.object;
      return {
        file: document.source,
        line: sources.line(document.source, document.span),
        kind,
        namespace: metadata.namespace ?? null,
        name: metadata.name,
        inForce: accepted.includes(document),
        subject: subjectOf(document.object),
        isolates: isolationOf(document),
        accessLists: metadata.annotations?.['aclift/access-lists'] ?? null,
        rules: rulesOf(document, sources, quotable),
      } satisfies ExplainedPolicy;
    }),
    diagnostics: findings.map((finding) => reportDiagnostic(finding, sources)),
  };
}

/** Isolation is the same whoever is selected. */
const NOBODY: Inventory = { source: '', namespaces: [], workloads: [], externals: [] };

function isolationOf(document: PolicyDocument): ExplainedPolicy['isolates'] {
  const { policies } = modelPolicies([document], NOBODY, 'ipv4');
  return (['ingress', 'egress'] as const).filter((direction) =>
    policies.some(({ isolates }) => isolates[direction]),
  );
}

function rulesOf(
  document: PolicyDocument,
  sources: Sources,
  configs: Sources,
): readonly ExplainedRule[] {
  const lines = sources.lines(document.source);
  return ruleItems(document.object).map(({ action, direction, path, sentence }) => {
    const line = sources.line(document.source, document.locate(path));
    const above = lines === undefined ? [] : commentsAbove(lines, line);
    const quoted = above.map((comment) => quotedEntry(comment, configs));
    return {
      path: path.join('.'),
      line,
      direction,
      action,
      sentence,
      entries: quoted.flatMap((entry) => (entry === undefined ? [] : [entry])),
      comments: above.filter((_, i) => quoted[i] === undefined),
    };
  });
}

/** Without their signs, in their order. */
function commentsAbove(lines: LineMap, line: number): readonly string[] {
  const comments: string[] = [];
  for (let above = line - 1; above > 0; above -= 1) {
    const [, text] = /^\s*#\s?(.*)$/.exec(lines.lineText(above)) ?? [];
    if (text === undefined) break;
    comments.unshift(text.trim());
  }
  return comments;
}

/** `edge.cfg:7  permit tcp any any eq 443`, as drafts quote lines. */
function quotedEntry(comment: string, configs: Sources): QuotedEntry | undefined {
  const [, file, digits, text] = /^(.+?):(\d{1,9}) {2}(\S.*)$/.exec(comment) ?? [];
  if (file === undefined || text === undefined) return undefined;
  const line = Number(digits);
  const lines = configs.lines(file);
  if (lines === undefined) return { file, line, text, standing: 'unchecked' };
  const now = line >= 1 ? lines.lineText(line).replace(/\s+/g, ' ').trim() : '';
  return { file, line, text, standing: now === text ? 'same' : 'changed' };
}
