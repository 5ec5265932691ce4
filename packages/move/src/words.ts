/** Flows and addresses as people write them. */
import { type Family, showIpv4 } from '@aclift/ir';
import type { Range, Ranges, Space, Diagram } from '@aclift/packet-set';
import {
  type Flow,
  type FlowField,
  hasPorts,
  icmpProtocol,
  protocolName,
  showAddress,
} from '@aclift/verify';
import type { FlowText } from './diagnostic.ts';
import { addressMatches } from './line.ts';

/** Some flow of a set, with usual ports where it has them. @returns undefined: the set is empty. */
export function exampleOf(
  space: Space<FlowField>,
  family: Family,
  flows: Diagram,
): FlowText | undefined {
  const point = space.witness(flows, { sourcePort: 49152, protocol: 6, service: 443 });
  return point === undefined ? undefined : flowText(family, point);
}

function flowText(family: Family, flow: Flow): FlowText {
  const protocol = Number(flow.protocol);
  const name = protocolName(family, protocol);
  const service = hasPorts(protocol)
    ? `${name} ${flow.service}`
    : protocol === icmpProtocol(family)
      ? `${name} type ${Number(flow.service) >> 8}`
      : name;
  return {
    from: showAddress(family, flow.source),
    to: showAddress(family, flow.destination),
    service,
  };
}

/** `10.1.10.0/24, 10.1.30.7`; at most four, then how many more. */
export function addressesText(ranges: Ranges, family: Family): string {
  const blocks = ranges.flatMap((range: Range) =>
    addressMatches([range], family).map((match) => {
      switch (match.kind) {
        case 'any':
          return 'every address';
        case 'host':
          return showIpv4(match.address);
        case 'wildcard':
          return `${showIpv4(match.base)}/${Math.clz32(match.wildcard)}`;
        case 'host6':
          return match.address;
        case 'prefix6':
          return `${match.address}/${match.length}`;
        case 'object-group':
          return match.name;
      }
    }),
  );
  return blocks.length <= 4
    ? blocks.join(', ')
    : `${blocks.slice(0, 3).join(', ')} and ${blocks.length - 3} more`;
}
