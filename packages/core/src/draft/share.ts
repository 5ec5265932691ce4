/** Workloads of a namespace with the same rules share one policy, if one selector names exactly them. */
import type { HttpPort, Workload } from '@aclift/inventory';
import type { DraftShape } from '../options.ts';
import type { DraftOrigin } from './draft.ts';
import { contentHash, dnsName } from './name.ts';
import type { PodSelection } from './pod-selection.ts';
import type { SelectorChooser } from './selector.ts';
import type { TargetDirection } from './target.ts';

/** What one workload needs an object for. */
export interface Proposal {
  readonly workload: Workload;
  readonly origin: DraftOrigin;
  readonly directions: readonly TargetDirection[];
  readonly http: readonly HttpPort[];
  /** Who answers lookups. Absent: the resolver of the cluster. */
  readonly asks?: string;
}

/** An object for one or more workloads that need the same. */
export interface SharedProposal extends Omit<Proposal, 'workload'> {
  /** Undefined: it belongs to the whole cluster. */
  readonly namespace: string | undefined;
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
    namespace: proposal.workload.namespace,
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
    const base = isLookup ? (first.asks ?? 'cluster') : baseOf(subject, selectors.namesIn(first));
    return [{ ...first, namespace: first.workload.namespace, workloads, subject, base }];
  });
}

/** In so many namespaces a label that means pods of every namespace reads better than an object in each. */
const FEW_NAMESPACES = 3;

/**
 * Objects of several namespaces that say the same become one for the whole cluster, if one selector names exactly their
 * workloads. Rules that mean pods of the policy's own namespace, or go by DNS names, stay where they are.
 */
export function shareAcrossNamespaces(
  shared: readonly SharedProposal[],
  selectors: SelectorChooser,
): readonly SharedProposal[] {
  const groups = Map.groupBy(shared, (one) => (isLocal(one) ? one : rulesText(one)));
  return [...groups.values()].flatMap((members) => {
    const namespaces = new Set(members.map(({ namespace }) => namespace));
    const [first] = members;
    if (first === undefined || namespaces.size < 2) return members;
    const all = members.flatMap(({ workloads }) => workloads);
    const [one, ...more] = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const subject = selectors.everywhere(all);
    if (subject === undefined || one === undefined) return members;
    if (subject.namespaces.kind === 'all' && namespaces.size < FEW_NAMESPACES) return members;
    const base = first.origin === 'dns' ? (first.asks ?? 'cluster') : baseOf(subject, new Set());
    return [{ ...first, namespace: undefined, workloads: [one, ...more], subject, base }];
  });
}

function isLocal({ directions }: SharedProposal): boolean {
  return directions.some(({ rules }) =>
    rules.some(
      ({ peers: { fqdns, selections } }) =>
        fqdns.length > 0 || selections.some(({ namespaces }) => namespaces.kind === 'own'),
    ),
  );
}

function workloadOf({ workload }: Proposal): Workload {
  return workload;
}

/** A text that is equal for proposals that need the same objects. */
function contentOf({ workload, ...proposal }: Proposal): string {
  return JSON.stringify([workload.namespace, rulesText(proposal)]);
}

function rulesText({ asks, origin, directions, http }: Omit<Proposal, 'workload'>): string {
  const said = directions.map(({ direction, isolates, rules }) => ({
    direction,
    isolates,
    rules: rules.map(({ action, peers, services }) => ({ action, peers, services })),
  }));
  const requests = http.map(({ port, requests: list }) => ({ port, list }));
  return JSON.stringify([origin, said, requests, asks]);
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
