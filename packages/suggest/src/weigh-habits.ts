/** Evidence that is measured on the named owners: what they vote, and how names are made here. */
import type { Candidate } from './candidates.ts';
import { trustIn } from './name-rules.ts';
import { SIDES, type Vote } from './votes.ts';
import type { Add, CellFacts } from './weigh-facts.ts';

export function habits(facts: CellFacts, candidate: Candidate, add: Add): void {
  const { votes } = facts;
  const isOutside = candidate.class === 'known-external' || candidate.class === 'new-external';
  forAndAgainst(votes.owner, candidate.target?.key, 'owner-voted', 'owner-voted-otherwise', add);
  const side = isOutside ? SIDES.external : SIDES.workload;
  forAndAgainst(votes.side, side, 'side-voted', 'side-voted-otherwise', add);
  if (!isOutside) {
    forAndAgainst(
      votes.namespace,
      candidate.namespace,
      'namespace-voted',
      'namespace-voted-otherwise',
      add,
    );
  }
  if (candidate.class === 'new-workload') nameHabits(facts, candidate, add);
}

/** The best vote for an answer; and the best for another one, as far as it is the stronger. */
function forAndAgainst(
  votes: ReadonlyMap<string, Vote>,
  answer: string | undefined,
  yes: Parameters<Add>[0],
  no: Parameters<Add>[0],
  add: Add,
): void {
  const own = answer === undefined ? undefined : votes.get(answer);
  if (own !== undefined) {
    add(
      yes,
      own.strength,
      () => own.says,
      () => own.places,
    );
  }
  for (const [other, vote] of votes) {
    if (other === answer) continue;
    add(
      no,
      vote.strength - (own?.strength ?? 0),
      () => vote.says,
      () => vote.places,
    );
  }
}

function nameHabits({ cell, names, votes }: CellFacts, candidate: Candidate, add: Add): void {
  const { name } = candidate;
  const vote = votes.name.get(name);
  if (vote !== undefined) {
    add(
      'name-voted',
      vote.strength,
      () => vote.says,
      () => vote.places,
    );
  }
  const own = names.get(name);
  const ownTrust = own === undefined ? 0 : trustIn(own);
  const [host] = cell.hostNames;
  const places = host === undefined ? [] : [{ file: host.file, line: host.line, text: host.text }];
  if (own !== undefined && own.right > 0) {
    const says = `${own.right} of ${own.asked} named workloads are called as this rule says: ${own.rule}`;
    add('name-rule', ownTrust, says, places);
  }
  for (const [other, tried] of names) {
    if (other === name || tried.right < 2) continue;
    const says = `${tried.right} of ${tried.asked} named workloads are called as this rule says: ${tried.rule}; that would be ${other}`;
    add('name-rule-differs', trustIn(tried) - ownTrust, says, places);
  }
}
