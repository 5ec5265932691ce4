/** Accepted suggestions as changes of the inventory: new entries, or more addresses of entries that are there. */
import type { InventoryEdit, WorkloadEntry } from '@aclift/inventory';
import type { Proposal, Suggestion } from './suggestion.ts';

/** A suggestion with the owner that somebody accepted for it. */
export interface Accepted {
  readonly suggestion: Suggestion;
  /** One of the suggestion's proposals, or an owner that the reviewer named. */
  readonly proposal: Proposal;
}

/**
 * The changes, by the order of the suggestions. Suggestions of one owner become one change. A new entry has a comment
 * with the reason.
 *
 * @throws Error when a workload without a namespace is accepted: nobody could select it, and the caller has asked.
 */
export function acceptEdits(accepted: readonly Accepted[]): readonly InventoryEdit[] {
  const owners = Map.groupBy(accepted, ({ proposal }) => JSON.stringify(proposal));
  const edits = [...owners.values()].map((same): InventoryEdit => {
    const [first] = same;
    if (first === undefined) throw new Error('a group holds something');
    const addresses = same.flatMap(({ suggestion }) => suggestion.addresses);
    const { proposal } = first;
    if (proposal.kind === 'external') {
      const { known, name } = proposal;
      return known
        ? { kind: 'change-external', name, change: { addAddresses: addresses } }
        : { kind: 'add-external', external: { name, addresses }, comments: [reason(first)] };
    }
    if (proposal.id !== undefined) {
      return { kind: 'change-workload', id: proposal.id, change: { addAddresses: addresses } };
    }
    const { labels, namespace } = proposal;
    if (namespace === undefined) throw new Error('a workload without a namespace was accepted');
    const workload: WorkloadEntry = { namespace, labels, addresses };
    return { kind: 'add-workload', workload, comments: [reason(first)] };
  });
  const named = accepted.flatMap(({ suggestion }) => suggestion.addresses);
  return edits.length === 0 ? [] : [{ kind: 'drop-unfinished', addresses: named }, ...edits];
}

/** `accepted from aclift suggest (87 %): host name cart1, object-group CARTS`; of an owner that was not proposed, that it was named. */
function reason({ proposal, suggestion }: Accepted): string {
  const text = JSON.stringify(proposal);
  const ranked = suggestion.proposals.find((one) => JSON.stringify(one.proposal) === text);
  if (ranked === undefined) return 'named on a review of aclift suggest';
  const says = ranked.evidence
    .filter(({ places, weight }) => weight > 0 && places.length > 0)
    .slice(0, 2)
    .map((one) => one.says);
  const percent = `${Math.round(ranked.confidence * 100)} %`;
  return `accepted from aclift suggest (${percent})${says.length === 0 ? '' : `: ${says.join('; ')}`}`;
}
