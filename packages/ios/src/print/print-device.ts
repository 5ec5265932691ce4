/**
 * A device as a configuration. What is not modelled is not there; what is modelled comes back the same when it is
 * read again, except for places, counters and the lines that the device would not keep. Not printed either is what was
 * worked out from blocks whose lines are not kept: where routing protocols run, and filters
 * that are no plain lists.
 */
import {
  assertNever,
  type Device,
  type Interface,
  type InterfaceAddress,
  type ListReference,
  maskOfLength,
  type RoutingProcess,
  showIpv4,
  type StaticNat,
  type StaticRoute,
  type StaticRoute6,
  type Switchport,
  type VirtualAddress,
} from '@aclift/ir';
import { isEthernet } from '../device/finish-ports.ts';
import { showVlans } from '../device/vlan-ranges.ts';
import { TCP } from '../names/protocol-names.ts';
import { aclLines } from './print-acl.ts';
import { groupLines } from './print-group.ts';

/** Canonical IOS, lines joined by LF with a final one. */
export function printDevice(device: Device): string {
  const blocks: (readonly string[])[] = [
    device.hostname === undefined ? [] : [`hostname ${device.hostname}`],
    // Before every block: they stand in no interface.
    (device.unread ?? []).map(({ text }) => text),
    ...device.vlans.map(({ id, name }) => [`vlan ${id}`, ` name ${name}`]),
    ...device.timeRanges.map(({ name, periods }) => [
      `time-range ${name}`,
      ...periods.map(({ kind, text }) => ` ${kind} ${text}`),
    ]),
    ...device.objectGroups.map(groupLines),
    ...device.interfaces.map(interfaceLines),
    ...device.routing.map(routerLines),
    device.staticNat.map(printStaticNat),
    device.routes.map(printRoute),
    device.forwards === false ? ['no ip routing'] : [],
    device.defaultGateway === undefined
      ? []
      : [`ip default-gateway ${showIpv4(device.defaultGateway)}`],
    (device.filtersLocalTraffic ?? []).map(
      (family) => `${family === 'ipv4' ? 'ip' : 'ipv6'} access-list match-local-traffic`,
    ),
    ...device.acls.map(aclLines),
    ...referenceBlocks(device.references),
  ];
  const filled = blocks.filter((block) => block.length > 0);
  return [...filled.map((block) => block.join('\n')), 'end', '']
    .join('\n!\n')
    .replace(/\n!\n$/, '\n');
}

function interfaceLines(at: Interface): string[] {
  const lines = [`interface ${at.name}`];
  const add = (line: string | false | undefined): void => {
    if (typeof line === 'string') lines.push(` ${line}`);
  };
  const isSvi = /^vlan\d+$/i.test(at.name);
  add(at.description !== undefined && `description ${at.description}`);
  add(at.vlan !== undefined && !isSvi && `encapsulation dot1Q ${at.vlan}`);
  add(at.vrf !== undefined && `vrf forwarding ${at.vrf}`);
  for (const line of portLines(at.switchport)) add(line);
  // On a switch an interface that says nothing is a port of layer 2.
  const bare = at.addresses.length === 0 && at.switchport === undefined;
  add(bare && isEthernet(at.name) && 'no ip address');
  add(at.channelGroup !== undefined && `channel-group ${at.channelGroup} mode on`);
  for (const address of at.addresses) add(printAddress(address));
  for (const address of at.virtualAddresses) add(printVirtual(address));
  for (const [end, value] of Object.entries(at.tunnel ?? {})) add(`tunnel ${end} ${value}`);
  for (const binding of [...(at.replaced ?? []), ...at.bindings]) {
    const word = binding.family === 'ipv4' ? 'ip access-group' : 'ipv6 traffic-filter';
    const shared = binding.common === true ? 'common ' : '';
    add(`${word} ${shared}${binding.list} ${binding.direction}`);
  }
  // What could not be read stays as it is: it still filters something.
  for (const { text } of at.unread ?? []) add(text);
  add(at.nat !== undefined && `ip nat ${at.nat}`);
  add(at.zone !== undefined && `zone-member security ${at.zone}`);
  // The name of the inspection rule is not kept: that there is one is what matters.
  for (const direction of at.inspects ?? []) add(`ip inspect INSPECTED ${direction}`);
  add(at.shutdown && 'shutdown');
  return lines;
}

function portLines(port: Switchport | undefined): string[] {
  if (port === undefined) return [];
  const { accessVlan, mode, nativeVlan, trunkVlans, unknownVlan, voiceVlan } = port;
  const allowed = trunkVlans?.length === 0 ? 'none' : showVlans(trunkVlans ?? []);
  return [
    'switchport',
    mode !== undefined && `switchport mode ${mode}`,
    accessVlan !== undefined && `switchport access vlan ${accessVlan}`,
    unknownVlan === true && 'switchport access vlan dynamic',
    voiceVlan !== undefined && `switchport voice vlan ${voiceVlan}`,
    trunkVlans !== undefined && `switchport trunk allowed vlan ${allowed}`,
    nativeVlan !== undefined && `switchport trunk native vlan ${nativeVlan}`,
  ].filter((line) => line !== false);
}

function printAddress(address: InterfaceAddress): string {
  switch (address.kind) {
    case 'static': {
      const mask = showIpv4(maskOfLength(address.length));
      const secondary = address.secondary ? ' secondary' : '';
      return `ip address ${showIpv4(address.address)} ${mask}${secondary}`;
    }
    case 'static6':
      return `ipv6 address ${address.address}/${address.length}`;
    case 'dynamic':
      return `${address.family === undefined ? 'ip' : 'ipv6'} address ${address.how}`;
    case 'unnumbered':
      return `${address.family === undefined ? 'ip' : 'ipv6'} unnumbered ${address.interface}`;
    case 'link-local':
      return 'ipv6 enable';
    default:
      return assertNever(address);
  }
}

function printVirtual({ address, family, group, protocol }: VirtualAddress): string {
  const word = protocol === 'hsrp' ? 'standby' : protocol;
  const shown = typeof address === 'number' ? showIpv4(address) : address;
  return [word, group, family === 'ipv4' ? 'ip' : 'ipv6', shown]
    .filter((part) => part !== undefined)
    .join(' ');
}

function routerLines(router: RoutingProcess): string[] {
  const { family, neighbors, process, protocol, redistributes, vrf } = router;
  const word = family === undefined ? 'router' : 'ipv6 router';
  const lines = [[word, protocol, process].filter(isPart).join(' ')];
  // The header of OSPF names its VRF itself.
  if (vrf !== undefined && process?.endsWith(`vrf ${vrf}`) !== true) {
    lines.push(protocol === 'isis' ? ` vrf ${vrf}` : ` address-family ipv4 vrf ${vrf}`);
  }
  const inner = lines.length === 1 ? ' ' : '  ';
  for (const source of redistributes ?? []) lines.push(`${inner}redistribute ${source}`);
  for (const neighbor of neighbors ?? []) {
    const address = typeof neighbor === 'number' ? showIpv4(neighbor) : neighbor;
    lines.push(`${inner}neighbor ${address} activate`);
  }
  return lines;
}

function printRoute(route: StaticRoute | StaticRoute6): string {
  const vrf = route.vrf === undefined ? [] : ['vrf', route.vrf];
  const settings = routeSettings(route);
  if (route.family === 'ipv6') {
    const { address, length } = route.prefix;
    const prefix = `${address}/${length}`;
    return ['ipv6 route', ...vrf, prefix, route.interface, route.nextHop, ...settings]
      .filter(isPart)
      .join(' ');
  }
  const { address, length } = route.prefix;
  const hop = route.nextHop === undefined ? undefined : showIpv4(route.nextHop);
  const prefix = `${showIpv4(address)} ${showIpv4(maskOfLength(length))}`;
  const dhcp = route.dhcp === true ? 'dhcp' : undefined;
  return ['ip route', ...vrf, prefix, route.interface, hop, dhcp, ...settings]
    .filter(isPart)
    .join(' ');
}

function routeSettings(route: StaticRoute | StaticRoute6): (string | undefined)[] {
  const { distance, family, name, nextHopIn, permanent, tag, track } = route;
  const table = nextHopIn?.vrf ?? (family === 'ipv4' ? undefined : 'default');
  return [
    nextHopIn === undefined ? undefined : table === undefined ? 'global' : `nexthop-vrf ${table}`,
    distance === undefined ? undefined : String(distance),
    tag === undefined ? undefined : `tag ${tag}`,
    name === undefined ? undefined : `name ${name}`,
    track === undefined ? undefined : `track ${track}`,
    permanent === true ? 'permanent' : undefined,
  ];
}

const isPart = (part: string | undefined): boolean => part !== undefined;

function printStaticNat(nat: StaticNat): string {
  const local = showIpv4(nat.local);
  const global = nat.global === undefined ? `interface ${nat.interface}` : showIpv4(nat.global);
  const head = `ip nat ${nat.side} ${nat.end} static`;
  if (nat.protocol !== undefined) {
    const word = nat.protocol === TCP ? 'tcp' : 'udp';
    return `${head} ${word} ${local} ${nat.localPort} ${global} ${nat.globalPort}`;
  }
  if (nat.length !== undefined) return `${head} network ${local} ${global} /${nat.length}`;
  return `${head} ${local} ${global}`;
}

/** Lines that use lists, each in the block it stood in; a line that names two lists is printed once. */
function referenceBlocks(references: readonly ListReference[]): string[][] {
  const blocks: string[][] = [];
  let header: string | undefined;
  let last: ListReference | undefined;
  for (const reference of references) {
    const { text, within } = reference;
    const again =
      last !== undefined &&
      last.text === text &&
      last.within === within &&
      sameSpan(last, reference);
    last = reference;
    if (again) continue;
    const block = blocks.at(-1);
    if (within === undefined) blocks.push([text]);
    else if (block !== undefined && within === header) block.push(` ${text}`);
    else blocks.push([within, ` ${text}`]);
    header = within;
  }
  return blocks;
}

function sameSpan(a: ListReference, b: ListReference): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end;
}
