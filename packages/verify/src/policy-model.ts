/**
 * Policies in one form, whatever object they come from: whom they apply to, which direction they isolate, and what
 * their rules match. Made from the re-read objects by code that has no part in drafting them.
 */
import type { PolicyDocument } from '@aclift/policy';
import type { Ranges } from '@aclift/packet-set';

export type PolicyDirection = 'ingress' | 'egress';

/**
 * Why a rule's match is not exactly what its text says of peers and ports. The first three let a connection open, in
 * part; with the others only the cluster knows whether the rule matches.
 */
export type RuleCaveat =
  /** HTTP, DNS or TLS conditions, or a listener. */
  | 'layer-7'
  /** Both ends must prove who they are. */
  | 'authentication'
  /** DNS names of which the inventory knows the addresses: it opens if the names are looked up first and lead there. */
  | 'known-names'
  /** DNS names: addresses outside that are learnt at run time. */
  | 'dns-names'
  /** A Service: its pods, or addresses outside. */
  | 'service'
  /** Addresses that a cloud provider is asked for. */
  | 'cloud-group'
  /** A CiliumCIDRGroup that is not among the objects. */
  | 'cidr-group'
  /** The name of a container port. */
  | 'named-port'
  /** A block of addresses, on an engine that compares it with pods' new addresses. */
  | 'pod-address'
  /** A label whose value the inventory does not know, such as the service account. */
  | 'hidden-label'
  /** Selector keys about something else than pods. */
  | 'other-source'
  /** A protocol that needs a flag of the agent. */
  | 'extended-protocol'
  /** What Cilium takes an address for: a node, or somebody in the world. */
  | 'identity'
  /** Whether a pod's own node is let in whatever policies say: an option of the agent, or the engine's habit. */
  | 'own-node'
  /** An object of which nobody knows whether it applies, or what it says. */
  | 'in-doubt'
  /** Text that the validator refuses. */
  | 'unreadable';

/** Which caveats let a connection open all the same. */
export function letsOpen(caveat: RuleCaveat | undefined): boolean {
  return caveat === 'layer-7' || caveat === 'authentication' || caveat === 'known-names';
}

/** Which peers a rule matches. */
export type PeerMatch =
  /** No peer is named: everyone, pods and outside alike. */
  | { readonly kind: 'anyone' }
  | {
      readonly kind: 'some';
      /** Workload ids. */
      readonly workloads: ReadonlySet<string>;
      /** Addresses outside the cluster. */
      readonly outside: Ranges;
    };

/** A protocol, or all of them, with `service` values; absent: every one. */
export interface ServiceMatch {
  readonly protocol?: number;
  readonly service?: Ranges;
}

/** One rule of a policy, or the part of it that is as certain as `caveat` says: parts of one rule have one path. */
export interface RuleModel {
  readonly direction: PolicyDirection;
  readonly action: 'allow' | 'deny';
  /** With a caveat that leaves the match open: at most these. */
  readonly peers: PeerMatch;
  /** Alternatives; `[]` matches nothing. */
  readonly services: readonly ServiceMatch[];
  /** Absent: it matches for certain. */
  readonly caveat?: RuleCaveat;
  /** What the cluster is asked, with a caveat: parts that ask the same get the same answer. */
  readonly question?: string;
  /** Where it matches, it may stop some of what is said in the connection. With every caveat that lets it open, if not more. */
  readonly looksInto?: true;
  readonly document: PolicyDocument;
  /** Where in the object: `spec`, `ingress`, 0. */
  readonly path: readonly (string | number)[];
  /** No item says it: it comes with the policy. */
  readonly implied?: true;
}

/** One policy, or one rule object of a Cilium policy. */
export interface PolicyModel {
  readonly document: PolicyDocument;
  /** Where the rule object stands: `spec`, or `specs`, 0. */
  readonly path: readonly (string | number)[];
  /** Workload ids; with {@link oneOf}: if it is the one that is in force. */
  readonly subjects: ReadonlySet<string>;
  /** Workloads that it may apply to besides. */
  readonly perhaps: ReadonlySet<string>;
  /** Of the objects with one key exactly one is in force: they have one name. Absent: it is alone. */
  readonly oneOf?: string;
  readonly isolates: { readonly ingress: boolean; readonly egress: boolean };
  readonly rules: readonly RuleModel[];
}

/** A part of an object with a meaning that only the cluster knows: verdicts that depend on it are undecided. */
export interface NotModelled {
  readonly document: PolicyDocument;
  readonly path: readonly (string | number)[];
  readonly caveat: RuleCaveat;
  /** A noun phrase for people. */
  readonly what: string;
}

/** A part of an object that is understood, and about which a reader of verdicts should know. */
export interface PolicyNote {
  readonly document: PolicyDocument;
  readonly path: readonly (string | number)[];
  readonly kind:
    | 'layer-7'
    | 'authentication'
    /** It concerns nodes, the API server or Cilium's own endpoints, which are no ends of compared flows. */
    | 'nodes'
    /** The agent refuses it or it selects nobody, so it does nothing. */
    | 'no-effect'
    | 'extended-protocol';
  readonly what: string;
}
