/** Answers to flows, and flows of answers: ends and ports change places, an ICMP request becomes its reply. */
import type { Family } from '@aclift/ir';
import {
  type Diagram,
  intersectRanges,
  type Range,
  type Ranges,
  type Space,
} from '@aclift/packet-set';
import { type FlowBox, type FlowField, icmpProtocol, SCTP, TCP, UDP } from '@aclift/verify';

/** Requests with their replies, as types. @see RFC 792, RFC 4443, RFC 8335. */
const PAIRS: Readonly<Record<Family, readonly (readonly [request: number, reply: number])[]>> = {
  ipv4: [
    [8, 0],
    [13, 14],
    [15, 16],
    [17, 18],
    [42, 43],
  ],
  ipv6: [
    [128, 129],
    [160, 161],
  ],
};

/** Types of ICMP errors that senders need: unreachable, time exceeded and the like, packet too big. */
export const ERRORS: Readonly<Record<Family, readonly number[]>> = {
  ipv4: [3, 11, 12],
  ipv6: [1, 2, 3],
};

/** Every value of `service` that somebody may ask about who looks for answers and errors, to be announced as cuts. */
export function messageServices(family: Family): readonly Range<number>[] {
  return [...PAIRS[family].flat(), ...ERRORS[family]].map((type) => ({
    from: type * 256,
    to: type * 256 + 255,
  }));
}

/**
 * The set seen from the other end.
 * @param turn `answer`: requests become replies; `opening`: replies become requests. Other ICMP messages have no mirror.
 */
export function mirror(
  space: Space<FlowField>,
  family: Family,
  flows: Diagram,
  turn: 'answer' | 'opening',
): Diagram {
  const boxes: Diagram[] = [];
  for (const box of space.regions(flows)) {
    for (const one of mirrorBox(family, box, turn)) boxes.push(space.box(one));
  }
  return space.unionAll(boxes);
}

/** The same of one box. */
export function mirrorBox(
  family: Family,
  box: FlowBox,
  turn: 'answer' | 'opening',
): readonly FlowBox[] {
  const protocols = box.protocol ?? [{ from: 0, to: 255 }];
  const ends: FlowBox = {
    ...(box.destination === undefined ? {} : { source: box.destination }),
    ...(box.source === undefined ? {} : { destination: box.source }),
  };
  const icmp = icmpProtocol(family);
  const only = (wanted: readonly number[]): Ranges =>
    intersectRanges(
      protocols,
      wanted.toSorted((a, b) => a - b).map((one) => ({ from: one, to: one })),
    );
  const ported = only([TCP, UDP, SCTP]);
  const out: FlowBox[] = [];
  if (ported.length > 0) {
    out.push({
      ...ends,
      protocol: ported,
      ...(box.sourcePort === undefined ? {} : { service: box.sourcePort }),
      ...(box.service === undefined ? {} : { sourcePort: box.service }),
    });
  }
  if (only([icmp]).length > 0) {
    for (const [request, reply] of PAIRS[family]) {
      const [from, to] = turn === 'answer' ? [request, reply] : [reply, request];
      const met =
        box.service === undefined ||
        intersectRanges(box.service, [{ from: from * 256, to: from * 256 + 255 }]).length > 0;
      // The code of requests and replies is 0; whoever names another one means nothing that exists.
      if (met) {
        out.push({
          ...ends,
          protocol: [{ from: icmp, to: icmp }],
          service: [{ from: to * 256, to: to * 256 + 255 }],
        });
      }
    }
  }
  const rest = protocols.flatMap((range) => without(range, [TCP, UDP, SCTP, icmp]));
  if (rest.length > 0) out.push({ ...ends, protocol: rest });
  return out;
}

function without(range: Range, numbers: readonly number[]): Range[] {
  let pieces: Range<number>[] = [{ from: Number(range.from), to: Number(range.to) }];
  for (const number of numbers) {
    pieces = pieces.flatMap(({ from, to }) =>
      from <= number && number <= to
        ? [
            { from, to: number - 1 },
            { from: number + 1, to },
          ].filter((one) => one.from <= one.to)
        : [{ from, to }],
    );
  }
  return pieces;
}
