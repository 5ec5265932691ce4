/** What can go from one list, and which lines can be one: decided on the model, said as edits of the text. */
import type { Ace, AclEntry } from '@aclift/ir';
import { type ListModel, type Merge, mergesOf, type Standing, standingsOf } from '@aclift/lists';
import type { KeptReason, RemovalReason } from './fix-report.ts';

/** Entries of the list by what becomes of them. */
export interface Cleaning {
  readonly removed: readonly { readonly entry: AclEntry; readonly reason: RemovalReason }[];
  readonly merged: readonly {
    readonly line: Ace;
    readonly others: readonly Ace[];
    readonly by: Ace;
  }[];
  readonly kept: readonly { readonly entry: AclEntry; readonly reason: KeptReason }[];
}

/** @param isAccepted whether somebody has accepted that an entry could go. */
export function cleaningOf(
  model: ListModel,
  isAccepted: (entry: AclEntry, reason: RemovalReason) => boolean,
): Cleaning {
  const standings = standingsOf(model);
  const removed: { entry: AclEntry; reason: RemovalReason }[] = [];
  const kept: { entry: AclEntry; reason: KeptReason }[] = [];
  model.lines.forEach(({ entry }, k) => {
    const reason = removalReason(standings[k]);
    // What was not understood, or stands for another list, is nobody's to take out.
    if (entry?.kind !== 'ace' || reason === undefined) return;
    const stays = isAccepted(entry, reason) ? 'accepted' : neededFor(model, k, reason);
    if (stays === undefined) removed.push({ entry, reason });
    else kept.push({ entry, reason: stays });
  });
  if (removed.length === model.lines.filter(({ entry }) => entry !== undefined).length) {
    kept.push(...removed.splice(0).map(({ entry }) => ({ entry, reason: 'only-lines' as const })));
  }
  return {
    removed,
    kept,
    merged: mergesOf(model, standings).flatMap((merge) => acesOf(model, merge)),
  };
}

function removalReason(standing: Standing | undefined): RemovalReason | undefined {
  switch (standing) {
    case 'shadowed':
    case 'redundant':
    case 'matches-nothing':
      return standing;
    default:
      return undefined;
  }
}

/** A line that decides packets may be there for more than its action. */
function neededFor(
  { lines, space, tree }: ListModel,
  k: number,
  reason: RemovalReason,
): KeptReason | undefined {
  const entry = lines[k]?.entry;
  if (entry?.kind !== 'ace' || reason !== 'redundant') return undefined;
  if (entry.log !== undefined) return 'logs';
  // A silent line keeps its packets from a later one that logs.
  const set = tree.line(k);
  for (const later of tree.linesWhere(k + 1, tree.size, (node) => space.meets(set, node))) {
    const other = lines[later]?.entry;
    if (other?.kind === 'ace' && other.log !== undefined) return 'logs';
  }
  return undefined;
}

function acesOf({ lines }: ListModel, { by, line, others }: Merge): Cleaning['merged'] {
  const [first, ...rest] = [line, ...others].map((k) => {
    const entry = lines[k]?.entry;
    if (entry?.kind !== 'ace') throw new Error('a merge of no ACEs');
    return entry;
  });
  return first === undefined ? [] : [{ line: first, others: rest, by }];
}

/** Remarks whose lines are all gone: what they say would stand above other lines. */
export function idleRemarks(
  entries: readonly AclEntry[],
  gone: ReadonlySet<AclEntry>,
): readonly AclEntry[] {
  const out: AclEntry[] = [];
  let remarks: AclEntry[] = [];
  let about: AclEntry[] = [];
  const close = (): void => {
    if (about.length > 0 && about.every((entry) => gone.has(entry))) out.push(...remarks);
    remarks = [];
    about = [];
  };
  for (const entry of entries) {
    if (entry.kind !== 'remark') about.push(entry);
    else {
      if (about.length > 0) close();
      remarks.push(entry);
    }
  }
  close();
  return out;
}
