/** What a changed inventory changes of a migration. */
import type { Migration } from '@aclift/core';
import { plural } from '@aclift/core/stages';

export interface Effect {
  /** Entries that needed a decision and no longer do, less those that now do. */
  readonly leaveNeedsDecision: number;
  /** Entries whose outcome changes. */
  readonly entries: number;
  /** Paths of the drafts that only the second has, that only the first has, and that differ. */
  readonly drafts: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly string[];
  };
}

/** @param after of the same configurations and decisions. */
export function effectOf(before: Migration, after: Migration): Effect {
  const first = before.report.ledger.entries;
  const second = after.report.ledger.entries;
  const open = (outcome: string | undefined): number => (outcome === 'needs-decision' ? 1 : 0);
  const texts = new Map(drafts(before).map(({ path, text }) => [path, text]));
  const now = drafts(after);
  const present = new Set(now.map(({ path }) => path));
  return {
    leaveNeedsDecision: first.reduce(
      (sum, { outcome }, at) => sum + open(outcome) - open(second[at]?.outcome),
      0,
    ),
    entries: first.filter(({ outcome }, at) => outcome !== second[at]?.outcome).length,
    drafts: {
      added: now.filter(({ path }) => !texts.has(path)).map(({ path }) => path),
      removed: [...texts.keys()].filter((path) => !present.has(path)),
      changed: now
        .filter(({ path, text }) => texts.has(path) && texts.get(path) !== text)
        .map(({ path }) => path),
    },
  };
}

function drafts({ files }: Migration): Migration['files'] {
  return files.filter(({ path }) => path.startsWith('policies'));
}

/** One sentence. */
export function effectLine({
  drafts: { added, changed, removed },
  entries,
  leaveNeedsDecision,
}: Effect): string {
  const decisions =
    leaveNeedsDecision < 0
      ? `${plural(-leaveNeedsDecision, 'entry more needs', 'entries more need')} a decision`
      : `${plural(leaveNeedsDecision, 'entry leaves', 'entries leave')} needs-decision`;
  return (
    `${plural(entries, 'entry gets', 'entries get')} another outcome, ${decisions}; ` +
    `drafts: ${added.length} new, ${changed.length} changed, ${removed.length} gone`
  );
}
