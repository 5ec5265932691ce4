/** Rules for CIDR texts and their exceptions. */
import type { ObjectPath } from '../path.ts';
import type { Judge } from './judge.ts';
import { contains, parsePrefix } from './prefix.ts';
import type { Prefix } from './prefix.ts';

/** Kubernetes takes leading zeros (as decimal) and warns; Cilium refuses them. */
export type CidrReader = 'kubernetes' | 'cilium';

export function judgeCidr(
  text: string,
  path: ObjectPath,
  reader: CidrReader,
  judge: Judge,
): Prefix | undefined {
  const prefix = parsePrefix(text);
  const leadingZero = /(?:^|\.)0[0-9]/.test(text) && !text.includes(':');
  if (prefix === undefined || (leadingZero && reader === 'cilium')) {
    judge.add('policy/bad-cidr', path, { value: text });
    return undefined;
  }
  const { canonical, length } = prefix;
  const strict = reader === 'kubernetes' ? strictFault(prefix, leadingZero) : undefined;
  if (strict !== undefined) {
    judge.add('policy/strict-cidr', path, { value: text, reason: strict, canonical });
  } else if (text !== canonical) judge.add('policy/loose-cidr', path, { value: text, canonical });
  if (length === 0) judge.add('policy/any-as-cidr', path, { value: text });
  return prefix;
}

/**
 * What the API server refuses since it validates strictly.
 * @see Kubernetes 1.36, feature gate StrictIPCIDRValidation; apimachinery pkg/util/validation/ip.go: parseCIDR.
 */
function strictFault(
  { hostBits, mapped }: Prefix,
  leadingZero: boolean,
): 'leading-zeros' | 'ipv4-mapped' | 'host-bits' | undefined {
  if (leadingZero) return 'leading-zeros';
  if (mapped) return 'ipv4-mapped';
  return hostBits ? 'host-bits' : undefined;
}

/** A CIDR with its exceptions. Kubernetes wants each of them strictly inside; for Cilium inside is enough. */
export function judgeBlock(
  block: { readonly cidr: string; readonly except?: readonly string[] },
  path: ObjectPath,
  reader: CidrReader,
  judge: Judge,
): void {
  const outer = judgeCidr(block.cidr, [...path, 'cidr'], reader, judge);
  for (const [at, text] of (block.except ?? []).entries()) {
    const place = [...path, 'except', at];
    const inner = judgeCidr(text, place, reader, judge);
    if (outer === undefined || inner === undefined) continue;
    const strict = reader === 'kubernetes' && inner.length === outer.length;
    if (contains(outer, inner) && !strict) continue;
    judge.add('policy/except-outside-cidr', place, { value: text, cidr: block.cidr });
  }
}
