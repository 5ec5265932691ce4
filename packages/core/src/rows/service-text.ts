/** Services as people and decisions spell them: `tcp/443`, `udp/8000-8080`, `icmp/8`, `icmpv6/128`, `any`. */
import { equalRanges } from '@aclift/packet-set';
import { type Stack, familiesOf } from '../sides/stack.ts';
import {
  ALL_PORTS,
  allIcmp,
  allServices,
  icmpTypeOf,
  includesServices,
  type Services,
  TRANSPORTS,
} from './services.ts';

/** At least one text, unless there is no service. */
export function serviceTexts(stack: Stack, services: Services): readonly string[] {
  const everything = allServices(stack);
  if (includesServices(services, everything)) return ['any'];
  const ports = TRANSPORTS.flatMap(({ name }) => {
    const protocol = name.toLowerCase();
    if (equalRanges(services.ports[name], ALL_PORTS)) return [protocol];
    return services.ports[name].map(({ from, to }) =>
      from === to ? `${protocol}/${from}` : `${protocol}/${from}-${to}`,
    );
  });
  const icmp = familiesOf(stack).flatMap((family) => {
    const word = family === 'ipv4' ? 'icmp' : 'icmpv6';
    const types = services.icmp.map(icmpTypeOf).filter((of) => of.family === family);
    return types.length === allIcmp(family).length
      ? [word]
      : types.map(({ type }) => `${word}/${type}`);
  });
  return [...ports, ...icmp, ...(services.others ? ['other protocols'] : [])];
}
