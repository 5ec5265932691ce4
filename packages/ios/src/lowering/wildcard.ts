/** Wildcard masks: what the device stores, and which masks are probably typing errors. */
import { showIpv4 } from '@aclift/ir';
import type { Span } from '@aclift/diagnostics';
import type { Report } from '../report.ts';

/** A set bit above a run of ones with a gap between: `0.0.16.255` for `0.0.15.255`, `0.0.0.128` for `0.0.0.127`. */
export function isSuspicious(wildcard: number): boolean {
  const top = highestBit(wildcard);
  const rest = (wildcard ^ top) >>> 0;
  return top > 1 && (rest & (rest + 1)) === 0 && rest < top - 1;
}

/** Contiguous from the left, as a subnet mask is; `any` and `host` are neither. */
export function isNetmask(wildcard: number): boolean {
  const inverted = ~wildcard >>> 0;
  return wildcard !== 0 && inverted !== 0 && (inverted & (inverted + 1)) === 0;
}

/** Contiguous from the right, as nearly all wildcards are. */
export function isContiguous(wildcard: number): boolean {
  return (wildcard & (wildcard + 1)) === 0;
}

function highestBit(value: number): number {
  return value === 0 ? 0 : (1 << (31 - Math.clz32(value))) >>> 0;
}

function bitCount(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count += 1;
  return count;
}

/**
 * Says what is surprising about `address wildcard`. The meaning stays literal in every case: the device takes it so.
 * @param span of the two words.
 */
export function reportWildcard(
  address: number,
  wildcard: number,
  span: Span,
  report: Report,
): void {
  const base = (address & ~wildcard) >>> 0;
  if (isNetmask(wildcard)) {
    report.add('ios/netmask-as-wildcard', span, {
      written: `${showIpv4(address)} ${showIpv4(wildcard)}`,
      means: `${showIpv4(base)} ${showIpv4(wildcard)}`,
      meant: `${showIpv4((address & wildcard) >>> 0)} ${showIpv4(~wildcard >>> 0)}`,
    });
    return;
  }
  if (base !== address) {
    report.add('ios/host-bits-cleared', span, {
      written: showIpv4(address),
      stored: showIpv4(base),
    });
  }
  if (isContiguous(wildcard)) return;
  if (isSuspicious(wildcard)) {
    report.add('ios/suspicious-wildcard', span, {
      wildcard: showIpv4(wildcard),
      meant: showIpv4(highestBit(wildcard) - 1),
    });
  } else {
    report.add('ios/discontiguous-wildcard', span, {
      wildcard: showIpv4(wildcard),
      bits: bitCount(wildcard),
    });
  }
}
