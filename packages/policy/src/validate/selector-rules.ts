/** Rules for label selectors: form, and keys that do not do what they seem to. */
import type { LabelSelector } from '../api/meta.ts';
import {
  isIgnoredByCilium,
  isLabelKey,
  isLabelValue,
  isReservedByCilium,
  splitSource,
} from '../label.ts';
import type { ObjectPath } from '../path.ts';
import type { Judge } from './judge.ts';

/** `pod` and `namespace`: Kubernetes' selectors. `cilium`: keys may carry a source such as `k8s:`. */
export type SelectorOf = 'pod' | 'namespace' | 'cilium';

export function judgeSelector(
  selector: LabelSelector | undefined,
  path: ObjectPath,
  of: SelectorOf,
  judge: Judge,
): void {
  for (const [key, value] of Object.entries(selector?.matchLabels ?? {})) {
    const place = [...path, 'matchLabels', key];
    judgeKey(key, place, of, judge);
    if (!isLabelValue(value)) judge.add('policy/bad-label-value', place, { key, value });
  }
  for (const [at, requirement] of (selector?.matchExpressions ?? []).entries()) {
    const { key, operator, values = [] } = requirement;
    const place = [...path, 'matchExpressions', at];
    judgeKey(key, [...place, 'key'], of, judge);
    const wantsValues = operator === 'In' || operator === 'NotIn';
    if (wantsValues !== values.length > 0) {
      judge.add('policy/selector-values', place, { operator, count: values.length });
    }
    for (const [index, value] of values.entries()) {
      if (isLabelValue(value)) continue;
      judge.add('policy/bad-label-value', [...place, 'values', index], { key, value });
    }
  }
}

function judgeKey(written: string, path: ObjectPath, of: SelectorOf, judge: Judge): void {
  const { source, key } = of === 'cilium' ? splitSource(written) : { source: '', key: written };
  if (!isLabelKey(key)) {
    judge.add('policy/bad-label-key', path, { value: written });
    return;
  }
  const ofPod = of !== 'namespace' && (source === '' || source === 'k8s' || source === 'any');
  if (ofPod && isIgnoredByCilium(key)) judge.add('policy/ignored-label', path, { key: written });
  if (ofPod && isReservedByCilium(key)) {
    judge.add('policy/reserved-label-key', path, { key: written });
  }
}
