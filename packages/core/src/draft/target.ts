/** What a target can say, and how it says it. One implementation for each kind of object. */
import type { Entity, HttpPort } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import type { Stack } from '../sides/stack.ts';
import type { PolicyObject } from '@aclift/policy';
import type { PolicyDirection } from '../options.ts';
import { allServices, includesServices, type Services } from '../rows/services.ts';
import type { Block } from './blocks.ts';
import type { Resolver } from './resolver.ts';
import type { DraftRule } from './rules.ts';
import type { PodSelection } from './pod-selection.ts';

/** Peers of a rule in words of Kubernetes. */
export interface SelectedPeers {
  readonly anyone: boolean;
  readonly selections: readonly PodSelection[];
  readonly blocks: readonly Block[];
  /** Names of groups of outside addresses; only where the target has such objects. */
  readonly groups: readonly string[];
  /** Peers that are neither pods nor plain addresses; only where the target knows them. */
  readonly entities: readonly Entity[];
  /** DNS names of outside addresses; only in what pods open. */
  readonly fqdns: readonly string[];
}

/** One rule ready for a target. */
export interface TargetRule {
  readonly action: 'allow' | 'deny';
  readonly peers: SelectedPeers;
  readonly services: Services;
  readonly from: DraftRule;
}

/** A group of outside addresses without its target's form. */
export interface TargetGroup {
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** Canonical prefixes, ascending; at least one. */
  readonly cidrs: readonly string[];
}

/** What a policy says in one direction. */
export interface TargetDirection {
  readonly direction: PolicyDirection;
  /** False: the subject stays open in this direction and `rules` only deny. */
  readonly isolates: boolean;
  readonly rules: readonly TargetRule[];
}

/** A policy without its target's form. */
export interface TargetPolicy {
  /** Undefined: the policy is for the whole cluster. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly subject: PodSelection;
  /** Ports of the subject that let only some HTTP requests in; `[]`: none, or the target cannot look into them. */
  readonly http: readonly HttpPort[];
  readonly directions: readonly TargetDirection[];
}

/** The object, and where each rule went: more than one item where the target needs them apart. */
export interface BuiltPolicy {
  readonly object: PolicyObject;
  readonly places: readonly {
    readonly rule: TargetRule;
    readonly direction: PolicyDirection;
    readonly path: readonly (string | number)[];
  }[];
}

/** A kind of drafts. */
export interface DraftTarget {
  /** Protocols whose fate the target decides. */
  readonly protocols: (family: Family) => readonly number[];
  /** The part of services that the target can name. `others` stays only when it is everything. */
  readonly expressible: (stack: Stack, services: Services) => Services;
  /** Whether denials can be written without isolating anybody. */
  readonly canDeny: boolean;
  /** Whether there are policies for the whole cluster. */
  readonly clusterWide: boolean;
  /** Whether rules can look into HTTP requests. */
  readonly looksIntoHttp: boolean;
  /** Whether rules can name nodes, the cluster's ingress and the world outside by words. */
  readonly namesEntities: boolean;
  /** What lets the subject of a policy look up names, as items of its own object; undefined: names need none. */
  readonly buildLookup?: (
    policy: Omit<TargetPolicy, 'directions' | 'http'> & { readonly resolver: Resolver },
  ) => PolicyObject;
  /** The object for a group of addresses that rules name; undefined: the target has no such objects. */
  readonly buildGroup?: (group: TargetGroup) => PolicyObject;
  readonly build: (policy: TargetPolicy) => BuiltPolicy;
}

/** Whether services are everything that can be opened. */
export function isEverything(stack: Stack, services: Services): boolean {
  return includesServices(services, allServices(stack));
}

/** Labels that every draft carries. */
export const MANAGED_BY: Readonly<Record<string, string>> = {
  'app.kubernetes.io/managed-by': 'aclift',
};
