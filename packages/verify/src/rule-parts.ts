/** Rules put together from what is certain of their peers and ports, and what is not. */
import type { PolicyDocument } from '@aclift/policy';
import {
  letsOpen,
  type PeerMatch,
  type PolicyDirection,
  type RuleCaveat,
  type RuleModel,
  type ServiceMatch,
} from './policy-model.ts';

/** Peers that match as certainly as the caveat says. */
export interface PeerPart {
  readonly peers: PeerMatch;
  readonly caveat?: RuleCaveat;
  /** Present with a caveat; see {@link RuleModel.question}. */
  readonly question?: string;
}

/** Services that match as certainly as the caveat says. */
export interface ServicePart {
  readonly services: readonly ServiceMatch[];
  readonly caveat?: RuleCaveat;
  /** Present with a caveat; see {@link RuleModel.question}. */
  readonly question?: string;
  /** Where it matches, it may stop some of what is said in the connection. */
  readonly looksInto?: true;
  /** Matches pods only, never addresses outside: the name of a container port. */
  readonly podsOnly?: boolean;
}

/** What all parts of one rule share. */
export interface RuleHead {
  readonly direction: PolicyDirection;
  readonly action: 'allow' | 'deny';
  readonly document: PolicyDocument;
  readonly path: readonly (string | number)[];
}

/**
 * One model for each pair of parts. A rule that matches nothing keeps one model, so that it can be named.
 * @param everyPod for rules that name no peer, where only pods can match.
 */
export function rulesOf(
  head: RuleHead,
  peerParts: readonly PeerPart[],
  serviceParts: readonly ServicePart[],
  everyPod: ReadonlySet<string>,
): readonly RuleModel[] {
  const rules = serviceParts.flatMap((service) =>
    peerParts.map((peer): RuleModel => {
      const caveat = weaker(peer.caveat, service.caveat);
      return {
        ...head,
        peers: service.podsOnly === true ? podsOf(peer.peers, everyPod) : peer.peers,
        services: service.services,
        ...(caveat === undefined ? {} : { caveat, question: asked(peer, service) }),
        ...(letsOpen(peer.caveat) || service.looksInto === true ? { looksInto: true } : {}),
      };
    }),
  );
  return rules.length > 0
    ? rules
    : [{ ...head, peers: { kind: 'some', workloads: new Set(), outside: [] }, services: [] }];
}

function asked(...parts: readonly { readonly question?: string }[]): string {
  return parts.flatMap(({ question }) => (question === undefined ? [] : [question])).join('; ');
}

function podsOf(peers: PeerMatch, everyPod: ReadonlySet<string>): PeerMatch {
  const workloads = peers.kind === 'anyone' ? everyPod : peers.workloads;
  return { kind: 'some', workloads, outside: [] };
}

/** The caveat that leaves more open. */
function weaker(a: RuleCaveat | undefined, b: RuleCaveat | undefined): RuleCaveat | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return letsOpen(a) ? b : a;
}
