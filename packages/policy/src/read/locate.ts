/** Finds the text of a part of an object. */
import { cover, type Span } from '@aclift/diagnostics';
import type { ObjectPath } from '../path.ts';
import type { YamlTree } from '../yaml-node.ts';

/**
 * @returns the place of a list item or a plain value; a field that holds a map or a list is covered with its key. A
 * part that is not there gives the nearest part around it.
 */
export function locate(tree: YamlTree, path: ObjectPath): Span {
  let here = tree;
  let { span } = tree;
  for (const step of path) {
    if (here.kind === 'map') {
      const entry = here.entries.find(({ key }) => key === step);
      if (entry === undefined) break;
      here = entry.value;
      const plain = here.kind === 'scalar' && here.span.end > here.span.start;
      // An alias may stand far from its anchor; then the key alone tells the place.
      const near = here.span.start >= entry.keySpan.start;
      span = plain || !near ? (plain ? here.span : entry.keySpan) : cover(entry.keySpan, here.span);
    } else if (here.kind === 'list' && typeof step === 'number') {
      const item = here.items[step];
      if (item === undefined) break;
      here = item;
      span = here.span;
    } else break;
  }
  return span;
}
