/** What the counters of a list say about its lines. */
import type { Ace } from '@aclift/ir';
import { hitOrder, type ListModel, type Standing } from '@aclift/lists';
import type { Finding, ListName } from '../finding.ts';
import { lineFinding } from '../line-finding.ts';

/**
 * Nothing is said of a list without counters, nor of a deny without hits: it guards against what should not come.
 * @param filters false: the list selects traffic, so its lines open nothing, and their order may be that of another side.
 */
export function hitFindings(
  model: ListModel,
  standings: readonly Standing[],
  filters: boolean,
): readonly Finding[] {
  const { acl, device } = model.list;
  const list: ListName = { source: device.source, family: acl.family, name: acl.name };
  const counted = model.lines.flatMap(({ entry }, k) =>
    entry?.kind === 'ace' && entry.hits !== undefined
      ? [{ entry, hits: entry.hits, standing: standings[k] }]
      : [],
  );
  if (counted.length === 0) return [];
  if (counted.every(({ hits }) => hits === 0)) {
    const facts = { list: acl.name, lines: counted.length };
    return [lineFinding(list, acl.span, { code: 'lint/unhit-list', facts })];
  }
  if (!filters) return [];
  return [
    ...counted.flatMap(({ entry, hits, standing }) => lineSaid(list, entry, hits, standing)),
    ...orderSaid(model, list),
  ];
}

function lineSaid(
  list: ListName,
  { action, span }: Ace,
  hits: number,
  standing: Standing | undefined,
): readonly Finding[] {
  const dead = standing === 'shadowed' || standing === 'matches-nothing';
  if (dead && hits > 0) {
    const facts = { list: list.name, hits };
    return [lineFinding(list, span, { code: 'lint/hits-on-dead-line', facts })];
  }
  // A dead line is dead whatever the counters say; that has been said.
  if (dead || hits > 0 || action === 'deny') return [];
  return [lineFinding(list, span, { code: 'lint/unhit', facts: { list: list.name } })];
}

function orderSaid(model: ListModel, list: ListName): readonly Finding[] {
  const better = hitOrder(model);
  if (better === undefined) return [];
  const { after, before, order } = better;
  const spans = order.flatMap((k) => model.lines[k]?.entry?.span ?? []);
  const facts = { list: list.name, before: rounded(before), after: rounded(after) };
  const { span } = model.list.acl;
  return [lineFinding(list, span, { code: 'lint/hit-order', facts }, { order: spans })];
}

function rounded(lines: number): number {
  return Math.round(lines * 10) / 10;
}
