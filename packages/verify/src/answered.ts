/** Openings that an entry which lets answers through may belong to: what makes it needed on a router without memory. */
import type { Family, Semantics } from '@aclift/ir';
import { intersectRanges, type Ranges } from '@aclift/packet-set';
import type { FilterRule } from './filter-rule.ts';
import { type FlowBox, icmpProtocol, icmpService, icmpTypeServices } from './flow.ts';
import { mirrored } from './reply.ts';

/**
 * ICMP replies with the requests that they answer.
 * @see IANA ICMP Parameters, ICMPv6 Parameters; RFC 792, RFC 4443, RFC 8335.
 */
const REPLIES: Readonly<Record<Family, readonly (readonly [reply: number, request: number])[]>> = {
  ipv4: [
    [0, 8],
    [14, 13],
    [16, 15],
    [18, 17],
    [43, 42],
  ],
  ipv6: [
    [129, 128],
    [161, 160],
  ],
};

/** ICMP errors: any router on the way may send them, about any flow of the receiver. */
const ERRORS: Readonly<Record<Family, readonly number[]>> = {
  ipv4: [3, 4, 11, 12],
  ipv6: [1, 2, 3, 4],
};

/**
 * Empty where the entry denies, or lets no answers through that could be told from openings, or where answers pass by
 * themselves.
 */
export function answeredOpenings(
  family: Family,
  { action, match }: FilterRule,
  { answers }: Pick<Semantics, 'answers'>,
): readonly FlowBox[] {
  if (action !== 'permit') return [];
  const protocol = icmpProtocol(family);
  const openings = answers.connections === 'pass' ? [] : match.answersMay.map(mirrored);
  if (answers.icmp === 'pass') return openings;
  for (const box of match.may) {
    if (box.service === undefined || !isOnly(box.protocol, protocol)) continue;
    const has = (type: number): boolean =>
      intersectRanges(box.service as Ranges, [icmpService(type)]).length > 0;
    const { source, destination } = mirrored(box);
    const ends = {
      ...(source === undefined ? {} : { source }),
      ...(destination === undefined ? {} : { destination }),
    };
    for (const [reply, request] of REPLIES[family]) {
      if (!has(reply)) continue;
      const service = [icmpTypeServices(family, request)];
      openings.push({ ...ends, protocol: [{ from: protocol, to: protocol }], service });
    }
    if (ERRORS[family].some(has)) openings.push(source === undefined ? {} : { source });
  }
  return openings;
}

function isOnly(protocols: Ranges | undefined, protocol: number): boolean {
  return protocols?.every(({ from, to }) => from === protocol && to === protocol) ?? false;
}

/** The request that an ICMP message of this type replies to; undefined: it is no reply. */
export function answeredIcmpType(family: Family, type: number): number | undefined {
  return REPLIES[family].find(([reply]) => reply === type)?.[1];
}

/** Whether ICMP messages of this type report on a packet of the receiver. */
export function isIcmpError(family: Family, type: number): boolean {
  return ERRORS[family].includes(type);
}
