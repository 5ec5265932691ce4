/**
 * Pages of the REST API of NetBox: whether the files of a run hold all objects that the API counts.
 * @see NetBox documentation, REST API, "Pagination": count, next, previous.
 */
import type { YamlTree } from '../../yaml-tree.ts';
import { skipped } from '../record.ts';
import type { SourceRecord } from '../record.ts';
import { at, listAt, textAt } from '../tree.ts';

interface Page {
  readonly file: number;
  readonly tree: YamlTree;
  readonly count: number;
  readonly ids: readonly string[];
  readonly isPart: boolean;
}

/** A record in each file that is a part of a list of which the run does not have all. */
export function missingPages(
  files: readonly (readonly YamlTree[])[],
): readonly (readonly SourceRecord[])[] {
  const lists = new Map<string, Page[]>();
  for (const [file, trees] of files.entries()) {
    for (const tree of trees) {
      if (at(tree, 'results')?.kind !== 'list') continue;
      const results = listAt(tree, 'results');
      const count = Number(textAt(tree, 'count') || 0);
      const links = [textAt(tree, 'next'), textAt(tree, 'previous')].filter(Boolean);
      const page: Page = {
        file,
        tree,
        count,
        ids: results.map((object, index) => textAt(object, 'id') || `${file} ${index}`),
        isPart: links.length > 0 || count > results.length,
      };
      const url = links[0] ?? textAt(results[0], 'url').replace(/[^/]+\/?$/, '');
      const key = `${url.replace(/[?#].*$/, '')} ${count}`;
      lists.set(key, [...(lists.get(key) ?? []), page]);
    }
  }
  const records: SourceRecord[][] = files.map(() => []);
  for (const pages of lists.values()) {
    const all = new Set(pages.flatMap(({ ids }) => ids));
    for (const { count, file, isPart, tree } of pages) {
      if (!isPart || (count > 0 && all.size >= count)) continue;
      const next = textAt(tree, 'next');
      const what = `${all.size} of ${count} objects are here${next === '' ? '' : `, the next page is ${next}`}`;
      records[file]?.push(skipped(tree.span, what, 'pages-missing'));
    }
  }
  return records;
}
