/** A policy file as reviewers look at it: its rules with the lines they stand on and a sentence for each. */
import { LineMap, type SourceText } from '@aclift/diagnostics';
import { type PolicyObject, readPolicies } from '@aclift/policy';
import type { GroupUsers } from './group-users.ts';
import { ruleItems, subjectOf } from './rule-sentence.ts';

/** A rule item with its place in the YAML. JSON-safe. */
export interface PolicyRuleView {
  /** As ledger entries refer to it: `policies/shop/a.yaml#spec.ingress.0`. */
  readonly ref: string;
  /** From 1, both included. The comments right above belong to the rule. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly direction: 'ingress' | 'egress';
  readonly action: 'allow' | 'deny';
  readonly sentence: string;
}

/** One policy object of a file. JSON-safe. */
export interface PolicyView {
  readonly path: string;
  readonly kind: string;
  /** Empty for cluster-wide kinds. */
  readonly namespace: string;
  readonly name: string;
  /** `pods with app=shop-db` */
  readonly subject: string;
  /** Whom the object is about and what it does to them, in sentences. */
  readonly summary: string;
  readonly rules: readonly PolicyRuleView[];
}

/**
 * The policy objects of a YAML text, in its order. Objects that cannot be read are left out.
 * @param usersOf who names a group of addresses; absent: nobody has looked.
 */
export function policyViews(source: SourceText, usersOf?: GroupUsers): readonly PolicyView[] {
  const lines = new LineMap(source.text);
  return readPolicies(source).value.map(({ object, locate }): PolicyView => {
    return {
      path: source.name,
      kind: object.kind,
      namespace: object.metadata.namespace ?? '',
      name: object.metadata.name,
      subject: subjectOf(object),
      summary: summaryOf(object, usersOf),
      rules: ruleItems(object).map(({ path, direction, action, sentence }) => {
        const span = locate(path);
        const first = lines.position(span.start).line;
        // A block ends where the next line begins; blanks at its end are not part of it.
        const text = source.text.slice(span.start, span.end).trimEnd();
        return {
          ref: `${source.name}#${path.join('.')}`,
          firstLine: aboveComments(lines, first),
          lastLine: lines.position(span.start + Math.max(0, text.length - 1)).line,
          direction,
          action,
          sentence,
        };
      }),
    };
  });
}

function summaryOf(object: PolicyObject, usersOf: GroupUsers | undefined): string {
  if (object.kind !== 'CiliumCIDRGroup') {
    const { namespace } = object.metadata;
    const subject = subjectOf(object);
    // Some subjects name the namespace themselves.
    const said = namespace === undefined || subject.includes(`namespace ${namespace}`);
    return `Applies to ${subject}${said ? '' : ` in ${namespace}`}. What no rule allows is denied in the directions it isolates.`;
  }
  const cidrs = object.spec.externalCIDRs;
  const users = usersOf?.(object.metadata.name);
  const used =
    users === undefined
      ? ''
      : users.length === 0
        ? ' No policy names it.'
        : ` Used by ${users.join(', ')}.`;
  const held = cidrs.length === 0 ? 'none' : cidrs.join(', ');
  return `Addresses that policies name: ${held}. By itself it selects and isolates nothing.${used}`;
}

function aboveComments(lines: LineMap, first: number): number {
  let line = first;
  while (line > 1 && /^\s*#/.test(lines.lineText(line - 1))) line -= 1;
  return line;
}
