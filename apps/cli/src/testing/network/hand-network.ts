/**
 * Networks written down in a few lines for cases that are worked out by hand. One text for each device:
 *
 * ```
 * switch                                        it does not route
 * gateway 10.1.1.1                              of a switch
 * Gi0/0 10.1.1.1/24 10.1.2.1/24 in A out B      later addresses are secondary
 * Vlan10 10.1.1.1/24 vip 10.1.1.254 common C vrf RED policy P pbr M ospf shut
 * Se0/0 unnumbered Lo0
 * port Gi1/1 10 in P                            of VLAN 10, of the segment that has that number
 * trunk Gi1/9 in P
 * route [vrf RED] 10.9.0.0/16 [Gi0/0] [10.1.1.9 | null] [200]
 * ospf [10.0.0.0/8] [passive Gi0/0 | only Gi0/1] [redistribute static]
 * bgp 65001 network 10.1.1.0/24 neighbor 10.0.0.2 65002
 * map VM 10 drop A forward                      clauses: action with a list, or without for every packet
 * policy P drop A pass B+C                      a class each, of one list or of two that both have to permit
 * pbr M null A pass B deny C                    a clause each; deny has Null0, too, for nothing
 * list A permit tcp any host 10.1.2.10 eq 80
 * list 17 standard permit host 10.1.1.10
 * empty E
 * ```
 */
import {
  readBgp,
  readEntry,
  readMap,
  readOspf,
  readPolicy,
  readPrefix,
  readRoute,
  readRouteMap,
  Words,
} from './hand-lines.ts';
import {
  type AddressData,
  baseOf,
  type BgpData,
  type InterfaceData,
  type InterfaceKind,
  ip,
  type ListData,
  type NetworkData,
  type OspfData,
  type PolicyMapData,
  type RouteMapData,
  sameSubnet,
  showIp,
  type StaticData,
  type VlanMapData,
} from './network-data.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Reads the notation above. Throws on what it does not know: a mistake in a case must not become another case. */
export function handNetwork(label: string, texts: Readonly<Record<string, string>>): NetworkData {
  const devices = Object.entries(texts).map(([name, text]) => readDevice(name, text));
  joinSegments(devices.flatMap(({ interfaces }) => interfaces));
  return { label, devices };
}

function readDevice(
  name: string,
  text: string,
): Draft<NetworkData['devices'][number]> & {
  readonly interfaces: Draft<InterfaceData>[];
} {
  const interfaces: Draft<InterfaceData>[] = [];
  const lists = new Map<string, ListData>();
  const routes: StaticData[] = [];
  const ospf: OspfData[] = [];
  const vlanMaps: VlanMapData[] = [];
  const policyMaps: PolicyMapData[] = [];
  const routeMaps: RouteMapData[] = [];
  let forwards = true;
  let defaultGateway: number | undefined;
  let bgp: BgpData | undefined;
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '') continue;
    const words = new Words(line);
    const word = words.take();
    if (word === 'switch') forwards = false;
    else if (word === 'gateway') defaultGateway = ip(words.take());
    else if (word === 'route') routes.push(readRoute(words));
    else if (word === 'ospf') ospf.push(readOspf(words));
    else if (word === 'bgp') bgp = readBgp(words);
    else if (word === 'map') vlanMaps.push(readMap(words));
    else if (word === 'policy') policyMaps.push(readPolicy(words));
    else if (word === 'pbr') routeMaps.push(readRouteMap(words));
    else if (word === 'empty') {
      const list = words.take();
      lists.set(list, { name: list, kind: 'extended', entries: [] });
    } else if (word === 'list') {
      const list = words.take();
      const kind = words.is('standard') ? 'standard' : 'extended';
      const before = lists.get(list)?.entries ?? [];
      lists.set(list, { name: list, kind, entries: [...before, readEntry(words, kind)] });
    } else interfaces.push(readInterface(word, words));
    words.done();
  }
  return {
    name,
    forwards,
    ...(defaultGateway === undefined ? {} : { defaultGateway }),
    interfaces,
    lists: [...lists.values()],
    routes,
    ospf,
    ...(bgp === undefined ? {} : { bgp }),
    vlanMaps,
    policyMaps,
    routeMaps,
  };
}

function readInterface(word: string, words: Words): Draft<InterfaceData> {
  const isPort = word === 'port' || word === 'trunk';
  const name = isPort ? words.take() : word;
  const kind: InterfaceKind = isPort
    ? 'port'
    : name.startsWith('Vlan')
      ? 'svi'
      : name.startsWith('Lo')
        ? 'loopback'
        : name.includes('.')
          ? 'subinterface'
          : 'routed';
  const addresses: AddressData[] = [];
  const data: Draft<InterfaceData> = { name, kind, addresses, virtual: [], shutdown: false };
  if (kind === 'svi') data.vlan = Number(name.slice(4));
  if (kind === 'subinterface') data.vlan = Number(name.split('.')[1]);
  if (word === 'port') data.vlan = Number(words.take());
  while (words.next?.includes('/')) addresses.push(readPrefix(words.take()));
  while (words.next !== undefined) {
    const key = words.take();
    if (key === 'shut') data.shutdown = true;
    else if (key === 'vip') {
      const address = ip(words.take());
      data.virtual = [...data.virtual, { protocol: 'standby', group: 1, address }];
    } else if (key === 'unnumbered') data.unnumbered = words.take();
    else if (key === 'in') data.listIn = words.take();
    else if (key === 'out') data.listOut = words.take();
    else if (key === 'common') data.common = words.take();
    else if (key === 'policy') data.policyIn = words.take();
    else if (key === 'pbr') data.policyRoute = words.take();
    else if (key === 'ospf') data.ospf = 1;
    else if (key === 'vrf') data.vrf = words.take();
    else throw new Error(`interface ${name}: what is ${key}?`);
  }
  return data;
}

/** Interfaces with a subnet in common are on one segment, and so are ports of a VLAN with the interfaces of its number. */
function joinSegments(interfaces: readonly Draft<InterfaceData>[]): void {
  for (const [at, data] of interfaces.entries()) {
    if (data.kind === 'port') continue;
    const before = interfaces
      .slice(0, at)
      .find(
        (other) =>
          other.vrf === data.vrf &&
          other.addresses.some((a) => data.addresses.some((b) => sameSubnet(a, b))),
      );
    const first = data.addresses[0];
    data.segment =
      before?.segment ??
      `${data.vrf ?? ''} ${first === undefined ? `${at}` : showIp(baseOf(first))}`.trim();
  }
  for (const port of interfaces) {
    if (port.kind !== 'port' || port.vlan === undefined) continue;
    const own = interfaces.find((data) => data.kind !== 'port' && data.vlan === port.vlan);
    if (own?.segment === undefined) throw new Error(`nobody has VLAN ${port.vlan}`);
    port.segment = own.segment;
  }
}
