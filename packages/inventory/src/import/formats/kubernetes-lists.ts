/**
 * Lists of the Kubernetes API: what their items are, and whether all of them are there.
 * @see Kubernetes API concepts, "Retrieving large results sets in chunks": continue, remainingItemCount.
 */
import type { YamlTree } from '../../yaml-tree.ts';
import { skipped } from '../record.ts';
import type { SourceRecord } from '../record.ts';
import { at, listAt, textAt } from '../tree.ts';

/** An object and what it is; `kind` empty: nothing tells. */
export interface KubeObject {
  readonly kind: string;
  readonly tree: YamlTree;
}

/**
 * The objects of a document. Items of a typed list have no kind of their own in what the API server answers: a
 * `PodList` holds pods. Without any, what only one kind has decides. Lists may hold lists.
 */
export function objectsOf(tree: YamlTree): readonly KubeObject[] {
  return objectsIn(tree, '');
}

/** @param expected the kind that a list tells of its items; depth is bounded by the reader. */
function objectsIn(tree: YamlTree, expected: string): readonly KubeObject[] {
  if (tree.kind === 'list') return tree.items.flatMap((item) => objectsIn(item, expected));
  const said = textAt(tree, 'kind');
  if (at(tree, 'items')?.kind === 'list' && (said === '' || said.endsWith('List'))) {
    const kind = said === 'List' ? '' : said.replace(/List$/, '');
    return listAt(tree, 'items').flatMap((item) => objectsIn(item, kind));
  }
  return [{ kind: said || expected || kindByShape(tree), tree }];
}

function kindByShape(tree: YamlTree): string {
  if (at(tree, 'status', 'podIP') !== undefined || at(tree, 'status', 'podIPs') !== undefined) {
    return 'Pod';
  }
  if (
    at(tree, 'spec', 'containers')?.kind === 'list' &&
    at(tree, 'status', 'phase') !== undefined
  ) {
    return 'Pod';
  }
  if (at(tree, 'spec', 'clusterIP') !== undefined) return 'Service';
  if (at(tree, 'endpoints') !== undefined && at(tree, 'addressType') !== undefined) {
    return 'EndpointSlice';
  }
  return '';
}

interface Page {
  readonly file: number;
  readonly tree: YamlTree;
  readonly items: number;
  /** Undefined: the server has not said how many follow. */
  readonly remaining: number | undefined;
  readonly goesOn: boolean;
}

/**
 * A record in each file with a list that goes on in a page that no file of the run has. Pages of one list have its kind
 * and resource version.
 */
export function missingPages(
  files: readonly (readonly YamlTree[])[],
): readonly (readonly SourceRecord[])[] {
  const lists = new Map<string, Page[]>();
  for (const [file, trees] of files.entries()) {
    for (const tree of trees) {
      const metadata = at(tree, 'metadata');
      if (at(tree, 'items')?.kind !== 'list') continue;
      const count = textAt(metadata, 'remainingItemCount');
      const goesOn = textAt(metadata, 'continue') !== '' || Number(count || 0) > 0;
      const key = `${textAt(tree, 'kind')} ${textAt(metadata, 'resourceVersion')}`;
      const page: Page = {
        file,
        tree,
        items: listAt(tree, 'items').length,
        remaining: count === '' ? undefined : Number(count),
        goesOn,
      };
      lists.set(key, [...(lists.get(key) ?? []), page]);
    }
  }
  const records: SourceRecord[][] = files.map(() => []);
  for (const pages of lists.values()) {
    for (const { file, remaining, tree } of missingOf(pages)) {
      const rest = remaining === undefined ? 'more' : `${remaining} more`;
      const what = `${textAt(tree, 'kind') || 'a list'}: ${rest} items are in pages that are not here`;
      const span = at(tree, 'metadata')?.span ?? tree.span;
      records[file]?.push(skipped(span, what, 'pages-missing'));
    }
  }
  return records;
}

/** The pages of a list that go on, unless those that are here hold all that they count. */
function missingOf(pages: readonly Page[]): readonly Page[] {
  const open = pages.filter(({ goesOn }) => goesOn);
  const all = pages.reduce((sum, { items }) => sum + items, 0);
  const counted = open.map(({ items, remaining }) =>
    remaining === undefined ? Infinity : items + remaining,
  );
  // A page that does not go on is the last; the first counts all that follow it.
  const isWhole = pages.some(({ goesOn }) => !goesOn) && Math.max(...counted, 0) <= all;
  return isWhole ? [] : open;
}
