/** Everything about a target besides how it writes a policy. Reports and commands ask this, and never for a target's name. */
import type { PolicyObject } from '@aclift/policy';
import type { Engine } from '@aclift/verify';
import type { WrittenDraft } from '../draft/draft.ts';
import type { DraftTarget } from '../draft/target.ts';
import type { Markdown } from '@aclift/diagnostics/markdown';

/** One implementation for each target, in its folder. */
export interface TargetProfile {
  /** How people call its objects: `NetworkPolicy`. */
  readonly objects: string;
  /** What it decides, how far its selectors reach, and how it writes a policy. */
  readonly drafts: DraftTarget;
  /**
   * Which of several rules about a flow counts. `allow-only`: there are no denials. `deny-first`: a denial counts whatever is
   * allowed. Targets whose rules have an order need an evaluator in `verify` that knows it, so there is no such word yet.
   */
  readonly precedence: 'allow-only' | 'deny-first';
  /** Who alone takes its objects. Undefined: whoever takes policies at all, so nothing is assumed beyond the API's text. */
  readonly engine: Engine | undefined;
  /** What its proof does not cover, sentences. */
  readonly limits: (written: readonly WrittenDraft[]) => readonly string[];
  /** Whether agents keep a policy map for each endpoint, whose entries are worth an estimate. */
  readonly hasPolicyMap: boolean;
  /** Why rules by DNS names need a lookup that is allowed, to end a sentence. Undefined: the target has no such rules. */
  readonly namesNeedLookup: string | undefined;
  readonly rollout: TargetRollout;
  /** Undefined: there is no way to try drafts without their effect. */
  readonly audit: TargetAudit | undefined;
}

/** Words of `rollout.md`. */
export interface TargetRollout {
  /** What the cluster runs, to follow `The cluster runs`. */
  readonly needs: string;
  /** What to look at after a wave. */
  readonly after: Markdown;
  /** Kinds of the objects in namespaces as `kubectl delete` takes them. */
  readonly kinds: string;
  /** The same of objects of the whole cluster. Undefined: there are none. */
  readonly clusterKinds: string | undefined;
}

/** A mode in which drafts say what they would drop, and drop nothing. */
export interface TargetAudit {
  /** `Cilium's audit mode`. */
  readonly mode: string;
  /** The object with its allow rules alone, isolating nobody. Undefined: it allows nothing. */
  readonly withoutIsolation: (object: PolicyObject) => PolicyObject | undefined;
  readonly turnOn: Markdown;
  readonly watch: Markdown;
  readonly turnOff: Markdown;
}
