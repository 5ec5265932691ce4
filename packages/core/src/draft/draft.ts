/** A proposed policy object with what a reviewer needs to know about it. */
import type { PolicyObject, Provenance } from '@aclift/policy';
import type { PolicyDirection } from '../options.ts';
import type { PodSelection } from './pod-selection.ts';
import type { RulePeers } from './rules.ts';
import type { Services } from '../rows/services.ts';

/** Why an object exists. */
export type DraftOrigin =
  /** It carries what the lists say. */
  | 'access-list'
  /** It keeps what no list sees: flows inside a segment. Not from any access list. */
  | 'same-segment'
  /** It names outside addresses for the rules of other objects. */
  | 'addresses'
  /** It lets pods look up names. Not from any access list. */
  | 'dns';

/** One rule item of a draft and what it stands for. */
export interface DraftedRule {
  /** Where in the object. */
  readonly path: readonly (string | number)[];
  readonly direction: PolicyDirection;
  readonly action: 'allow' | 'deny';
  readonly peers: RulePeers;
  readonly services: Services;
  /** Label keys of which it lists every value that there is today. */
  readonly listed: readonly string[];
}

/** One object. */
export interface Draft {
  readonly object: PolicyObject;
  /** Undefined: it belongs to the whole cluster. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** Ids of the workloads that it selects; none for groups of addresses. */
  readonly workloads: readonly string[];
  /** What selects them; undefined for groups of addresses. */
  readonly subject: PodSelection | undefined;
  readonly origin: DraftOrigin;
  /** Directions that it isolates. */
  readonly isolates: readonly PolicyDirection[];
  readonly rules: readonly DraftedRule[];
}

/** A draft as text. */
export interface WrittenDraft {
  readonly draft: Draft;
  /** Path below the output folder, with `/`. */
  readonly path: string;
  readonly yaml: string;
  readonly provenance: Provenance;
}

/**
 * Path of a draft below the output folder: by namespace. What belongs to the whole cluster is in folders that no namespace can
 * be called: names of addresses in one, because they are applied first, and policies in another.
 */
export function draftPath({ namespace, name, origin }: Draft): string {
  const folder =
    namespace === undefined
      ? origin === 'addresses'
        ? '_cluster'
        : CLUSTER_WIDE
      : everywhere(namespace);
  return `policies/${folder}/${everywhere(name)}.yaml`;
}

/**
 * A name that every system can give a file: Windows keeps some for devices, whatever stands behind a dot. No object is called
 * with the mark at the end.
 * @see Microsoft, "Naming Files, Paths, and Namespaces".
 */
export function everywhere(name: string): string {
  return name.replace(/^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i, '$&_');
}

/** The folder of policies for the whole cluster. */
export const CLUSTER_WIDE = '_clusterwide';

/** Where an object goes that would keep what no list sees: not among those that are to be applied. */
export function unseenPath(path: string): string {
  return path.replace(/^policies/, 'unseen');
}

/** Where a draft goes below the output folder: a folder that says so if the proof failed. */
export function outputPath(path: string, proven: boolean): string {
  return proven ? path : path.replace(/^policies(?=-audit\/|\/)/, 'policies-NOT-PROVEN');
}
