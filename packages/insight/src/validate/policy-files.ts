/** Policy files as a cluster would take them: what it accepts, what it refuses, and what there is to say about both. */
import { explain, type ExplainedDiagnostic, LineMap, type SourceText } from '@aclift/diagnostics';
import {
  duplicateObjects,
  policyCatalogue,
  type PolicyDiagnostic,
  type PolicyDocument,
  readPolicies,
  validatePolicy,
} from '@aclift/policy';

/** Everything that was read of some texts. */
export interface PolicyFiles {
  /** Objects that the validator finds no error in. */
  readonly accepted: readonly PolicyDocument[];
  /** Objects that a cluster refuses, or that their engine does not enforce: they are not in force. */
  readonly refused: readonly PolicyDocument[];
  /** What was not read and may be a policy. */
  readonly unread: readonly PolicyDocument[];
  /**
   * All of them, in the order of the texts, for whoever asks what they do: those that may not be in force, or of which nobody
   * knows what they say, have a `doubt`.
   */
  readonly considered: readonly PolicyDocument[];
  /** What reading and validating had to say, in the order of the texts and by place. */
  readonly findings: readonly ExplainedDiagnostic[];
}

/** Reads and judges all objects of the texts, which are one set. Bad input never throws. */
export function readPolicyFiles(sources: readonly SourceText[]): PolicyFiles {
  const accepted: PolicyDocument[] = [];
  const refused: PolicyDocument[] = [];
  const unread: PolicyDocument[] = [];
  const considered: PolicyDocument[] = [];
  const said = new Map<string, ExplainedDiagnostic[]>();
  const say = (source: string, found: readonly PolicyDiagnostic[]): void => {
    const here = said.get(source) ?? [];
    said.set(source, [...here, ...found.map((one) => explain(policyCatalogue, one))]);
  };
  for (const source of sources) {
    const { value, diagnostics, unread: lost } = readPolicies(source);
    say(source.name, diagnostics);
    const here: PolicyDocument[] = [...lost];
    for (const document of value) {
      const judged = validatePolicy(document);
      say(source.name, judged);
      const errors = judged.filter(({ code }) => policyCatalogue[code].severity === 'error');
      (errors.length > 0 ? refused : accepted).push(document);
      if (errors.some(({ code }) => code !== 'policy/strict-cidr')) {
        here.push({ ...document, doubt: 'refused' });
      } else if (errors.length > 0 || judged.some(needsFlag)) {
        here.push({ ...document, doubt: 'perhaps' });
      } else here.push(document);
    }
    unread.push(...lost);
    considered.push(...here.toSorted((a, b) => a.span.start - b.span.start));
  }
  const places = new Places(sources);
  for (const one of duplicateObjects(accepted, (document) => places.of(document))) {
    say(one.source, [one]);
  }
  const findings = sources.flatMap(({ name }) =>
    (said.get(name) ?? []).toSorted((a, b) => a.span.start - b.span.start),
  );
  return { accepted, refused, unread, considered, findings };
}

/** Whether an agent without a flag, which is the default, refuses the whole policy for this. */
function needsFlag(found: PolicyDiagnostic): boolean {
  return (
    found.code === 'policy/node-peers-need-flag' ||
    (found.code === 'policy/protocol-needs-flag' && found.facts.withoutPort)
  );
}

/** `file:line` of objects. */
class Places {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #lines = new Map<string, LineMap>();

  constructor(sources: readonly SourceText[]) {
    this.#texts = new Map(sources.map(({ name, text }) => [name, text]));
  }

  of({ source, span }: PolicyDocument): string {
    const lines = this.#lines.get(source) ?? new LineMap(this.#texts.get(source) ?? '');
    this.#lines.set(source, lines);
    return `${source}:${lines.position(span.start).line}`;
  }
}
