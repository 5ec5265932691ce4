/** IPv6 lists that stop neighbour discovery: hosts behind them lose their neighbours within seconds. */
import { askedPackets, DENY, type ListModel, type PacketBox } from '@aclift/lists';
import { icmpProtocol, icmpTypeServices } from '@aclift/verify';
import type { Finding, ListName } from './finding.ts';
import { lineFinding } from './line-finding.ts';

/** States to look at for one message that passes before the list is left alone. */
const SEARCH_BUDGET = 30_000;

/** @see RFC 4861, section 4. */
const MESSAGES: readonly (readonly [type: number, name: string])[] = [
  [135, 'neighbour solicitation'],
  [136, 'neighbour advertisement'],
];

/** Neighbours ask and answer from these addresses whatever others they have. @see RFC 4291, section 2.5.6. */
const LINK_LOCAL: PacketBox = {
  source: [{ from: 0xfe80n << 112n, to: (0xfec0n << 112n) - 1n }],
};

/** Boxes of the two messages, for the space of a list. */
export const NEIGHBOUR_BOXES: readonly PacketBox[] = MESSAGES.flatMap(([type]) => [
  messageBox(type),
  { ...messageBox(type), ...LINK_LOCAL },
]);

function messageBox(type: number): PacketBox {
  return {
    protocol: [{ from: icmpProtocol('ipv6'), to: icmpProtocol('ipv6') }],
    service: [icmpTypeServices('ipv6', type)],
  };
}

/**
 * At most one, at the line that first stops such messages from link-local addresses.
 * @param model of a list that filters an interface, in a space that knows {@link NEIGHBOUR_BOXES}.
 */
export function neighbourFindings(model: ListModel): readonly Finding[] {
  const { asked, lines, list, space, tree } = model;
  const { acl, device } = list;
  if (acl.family !== 'ipv6' || lines.every(({ entry }) => entry === undefined)) return [];
  const stopped = MESSAGES.filter(([type]) => {
    const inside = space.box(askedPackets(messageBox(type), asked));
    const by = tree.touching(0, tree.size, inside);
    const question = { inside: [inside], decided: { by, otherwise: DENY, not: DENY } };
    return space.find(question, SEARCH_BUDGET) === undefined;
  });
  const [first] = stopped;
  if (first === undefined) return [];
  const message = space.box(askedPackets({ ...messageBox(first[0]), ...LINK_LOCAL }, asked));
  const by = lines.findIndex(
    ({ action, entry }, k) =>
      entry !== undefined && action === 'deny' && space.subtract(message, tree.line(k)) !== message,
  );
  const name: ListName = { source: device.source, family: acl.family, name: acl.name };
  const facts = { list: acl.name, messages: stopped.map(([, text]) => text) };
  return [
    lineFinding(name, lines[by]?.entry?.span ?? acl.span, {
      code: 'lint/no-neighbour-discovery',
      facts,
    }),
  ];
}
