/** Places in policy files as people find them. */
import { type PolicyDocument, showPath } from '@aclift/policy';
import type { SideDecision } from '@aclift/verify';
import type { Sources } from '@aclift/diagnostics';
import type { PolicyPlace, SideVerdict } from './verify-report.ts';

interface Part {
  readonly document: PolicyDocument;
  readonly path: readonly (string | number)[];
}

/** `Kind namespace/name`. */
export function objectName({ object }: PolicyDocument): string {
  const { name, namespace } = object.metadata;
  return `${object.kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

export function placeOf({ document, path }: Part, sources: Sources): PolicyPlace {
  return {
    file: document.source,
    line: sources.line(document.source, document.locate(path)),
    object: objectName(document),
    path: showPath(path),
  };
}

/** A side's decision with the places of the rules. */
export function sideVerdict(side: SideDecision, sources: Sources): SideVerdict {
  switch (side.kind) {
    case 'not-isolated':
      return { verdict: 'not-isolated' };
    case 'itself':
      return { verdict: 'itself' };
    case 'allowed':
    case 'allowed-in-part':
    case 'denied':
      return { verdict: side.kind, rule: placeOf(side.rule, sources) };
    case 'undecided':
      return { verdict: 'undecided', rule: placeOf(side.rule, sources) };
    case 'undecided-subject':
      return { verdict: 'undecided', rule: placeOf(side.policy, sources) };
    case 'undecided-protocol':
      return { verdict: 'undecided-protocol' };
    case 'no-rule':
      return {
        verdict: 'isolated',
        by: side.isolatedBy.map((policy) => placeOf(policy, sources)),
      };
  }
}
