/**
 * Suggestions as data: what `suggest --json` holds. Versioned by `schema`; later versions add fields and never take any
 * away.
 */

import type { ReviewState } from '@aclift/inventory';

export const SUGGEST_SCHEMA = 'aclift/suggest/1';

/** The four things a suggestion can say. Each has weights of its own. */
export const PROPOSAL_CLASSES = [
  'known-workload',
  'known-external',
  'new-workload',
  'new-external',
] as const;
export type ProposalClass = (typeof PROPOSAL_CLASSES)[number];

/** Every kind of evidence: a closed list, documented in docs/guides/suggestions.md. */
export const EVIDENCE_KINDS = [
  'prior',
  'host-name',
  'host-name-sibling',
  'host-name-differs',
  'host-name-series',
  'host-domain',
  'group-name',
  'group-description',
  'group-members',
  'group-mixed',
  'listed-together',
  'remark',
  'list-name',
  'interface-description',
  'vlan-name',
  'service-role',
  'service-differs',
  'access-profile',
  'adjacent',
  'neighbours',
  'outside',
  'wide',
  'outside-word',
  'generic-name',
  'whole-name',
  'name-cut',
  'named-by-port',
  'naming-habit',
  'spelling-habit',
  'abbreviated',
  'agreement',
  'environment-differs',
  'namespace-elsewhere',
  'namespace-named',
  'namespace-of-group',
  'namespace-of-neighbours',
  'namespace-of-peers',
  'namespace-new',
  'group-name-differs',
  'remark-differs',
  'access-differs',
  'owner-voted',
  'owner-voted-otherwise',
  'namespace-voted',
  'namespace-voted-otherwise',
  'side-voted',
  'side-voted-otherwise',
  'name-voted',
  'name-rule',
  'name-rule-differs',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** A place in an input. */
export interface EvidencePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** An access-list line that is about the addresses of a suggestion. */
export interface SuggestionLine extends EvidencePlace {
  readonly list: string;
  /** Where the list filters, such as `GigabitEthernet0/1 in`; empty: at no interface of the text. */
  readonly bound: readonly string[];
  /** The nearest remark above it; absent: there is none. */
  readonly remark?: string;
}

/** One reason for or against a proposal. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** How clearly it is there: 0 to 1. */
  readonly strength: number;
  /** What it adds to the log-odds: strength times the weight of its kind. Negative: it speaks against. */
  readonly weight: number;
  /** A sentence. */
  readonly says: string;
  /** Empty where it rests on no single line. */
  readonly places: readonly EvidencePlace[];
}

/** Who the addresses could be. */
export type Proposal =
  | {
      readonly kind: 'workload';
      /** Whether the inventory has it already. */
      readonly known: boolean;
      /** The inventory's id of it. Absent: it is new. */
      readonly id?: string;
      /** Absent: nothing tells the namespace, and a person has to. */
      readonly namespace?: string;
      readonly labels: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'external'; readonly known: boolean; readonly name: string };

/** A proposal with its reasons. */
export interface RankedProposal {
  readonly proposal: Proposal;
  /** How often proposals with such a score are right, from the benchmark: 0 to 1. */
  readonly confidence: number;
  /** By what they add, largest first; what speaks against comes last. */
  readonly evidence: readonly Evidence[];
}

/** Addresses that belong together, and who they could be. */
export interface Suggestion {
  /** Stable while the addresses are: their text, shortened. */
  readonly id: string;
  /** Hosts, CIDRs or `from-to`, as the inventory spells them. */
  readonly addresses: readonly string[];
  /** What the lists call them. */
  readonly subject: string;
  /** Entries that are about these addresses. */
  readonly entries: number;
  /** The first of these entries, in the order of the text: at most twenty. */
  readonly lines: readonly SuggestionLine[];
  /** Best first. Empty: there is no evidence at all. */
  readonly proposals: readonly RankedProposal[];
  /** True: the best proposal is good enough to be shown as a suggestion; else it is a question. */
  readonly spoken: boolean;
  /** Where evidence points to different owners: one sentence each. */
  readonly conflicts: readonly string[];
  /** Changes when another owner is proposed, or when the lines that are cited for the best one say something else. */
  readonly fingerprint: string;
  /** What the decisions file says of it, as long as the evidence is the same. */
  readonly state: ReviewState;
}
