/** Lists that select traffic: what would be said of a filter is counted, and nothing is advised. */
import type { SelectingUse } from '@aclift/ir';
import type { LineStanding, ListModel, Merge, Standing } from '@aclift/lists';
import type { Finding, ListName } from './finding.ts';
import { lineFinding } from './line-finding.ts';
import { reachFindings } from './reach-findings.ts';

/** What is reported of a line of such a list: that it matches nothing is so whatever the list is for. */
export function ofSelected(standing: Standing): LineStanding {
  return standing === 'matches-nothing' ? standing : 'selects';
}

/**
 * Lines that match nothing, and one note where lines would be needless in a filter.
 * @param uses what the list selects traffic for; at least one.
 */
export function selectedFindings(
  model: ListModel,
  standings: readonly Standing[],
  merges: readonly Merge[],
  uses: readonly SelectingUse[],
): readonly Finding[] {
  const { acl, device } = model.list;
  const needless = model.lines.filter(
    ({ entry }, k) =>
      entry?.kind === 'ace' && (standings[k] === 'shadowed' || standings[k] === 'redundant'),
  ).length;
  const lines = needless + merges.reduce((sum, { others }) => sum + others.length, 0);
  const impossible = standings.map((standing) =>
    standing === 'matches-nothing' ? standing : 'live',
  );
  const list: ListName = { source: device.source, family: acl.family, name: acl.name };
  const facts = { list: acl.name, uses, lines };
  return [
    ...reachFindings(model, impossible),
    ...(lines === 0
      ? []
      : [lineFinding(list, acl.span, { code: 'lint/left-alone', facts } as const)]),
  ];
}
