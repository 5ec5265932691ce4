/** Differences of a proof by cause, with what each cause means for the people who have to live with it. */
import type { Approximation } from '@aclift/verify';
import type { ReportedDifference } from '../report/report.ts';

/** Differences with one kind and one cause. */
export interface DifferenceGroup {
  /** `narrowed return-traffic`; unique among the groups. */
  readonly key: string;
  readonly kind: ReportedDifference['kind'];
  /** Null: nothing explains them. */
  readonly because: ReportedDifference['because'];
  readonly title: string;
  readonly meaning: string;
  /** What a reader can do about it. */
  readonly advice: string;
  readonly differences: readonly ReportedDifference[];
}

interface CauseText {
  readonly title: string;
  readonly meaning: string;
  readonly advice: string;
}

const CAUSES: Readonly<Record<Approximation, CauseText>> = {
  'way-unknown': {
    title: 'The way is not known',
    meaning:
      'The configurations allow several ways, or do not say which hosts are behind a port. Some of the filters that may be on the way drop the flow, so the drafts do.',
    advice:
      'Say what you know of the network: where the rest of the world is (--upstream), which interfaces carry nothing (--unused), which addresses are behind a port (--behind).',
  },
  'device-traffic': {
    title: 'Packets of the routers themselves',
    meaning:
      'What a router sends meets no outbound list, and what it gets for itself neither. Drafts tell no router from the addresses around it, so they hold back what the lists hold back from those.',
    advice:
      'Name the addresses of the routers as an external if something of theirs must get through: logging, name resolution, monitoring.',
  },
  'filter-unknown': {
    title: 'A filter that could not be read',
    meaning:
      'Something filters on the way, and nobody can tell what: a line that was not understood. The drafts hold back what it might.',
    advice: 'Mend the line that the diagnostics name, and run again.',
  },
  condition: {
    title: 'A condition that policies do not know',
    meaning:
      'The entry depends on a time range, a DSCP value or the like. Drafts fail closed: such a permit grants nothing, such a deny denies.',
    advice:
      'Ask the owner whether the flow is needed all the time; if so, write the entry without the condition.',
  },
  'unseen-traffic': {
    title: 'No list sees the flow today',
    meaning: 'The flow passes no access list, and you asked for what lists permit only.',
    advice: 'Keep such flows with the option that preserves unseen traffic, or let them end.',
  },
  'return-traffic': {
    title: 'Answers that lists let back',
    meaning:
      'The entry lets the answers of a service back. Policies are stateful: the answer is allowed with the opening. What ends is the way to open new connections from that source port.',
    advice: 'Nothing to do, unless something opens connections from this well-known port.',
  },
  'source-port': {
    title: 'Lists that look at the source port',
    meaning:
      'The lists decide differently for another source port, and no policy knows source ports.',
    advice: 'Check whether clients are bound to that port. If not, the difference has no effect.',
  },
  'icmp-code': {
    title: 'Lists that look at the ICMP code',
    meaning: 'The lists decide differently for another code of the same ICMP type.',
    advice: 'Rarely matters: hosts seldom depend on single codes.',
  },
  'partial-coverage': {
    title: 'Some replicas only',
    meaning:
      'The lists treat addresses of one workload differently, and a label means all of its pods.',
    advice:
      'Decide whether every replica should have the flow, none, or whether the workload is really two.',
  },
  'other-family': {
    title: 'Closed in the other family',
    meaning:
      'The lists of the other family (IPv4 or IPv6) hold the flow back between the same workloads, and a label means the addresses of both.',
    advice:
      'Make the lists of both families say the same, or keep it closed: what only one of them permits cannot be opened by labels.',
  },
  granted: {
    title: 'Granted to every replica',
    meaning:
      'The lists let only some addresses of the workload have the flow; somebody decided that all of its pods may.',
    advice: 'Check that whoever decided still stands by it: the decision is in decisions.yaml.',
  },
  withheld: {
    title: 'Withheld from every replica',
    meaning:
      'The lists let some addresses of the workload have the flow; somebody decided that none of its pods may.',
    advice: 'Nothing to do, unless the flow is needed: then grant it, or split the workload.',
  },
  split: {
    title: 'Waiting for a label',
    meaning:
      'Somebody decided that the covered replicas shall be told apart. Until a label does that, none of them has the flow.',
    advice: 'Give the covered replicas a label of their own, and put it into the inventory.',
  },
  assumption: {
    title: 'An assumption about a condition',
    meaning: 'Somebody decided what a condition that policies do not know is taken to do.',
    advice: 'Check that whoever decided still stands by it: the decision is in decisions.yaml.',
  },
  'dns-names': {
    title: 'The drafts go by DNS names',
    meaning: 'The inventory has names for these addresses, and they may lead to fewer of them.',
    advice: 'Take the names out of the inventory if the addresses are what is meant.',
  },
  'layer-7': {
    title: 'Requests that HTTP rules leave out',
    meaning:
      'The inventory lists the requests of a service, and the draft allows these only. The lists let everything on the port through.',
    advice: 'Check that the list of requests is complete before the draft is applied.',
  },
};

const UNEXPLAINED: CauseText = {
  title: 'Nothing explains this',
  meaning: 'Either the drafts or the lists were read wrongly: a bug of aclift.',
  advice: 'Do not use the drafts; report the configuration lines and the flow.',
};

/** What a cause is called, in a few words. */
export function differenceTitle(because: Approximation): string {
  return CAUSES[because].title;
}

/** Groups: unexplained first, then widened before narrowed, then those with most pairs of ends. */
export function differenceGroups(
  differences: readonly ReportedDifference[],
): readonly DifferenceGroup[] {
  const groups = new Map<string, ReportedDifference[]>();
  for (const difference of differences) {
    const key = `${difference.kind} ${difference.because ?? 'unexplained'}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [difference]);
    else group.push(difference);
  }
  const rank = ({ because, kind }: DifferenceGroup): number =>
    because === null ? 0 : kind === 'widened' ? 1 : 2;
  return [...groups]
    .map(([key, members]): DifferenceGroup => {
      const { kind, because } = members[0] as ReportedDifference;
      const text = because === null ? UNEXPLAINED : CAUSES[because];
      return { key, kind, because, ...text, differences: members };
    })
    .toSorted(
      (a, b) =>
        rank(a) - rank(b) ||
        b.differences.length - a.differences.length ||
        (a.key < b.key ? -1 : 1),
    );
}
