/**
 * IPv4 and IPv6 together. Labels know no family, so what drafts say of pods holds for both; addresses outside are of one
 * family each. Drafting therefore works with addresses of both families on one line, and everything else with one at a time.
 */
import type { Family } from '@aclift/ir';
import { intersectRanges, type Range, type Ranges } from '@aclift/packet-set';
import { maxAddress } from '@aclift/verify';

/** The families that drafts are about. */
export type Stack = Family | 'dual';

/** Where IPv6 begins on the line; behind IPv4 with a gap, so that no range runs from one into the other. */
const LINE_START: Readonly<Record<Family, bigint>> = { ipv4: 0n, ipv6: 1n << 33n };

/** In the order of the line. */
export function familiesOf(stack: Stack): readonly Family[] {
  return stack === 'dual' ? ['ipv4', 'ipv6'] : [stack];
}

/** The stack of one or two families. @throws Error for none. */
export function stackOf(families: readonly Family[]): Stack {
  const [only] = families;
  if (only === undefined) throw new Error('a stack has at least one family');
  return families.length > 1 ? 'dual' : only;
}

/** Addresses of a family as the stack writes them: on the line of both, or just as they are. */
export function toLine(stack: Stack, family: Family, addresses: Ranges): Ranges {
  if (stack !== 'dual') return addresses;
  const start = LINE_START[family];
  return addresses.map(({ from, to }): Range => ({
    from: BigInt(from) + start,
    to: BigInt(to) + start,
  }));
}

/** The addresses of one family among those of the stack: the reverse of {@link toLine}. */
export function fromLine(stack: Stack, family: Family, line: Ranges): Ranges {
  if (stack !== 'dual') return stack === family ? line : [];
  const start = LINE_START[family];
  const own = intersectRanges(line, [{ from: start, to: start + BigInt(maxAddress(family)) }]);
  const back = (value: bigint): number | bigint =>
    family === 'ipv4' ? Number(value - start) : value - start;
  return own.map(({ from, to }): Range => ({ from: back(BigInt(from)), to: back(BigInt(to)) }));
}
