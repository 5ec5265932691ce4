/** Services as the entries of lists name them: what a person once wrote as one line makes a good rule. */
import type { Family } from '@aclift/ir';
import { intersectRanges, normalizeRanges, type Ranges } from '@aclift/packet-set';
import {
  type FilterList,
  type FilterRule,
  icmpProtocol,
  icmpTypeServices,
  openingIcmpTypes,
} from '@aclift/verify';
import {
  ALL_PORTS,
  icmpMessage,
  serviceKey,
  type Services,
  type Transport,
  TRANSPORTS,
} from '../rows/services.ts';

/** Each set once, in the order of the lists. Entries about every protocol name none. */
export function wordingsOf(lists: Iterable<FilterList>): readonly Services[] {
  const found = new Map<string, Services>();
  for (const { acl, rules } of lists) {
    for (const rule of rules) {
      const services = named(acl.family, rule);
      found.set(serviceKey(services), services);
    }
  }
  return [...found.values()];
}

function named(family: Family, { match }: FilterRule): Services {
  const within = (protocol: number, all: Ranges<number>): Ranges<number> =>
    normalizeRanges(
      match.must.flatMap((box) =>
        intersectRanges(box.protocol ?? [], [{ from: protocol, to: protocol }]).length > 0
          ? ((box.service ?? all) as Ranges<number>)
          : [],
      ),
    );
  const ports = (name: Transport): Ranges<number> => {
    const number = TRANSPORTS.find((transport) => transport.name === name)?.number ?? 0;
    return intersectRanges(within(number, ALL_PORTS), ALL_PORTS);
  };
  const types = within(icmpProtocol(family), [{ from: 0, to: 0xffff }]);
  return {
    ports: { TCP: ports('TCP'), UDP: ports('UDP'), SCTP: ports('SCTP') },
    icmp: openingIcmpTypes(family)
      .filter((type) => {
        const { from, to } = icmpTypeServices(family, type);
        return types.some((range) => range.from <= from && range.to >= to);
      })
      .map((type) => icmpMessage(family, type)),
    others: false,
  };
}
