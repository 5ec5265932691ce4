/** Networks of any size in the shapes that campuses have, for measurements. */
import type { Device } from '@aclift/ir';
import { device, type PlainInterface } from './devices.ts';

/** How a generated network is wired, and how its routers know ways. */
export interface NetworkShape {
  /** `tree`: leaves at two cores that are joined; `chain`: each router between two others. */
  readonly wiring: 'tree' | 'chain';
  readonly routes: 'static' | 'ospf';
  readonly devices: number;
  /** Where lists are: at the subnets of hosts, or at the links between routers besides. */
  readonly lists: 'subnets' | 'everywhere';
}

const SPEAKS: Pick<PlainInterface, 'routing'> = {
  routing: [{ protocol: 'ospf', process: '1', family: 'ipv4', passive: false }],
};
const QUIET: Pick<PlainInterface, 'routing'> = {
  routing: [{ protocol: 'ospf', process: '1', family: 'ipv4', passive: true }],
};

/** About four interfaces a device; a list in each direction wherever there are lists. */
export function generatedNetwork({
  devices,
  lists,
  routes,
  wiring,
}: NetworkShape): readonly Device[] {
  const ospf = routes === 'ospf';
  const link = (at: string): PlainInterface => ({
    at: [at],
    ...(ospf ? SPEAKS : {}),
    ...(lists === 'everywhere' ? { in: 'LINK-IN', out: 'LINK-OUT' } : {}),
  });
  const lan = (at: string): PlainInterface => ({
    at: [at],
    in: 'LAN-IN',
    out: 'LAN-OUT',
    ...(ospf ? QUIET : {}),
  });
  const routing = ospf ? [{ protocol: 'ospf', process: '1', span: { start: 0, end: 0 } }] : [];
  return wiring === 'tree'
    ? treeOf(devices, link, lan, routing, ospf)
    : chainOf(devices, link, lan, routing, ospf);
}

type Links = (at: string) => PlainInterface;

/** Prefixes of leaf `i`: two subnets of hosts, and a link to each of two others. */
function subnets(i: number): {
  readonly hosts: readonly [string, string];
  readonly links: readonly [string, string];
} {
  const place = (base: number, k: number): string => `${base}.${k >> 8}.${k & 0xff}`;
  return {
    hosts: [place(10, i), place(11, i)],
    links: [place(12, i), place(13, i)],
  };
}

function treeOf(
  count: number,
  link: Links,
  lan: Links,
  routing: Device['routing'],
  ospf: boolean,
): readonly Device[] {
  const leaves = Array.from({ length: Math.max(1, count - 2) }, (_, i) => i);
  const cores = [0, 1].map((core) =>
    device(`core${core + 1}`, {
      routing,
      interfaces: {
        'TenGigabitEthernet0/0': link(`192.0.2.${core + 1}/30`),
        ...(core === 0 ? { 'TenGigabitEthernet0/1': link('198.51.100.2/30') } : {}),
        ...Object.fromEntries(
          leaves.map((i) => [
            `GigabitEthernet1/${i}`,
            link(`${subnets(i).links[core as 0 | 1]}.1/30`),
          ]),
        ),
      },
      routes: [
        core === 0 ? '0.0.0.0/0 via 198.51.100.1' : '0.0.0.0/0 via 192.0.2.1',
        ...(ospf
          ? []
          : leaves.flatMap((i) => {
              const { hosts, links } = subnets(i);
              return hosts.map((prefix) => `${prefix}.0/24 via ${links[core as 0 | 1]}.2`);
            })),
      ],
    }),
  );
  return [
    ...cores,
    ...leaves.map((i) => {
      const { hosts, links } = subnets(i);
      return device(`leaf${i}`, {
        routing,
        interfaces: {
          Vlan10: lan(`${hosts[0]}.1/24`),
          Vlan20: lan(`${hosts[1]}.1/24`),
          'GigabitEthernet0/1': link(`${links[0]}.2/30`),
          'GigabitEthernet0/2': link(`${links[1]}.2/30`),
        },
        routes: ospf ? [] : links.map((prefix) => `0.0.0.0/0 via ${prefix}.1`),
      });
    }),
  ];
}

function chainOf(
  count: number,
  link: Links,
  lan: Links,
  routing: Device['routing'],
  ospf: boolean,
): readonly Device[] {
  const chain = Array.from({ length: count }, (_, i) => i);
  return chain.map((i) => {
    const { hosts, links } = subnets(i);
    const before = subnets(i - 1).links[0];
    return device(`hop${i}`, {
      routing,
      interfaces: {
        Vlan10: lan(`${hosts[0]}.1/24`),
        Vlan20: lan(`${hosts[1]}.1/24`),
        'GigabitEthernet0/1': i === 0 ? link('198.51.100.2/30') : link(`${before}.2/30`),
        ...(i === count - 1 ? {} : { 'GigabitEthernet0/2': link(`${links[0]}.1/30`) }),
      },
      routes: [
        i === 0 ? '0.0.0.0/0 via 198.51.100.1' : `0.0.0.0/0 via ${before}.1`,
        ...(ospf
          ? []
          : i < count - 1
            ? ['10.0.0.0/8', '11.0.0.0/8'].map((prefix) => `${prefix} via ${links[0]}.2`)
            : []),
      ],
    });
  });
}
