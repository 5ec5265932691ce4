/** Lines that one line can stand for, as findings. */
import type { ListModel, Merge } from '@aclift/lists';
import type { Finding, ListName } from './finding.ts';
import { lineFinding } from './line-finding.ts';

/** One finding for each merge, at the first line. */
export function mergeFindings(model: ListModel, merges: readonly Merge[]): readonly Finding[] {
  const { acl, device } = model.list;
  const list: ListName = { source: device.source, family: acl.family, name: acl.name };
  return merges.flatMap(({ by, line, others }) => {
    const first = model.lines[line]?.entry;
    if (first === undefined) return [];
    const causes = others.flatMap((other) => {
      const span = model.lines[other]?.entry?.span;
      return span === undefined ? [] : [{ source: device.source, span, role: 'merges' as const }];
    });
    const facts = { list: acl.name, others: others.length };
    const said = { code: 'lint/mergeable', facts } as const;
    return [lineFinding(list, first.span, said, { causes, replacement: by })];
  });
}
