/** Services as people and decisions spell them: `tcp/443`, `udp/8000-8080`, `icmp/8`, `any`. */
import type { Family } from '@aclift/ir';
import { equalRanges } from '@aclift/packet-set';
import { ALL_PORTS, allServices, includesServices, type Services, TRANSPORTS } from './services.ts';

/** At least one text, unless there is no service. */
export function serviceTexts(family: Family, services: Services): readonly string[] {
  const everything = allServices(family);
  if (includesServices(services, everything)) return ['any'];
  const ports = TRANSPORTS.flatMap(({ name }) => {
    const protocol = name.toLowerCase();
    if (equalRanges(services.ports[name], ALL_PORTS)) return [protocol];
    return services.ports[name].map(({ from, to }) =>
      from === to ? `${protocol}/${from}` : `${protocol}/${from}-${to}`,
    );
  });
  const icmp =
    services.icmp.length === everything.icmp.length
      ? ['icmp']
      : services.icmp.map((type) => `icmp/${type}`);
  return [...ports, ...icmp, ...(services.others ? ['other protocols'] : [])];
}
