/** Permits whose answers the list in the other direction of the same interface drops. */
import type { Span } from '@aclift/diagnostics';
import type { Device, Family, Interface } from '@aclift/ir';
import { DiagramBudgetError, intersectRanges, type Ranges } from '@aclift/packet-set';
import { type FilterList, TCP, UDP } from '@aclift/verify';
import { askedPackets } from './entry-packets.ts';
import { type DeviceList, type ListModel, modelLists } from './list-model.ts';
import { DENY } from './list-space.ts';
import type { PacketBox } from './packet.ts';

/** UDP services that are of no use unanswered: DNS, Kerberos, NTP, SNMP queries, LDAP, RADIUS. @see IANA registry. */
const ANSWERED_UDP: Ranges = [53, 88, 123, 161, 389, 1812].map((port) => ({
  from: port,
  to: port,
}));

/** ACK set, nothing else asked for: what every packet of an answer has. */
const ACK: Ranges = [{ from: 16, to: 16 }];

/** States to look at for one answer that passes before the line is left alone. */
const SEARCH_BUDGET = 30_000;

/** A permit whose answers the other list of the interface drops, all of them. */
export interface UnansweredLine {
  readonly list: FilterList;
  readonly span: Span;
  /** The list that drops them. */
  readonly other: string;
  readonly interface: string;
}

/**
 * In order of the lists. Only lists that stand alone on an interface are judged: what is inspected or in a zone is
 * answered otherwise, and where answers pass by themselves nothing is. A line is named if no answer whatever to what it permits can pass, `evaluate` included.
 * @param nodeLimit most diagram nodes for a pair of lists; pairs that need more are left out.
 */
export function unansweredLines(
  device: Device,
  lists: readonly DeviceList[],
  nodeLimit: number,
): readonly UnansweredLine[] {
  if (device.semantics.answers.connections === 'pass') return [];
  const listOf = (via: Interface, family: Family, direction: 'in' | 'out') => {
    const binding = via.bindings.find((b) => b.family === family && b.direction === direction);
    return lists.find(({ list: { acl } }) => acl.name === binding?.list && acl.family === family);
  };
  const seen = new Set<string>();
  const found: UnansweredLine[] = [];
  for (const via of device.interfaces) {
    if (via.shutdown || via.inspected === true || via.zone !== undefined) continue;
    for (const family of ['ipv4', 'ipv6'] as const) {
      const [inbound, outbound] = [listOf(via, family, 'in'), listOf(via, family, 'out')];
      if (inbound === undefined || outbound === undefined) continue;
      const pair = `${inbound.list.id}\n${outbound.list.id}`;
      if (inbound === outbound || seen.has(pair)) continue;
      seen.add(pair);
      found.push(...unanswered(inbound, outbound, via, nodeLimit));
      found.push(...unanswered(outbound, inbound, via, nodeLimit));
    }
  }
  return found;
}

/** Lines of `forward` that permit openings whose answers `back` drops all. */
function unanswered(
  forward: DeviceList,
  back: DeviceList,
  via: Interface,
  nodeLimit: number,
): readonly UnansweredLine[] {
  // An empty list filters nothing.
  if (back.list.rules.length === 0) return [];
  try {
    return judge(forward, back, via, nodeLimit);
  } catch (error) {
    if (error instanceof DiagramBudgetError) return [];
    throw error;
  }
}

function judge(
  forward: DeviceList,
  back: DeviceList,
  via: Interface,
  nodeLimit: number,
): readonly UnansweredLine[] {
  const [own] = modelLists([forward]);
  const answers = (own as ListModel).lines.map(({ action, boxes, entry }) =>
    action === 'permit' && entry?.kind === 'ace' ? boxes.flatMap(answersTo) : [],
  );
  const [other] = modelLists([back], answers.flat(), nodeLimit);
  if (other === undefined) return [];
  const { asked, space, tree } = other;
  return answers.flatMap((boxes, k) => {
    const span = own?.lines[k]?.entry?.span;
    if (boxes.length === 0 || span === undefined) return [];
    const passes = boxes.some((box) => {
      const inside = space.box(askedPackets(box, asked));
      const by = tree.touching(0, tree.size, inside);
      const question = { inside: [inside], decided: { by, otherwise: DENY, not: DENY } };
      return space.find(question, SEARCH_BUDGET) !== undefined;
    });
    if (passes) return [];
    return [{ list: forward.list, span, other: back.list.acl.name, interface: via.name }];
  });
}

/** Answers to the openings of a box, ends turned round; none where it permits answers only, or nothing that is answered. */
function answersTo(box: PacketBox): readonly PacketBox[] {
  const { destination, flags, protocol, service, source, sourcePort } = box;
  const noTransport = box.fragment?.[0]?.from === 1 || box.undetermined?.[0]?.from === 1;
  if (flags !== undefined || noTransport) return [];
  const turned: PacketBox = {
    ...(destination === undefined ? {} : { source: destination }),
    ...(source === undefined ? {} : { destination: source }),
    ...(service === undefined ? {} : { sourcePort: service }),
    ...(sourcePort === undefined ? {} : { service: sourcePort }),
  };
  const has = (number: number): boolean =>
    protocol === undefined || protocol.some(({ from, to }) => from <= number && number <= to);
  const asks = service !== undefined && intersectRanges(service, ANSWERED_UDP);
  return [
    ...(has(TCP) ? [{ ...turned, protocol: [{ from: TCP, to: TCP }], flags: ACK }] : []),
    ...(has(UDP) && asks !== false && asks.length > 0 && protocol !== undefined
      ? [{ ...turned, protocol: [{ from: UDP, to: UDP }], sourcePort: asks }]
      : []),
  ];
}
