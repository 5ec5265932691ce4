/** Ports and ICMP types of one item of a Cilium rule. */
import { icmpTypeNumber, type PortProtocol, type PortRule, readCiliumPort } from '@aclift/policy';
import { canonical } from './canonical.ts';
import type { CiliumItem, ItemContext } from './cilium-context.ts';
import { namesPeers } from './cilium-peers.ts';
import { icmpProtocol, icmpService, MAX_PORT, SCTP, TCP, UDP } from './flow.ts';
import type { RuleCaveat, ServiceMatch } from './policy-model.ts';
import type { ServicePart } from './rule-parts.ts';

/** Numbers of protocols that need the agent's flag `enable-extended-ip-protocols`. */
const EXTENDED: Readonly<Record<string, number>> = {
  VRRP: 112,
  IGMP: 2,
  GRE: 47,
  IPIP: 4,
  IPV6: 41,
  ESP: 50,
  AH: 51,
};

const TRANSPORT: Readonly<Record<string, readonly number[]>> = {
  ANY: [TCP, UDP, SCTP],
  TCP: [TCP],
  UDP: [UDP],
  SCTP: [SCTP],
};

/** What the item's ports and ICMP types match. Neither: every protocol if it names peers, else nothing at all. */
export function ciliumServices(context: ItemContext, item: CiliumItem): readonly ServicePart[] {
  const given = (item.ports ?? []).length > 0 || (item.icmps ?? []).length > 0;
  // Neither peer nor port: the item matches nothing; it only puts its subjects into default deny.
  const parts = given
    ? servicesOf(context, item)
    : [{ services: namesPeers(item) ? [{}] : [] } satisfies ServicePart];
  const mode = item.authentication?.mode ?? 'disabled';
  if (mode === 'disabled') return parts;
  context.note('authentication', `authentication ${mode}`);
  return parts.map((part) => ({
    ...part,
    caveat: part.caveat ?? 'authentication',
    question: `${part.question ?? ''} authentication ${mode}`,
    looksInto: true,
  }));
}

function servicesOf(context: ItemContext, item: CiliumItem): readonly ServicePart[] {
  interface Part {
    readonly caveat: RuleCaveat | undefined;
    readonly question: string;
    readonly inside: boolean;
    readonly services: ServiceMatch[];
  }
  const parts: Part[] = [{ caveat: undefined, question: '', inside: false, services: [] }];
  const add = (part: Omit<Part, 'services'>, services: readonly ServiceMatch[]): void => {
    const known = parts.find(
      ({ caveat, inside, question }) =>
        part.caveat === caveat && part.inside === inside && part.question === question,
    );
    if (known === undefined) parts.push({ ...part, services: [...services] });
    else known.services.push(...services);
  };
  for (const rule of item.ports ?? []) {
    const inside = looksInside(rule);
    if (inside) context.note('layer-7', 'layer 7 conditions');
    const { ports = [], ...conditions } = rule;
    for (const entry of ports) {
      const { caveat, services } = portMatch(context, entry);
      const asks = [
        ...(caveat === undefined ? [] : [`port ${entry.port} ${entry.protocol}`]),
        ...(inside ? [canonical(conditions)] : []),
      ];
      const weakest = caveat ?? (inside ? ('layer-7' as const) : undefined);
      add({ caveat: weakest, question: asks.join(' '), inside }, services);
    }
  }
  for (const { fields = [] } of item.icmps ?? []) {
    for (const field of fields) {
      if (((field.family ?? 'IPv4') === 'IPv4') !== (context.family === 'ipv4')) continue;
      const protocol = icmpProtocol(context.family);
      // The definition checks text only; a larger number is a type that no packet has.
      if (typeof field.type === 'number' && field.type > 255) continue;
      const type = icmpTypeNumber(field);
      if (type === undefined) context.undecided('unreadable', `ICMP type ${field.type}`);
      // Type 0 shares its field with the wildcard (cilium/cilium#41304).
      add(
        {
          caveat: type === undefined ? 'unreadable' : undefined,
          question: type === undefined ? `ICMP type ${field.type}` : '',
          inside: false,
        },
        [
          type === undefined || type === 0
            ? { protocol }
            : { protocol, service: [icmpService(type)] },
        ],
      );
    }
  }
  return parts.map(({ caveat, inside, question, services }) => ({
    services,
    ...(caveat === undefined ? {} : { caveat, question }),
    ...(inside ? { looksInto: true as const } : {}),
    ...(caveat === 'named-port' ? { podsOnly: context.direction === 'egress' } : {}),
  }));
}

/** Whether more than ports is asked of what passes. */
function looksInside({
  listener,
  originatingTLS,
  rules,
  serverNames,
  terminatingTLS,
}: PortRule): boolean {
  const asks =
    typeof rules === 'object' &&
    rules !== null &&
    Object.values(rules).some((list) => !Array.isArray(list) || list.length > 0);
  return (
    asks ||
    (serverNames ?? []).length > 0 ||
    [listener, terminatingTLS, originatingTLS].some((part) => part !== undefined && part !== null)
  );
}

function portMatch(
  context: ItemContext,
  { port, endPort, protocol = 'ANY' }: PortProtocol,
): { readonly caveat?: RuleCaveat; readonly services: readonly ServiceMatch[] } {
  const extended = EXTENDED[protocol];
  if (extended !== undefined) {
    context.note('extended-protocol', `protocol ${protocol}`);
    return { caveat: 'extended-protocol', services: [{ protocol: extended }] };
  }
  const over = (from: number, to: number): readonly ServiceMatch[] =>
    (TRANSPORT[protocol] ?? []).map((number) => ({ protocol: number, service: [{ from, to }] }));
  const read = port === undefined ? undefined : readCiliumPort(port);
  if (read === undefined) {
    context.undecided('unreadable', `port ${port ?? '(none)'}`);
    return { caveat: 'unreadable', services: over(0, MAX_PORT) };
  }
  if (read.kind === 'name') {
    context.undecided('named-port', `the container port called ${read.name}`);
    return { caveat: 'named-port', services: over(1, MAX_PORT) };
  }
  const from = read.number;
  // Zero is every port, and then there is no end to it; an end at or below the port is ignored.
  if (from === 0) return { services: over(0, MAX_PORT) };
  return { services: over(from, Math.max(from, endPort ?? from)) };
}
