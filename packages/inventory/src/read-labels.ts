/** Reads a `labels` map and holds it against the rules of Kubernetes and the surprises of Cilium. */
import { FILL_IN, mapAt, textAt } from './field-reader.ts';
import { isIgnoredByCilium, isLabelValue, isReservedByCilium, labelKeyFault } from './label.ts';
import { isReleaseLabel } from './release-label.ts';
import type { Reporter } from './reporter.ts';
import type { YamlTree } from './yaml-tree.ts';

export type Labels = Readonly<Record<string, string>>;

/** `unfinished`: something still says FILL-IN. `faulty`: something was reported as an error and left out. */
export type LabelState = 'complete' | 'unfinished' | 'faulty';

/**
 * @param of whose labels: Cilium's warnings concern pods only.
 * @returns the good labels, sorted by key.
 */
export function readLabels(
  tree: YamlTree,
  at: string,
  of: 'pod' | 'namespace',
  reporter: Reporter,
): { readonly labels: Labels; readonly state: LabelState } {
  const found: [string, string][] = [];
  const map = mapAt(tree, at, reporter);
  let state: LabelState = map === undefined ? 'faulty' : 'complete';
  for (const { key, keySpan, value } of map?.entries ?? []) {
    const text = textAt(value, `${at}.${key}`, reporter);
    const fault = labelKeyFault(key);
    if (fault !== undefined) reporter.add('inventory/bad-label-key', keySpan, { key, fault });
    if (text === undefined || fault !== undefined) {
      state = 'faulty';
      continue;
    }
    if (text.text === FILL_IN || key === FILL_IN) {
      if (state === 'complete') state = 'unfinished';
      continue;
    }
    if (!isLabelValue(text.text)) {
      state = 'faulty';
      reporter.add('inventory/bad-label-value', text.span, { key, value: text.text });
      continue;
    }
    if (of === 'pod' && isIgnoredByCilium(key)) {
      reporter.add('inventory/label-ignored-by-cilium', keySpan, { key });
    } else if (of === 'pod' && isReleaseLabel(key)) {
      reporter.add('inventory/release-label', keySpan, { key });
    }
    if (of === 'pod' && isReservedByCilium(key)) {
      reporter.add('inventory/reserved-label-key', keySpan, { key });
    }
    found.push([key, text.text]);
  }
  found.sort(([a], [b]) => (a < b ? -1 : 1));
  return { labels: Object.fromEntries(found), state };
}

/** `{app: web, tier: front}` for messages. */
export function showLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
  return `{${pairs.join(', ')}}`;
}
