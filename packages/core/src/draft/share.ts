/** Workloads of a namespace with the same rules share one policy, if one selector names exactly them. */
import type { HttpPort, Workload } from '@aclift/inventory';
import type { DraftShape } from '../options.ts';
import type { DraftOrigin } from './draft.ts';
import { contentHash, dnsName } from './name.ts';
import type { PodSelection, SelectorChooser } from './selector.ts';
import type { TargetDirection } from './target.ts';

/** What one workload needs an object for. */
export interface Proposal {
  readonly workload: Workload;
  readonly origin: DraftOrigin;
  readonly directions: readonly TargetDirection[];
  readonly http: readonly HttpPort[];
}

/** An object for one or more workloads that need the same. */
export interface SharedProposal extends Omit<Proposal, 'workload'> {
  /** In the order of the inventory's ids. */
  readonly workloads: readonly [Workload, ...Workload[]];
  readonly subject: PodSelection;
  /** What its name is made from; different for different objects of one namespace and origin. */
  readonly base: string;
}

/** More values of one label than this are no name for a group; each gets an object of its own. */
const MOST_VALUES = 5;

/** Puts proposals of the same content together, as far as the shape allows it. */
export function shareProposals(
  proposals: readonly Proposal[],
  selectors: SelectorChooser,
  shape: DraftShape,
): readonly SharedProposal[] {
  const alone = (proposal: Proposal): SharedProposal => ({
    ...proposal,
    workloads: [proposal.workload],
    subject: selectors.subject(proposal.workload),
    base: proposal.workload.name,
  });
  if (shape === 'per-workload') return proposals.map(alone);
  const groups = new Map<string, Proposal[]>();
  for (const proposal of proposals) {
    const key = contentOf(proposal);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [proposal]);
    else known.push(proposal);
  }
  return [...groups.values()].flatMap((members) => {
    const [first, ...rest] = members as [Proposal, ...Proposal[]];
    const isLookup = first.origin === 'dns';
    if (members.length === 1 && !isLookup) return [alone(first)];
    const subject =
      members.length > 1
        ? selectors.subjects(members.map(workloadOf))
        : selectors.subject(first.workload);
    const values = subject?.oneOf?.values.length ?? 0;
    if (subject === undefined || (values > MOST_VALUES && !isLookup)) return members.map(alone);
    const workloads: SharedProposal['workloads'] = [first.workload, ...rest.map(workloadOf)];
    // All lookups of a namespace are alike, so that there is one object whose name need not say for whom.
    const base = isLookup ? 'cluster' : baseOf(subject, selectors.namesIn(first));
    return [{ ...first, workloads, subject, base }];
  });
}

function workloadOf({ workload }: Proposal): Workload {
  return workload;
}

/** A text that is equal for proposals that need the same objects. */
function contentOf({ workload, origin, directions, http }: Proposal): string {
  const said = directions.map(({ direction, isolates, rules }) => ({
    direction,
    isolates,
    rules: rules.map(({ action, peers, services }) => ({ action, peers, services })),
  }));
  const requests = http.map(({ port, requests: list }) => ({ port, list }));
  return JSON.stringify([workload.namespace, origin, said, requests]);
}

/** From the selection, never from who is in it: a new member renames nothing. */
function baseOf(subject: PodSelection, taken: ReadonlySet<string>): string {
  const { labels, oneOf } = subject;
  const words = [
    ...labels.map(([key, value]) => `${key.slice(key.lastIndexOf('/') + 1)}-${value}`),
    ...(oneOf?.values ?? []),
  ];
  const base = dnsName(words.length === 0 ? 'all-pods' : words.join('-'));
  return taken.has(base) ? `${base}-${contentHash(JSON.stringify(subject))}` : base;
}
