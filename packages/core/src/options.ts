/** What the user can choose about a migration. */
import type { PortAddresses } from '@aclift/inventory';
import type { ClientPorts } from '@aclift/verify';
import { type Target, TARGET_NAMES } from './targets/names.ts';

export type { ClientPorts, Target };

/** The two halves of a policy. */
export type PolicyDirection = 'egress' | 'ingress';

/**
 * What drafts do with flows that no list sees today, in a workload that they isolate: `preserve` keeps them,
 * `strict` allows only what a list permits, `report` does too, lists what ends by that, and writes what would keep it beside the
 * drafts.
 */
export type UnseenTraffic = 'preserve' | 'strict' | 'report';

/** Whether drafts keep what no list sees. */
export type UnseenHandling = Exclude<UnseenTraffic, 'report'>;

/** What the drafts themselves do. */
export function unseenHandling(unseenTraffic: UnseenTraffic): UnseenHandling {
  return unseenTraffic === 'preserve' ? 'preserve' : 'strict';
}

/** What drafts allow that no list knows of: `dns`, UDP and TCP 53 to the resolver of the cluster. */
export type Baseline = 'dns' | 'none';

/**
 * How many objects: `shared` writes one for workloads of a namespace that need the same rules, if one selector names exactly
 * them; `per-workload` one for each.
 */
export type DraftShape = 'shared' | 'per-workload';

/** Options of {@link migrate}. */
export interface MigrateOptions {
  readonly target: Target;
  readonly unseenTraffic: UnseenTraffic;
  /**
   * Source ports that openings may come from. Lists that name source ports are exact only as far as this is right.
   */
  readonly clientPorts: ClientPorts;
  /** Lists to take as filters of every flow, by name; empty: bindings decide. */
  readonly detached: readonly string[];
  /**
   * Which end enforces them between two workloads; with an end outside the cluster it is always the other one. Absent: ingress.
   */
  readonly detachedAs?: PolicyDirection;
  /** Absent: `dns` where unseen traffic is preserved, else `none`. */
  readonly baseline?: Baseline;
  /**
   * What to do with a service that only some addresses of a workload have, where no decision is about it. Absent: what
   * the decisions say; without them it is withheld and listed as undecided.
   */
  readonly defaultCoverage?: 'grant' | 'withhold';
  /** Absent: shared. */
  readonly shape?: DraftShape;
  /** Label keys that selectors should use where they can, the best first; absent: common names of applications. */
  readonly selectorKeys?: readonly string[];
  /** Also write the allow rules without isolation, for a rollout in the target's audit mode; absent: no. Without effect where it has none. */
  readonly audit?: boolean;
  /** Interfaces that lead to every address without a route; empty: routes decide. */
  readonly upstream: readonly string[];
  /** Interfaces that are up and carry no traffic, as `upstream` names them. Absent: all may. */
  readonly unused?: readonly string[];
  /** Which addresses are behind switch ports, and no others. Absent: any host of a port's VLAN may be. */
  readonly behind?: readonly PortAddresses[];
  /** Most nodes of one space of packet sets before the run gives up; absent: 30 million, about 1 GB. */
  readonly nodeLimit?: number;
}

/** What users choose from, the default first. */
export const UNSEEN_TRAFFIC: readonly UnseenTraffic[] = ['preserve', 'strict', 'report'];
export const CLIENT_PORTS: readonly ClientPorts[] = ['any', 'ephemeral'];
export const DRAFT_SHAPES: readonly DraftShape[] = ['shared', 'per-workload'];
export const BASELINES: readonly Baseline[] = ['dns', 'none'];
export const DEFAULT_COVERAGES: readonly NonNullable<MigrateOptions['defaultCoverage']>[] = [
  'grant',
  'withhold',
];

/** What a run does where the user says nothing, in every application. */
export const DEFAULT_OPTIONS: MigrateOptions = {
  target: firstOf(TARGET_NAMES),
  unseenTraffic: firstOf(UNSEEN_TRAFFIC),
  clientPorts: firstOf(CLIENT_PORTS),
  detached: [],
  upstream: [],
};

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('nothing to choose from');
  return first;
}
