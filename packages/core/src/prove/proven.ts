/** Drafts with what was proven of them. */
import type { ExplainedDiagnostic } from '@aclift/diagnostics';
import type { Family } from '@aclift/ir';
import type { WrittenDraft } from '../draft/draft.ts';
import type { Proof } from './prove.ts';

/** Drafts with their proof in each family. */
export interface Proven {
  readonly written: readonly WrittenDraft[];
  /** What would keep flows that no list sees; none unless that was asked for. Not part of the proof. */
  readonly unseen: readonly WrittenDraft[];
  readonly proofs: ReadonlyMap<Family, Proof>;
  /** What the validator warns of in the drafts. */
  readonly warnings: readonly ExplainedDiagnostic[];
  /** Draft rules that carry an entry: `path#place`, by {@link entryKey}. */
  readonly entries: ReadonlyMap<string, readonly string[]>;
}
