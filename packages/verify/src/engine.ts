/** What engines do differently with the same NetworkPolicy. Cilium's own objects mean one thing only. */
import type { Family } from '@aclift/ir';
import type { PolicyDocument } from '@aclift/policy';
import type { BlockMode } from './cilium-identity.ts';
import { icmpProtocol, SCTP, TCP, UDP } from './flow.ts';
import { intersectRanges, type Ranges, subtractRanges } from '@aclift/packet-set';

/**
 * `strict-spec`: what the API's text promises: blocks are for addresses outside the cluster, and only TCP, UDP and
 * SCTP are decided. `cilium`: blocks never match pods, labels that Cilium ignores select nothing, ICMP is decided.
 * `calico-like`: blocks match pods too, by their new addresses; ICMP is decided.
 */
export type Engine = 'cilium' | 'calico-like' | 'strict-spec';

export const ENGINES: readonly Engine[] = ['cilium', 'calico-like', 'strict-spec'];

/** What to take an engine for, and what is known about the cluster. */
export interface EngineOptions {
  /** Absent: {@link engineFor} the objects. */
  readonly engine?: Engine;
  /**
   * Cilium's agent has `policy-cidr-match-mode: nodes`, so that blocks match nodes. Absent: it has not, which is the default; no
   * other engine is asked.
   */
  readonly blocksMatchNodes?: boolean;
  /** Blocks that pods get their new addresses from, both families; absent: nobody knows. */
  readonly podCidrs?: readonly string[];
}

/** The engine that objects are made for: Cilium's need Cilium; NetworkPolicies alone say nothing about it. */
export function engineFor(documents: readonly PolicyDocument[]): Engine {
  return documents.some(({ object }) => object.kind.startsWith('Cilium'))
    ? 'cilium'
    : 'strict-spec';
}

/**
 * Whether a block of addresses matches pods on an engine that compares it with their new addresses.
 * @param pods addresses that pods may get; undefined: any.
 */
export function blockMatchesPods(
  block: Ranges,
  everything: Ranges,
  pods: Ranges | undefined,
): 'yes' | 'no' | 'perhaps' {
  const possible = pods ?? everything;
  if (intersectRanges(block, possible).length === 0) return 'no';
  return subtractRanges(possible, block).length === 0 ? 'yes' : 'perhaps';
}

/** Protocols whose verdicts an engine decides; for others they are undefined or need flags. */
export function decidedProtocols(engine: Engine, family: Family): readonly number[] {
  return engine === 'strict-spec' ? [TCP, UDP, SCTP] : [icmpProtocol(family), TCP, UDP, SCTP];
}

/** What the modelling of one set of objects needs to know about its engine, for one family. */
export interface EngineContext extends BlockMode {
  readonly engine: Engine;
  readonly family: Family;
  /** Undefined: not known. */
  readonly podAddresses: Ranges | undefined;
}
