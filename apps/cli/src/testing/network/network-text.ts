/** A device of a test network as its saved configuration, one text for each device. */
import {
  type AddressRange,
  type BgpData,
  baseOf,
  type DeviceData,
  type EntryData,
  type InterfaceData,
  type ListData,
  maskOf,
  type NetworkData,
  type OspfData,
  type PortTest,
  showIp,
  type StaticData,
} from './network-data.ts';

/** Name and text of each configuration, in the order of the devices. */
export function networkTexts(
  network: NetworkData,
): readonly { readonly name: string; readonly text: string }[] {
  return network.devices.map((device) => ({
    name: `${device.name}.cfg`,
    text: deviceText(device),
  }));
}

export function deviceText(device: DeviceData): string {
  const vrfs = new Set(device.interfaces.flatMap(({ vrf }) => (vrf === undefined ? [] : [vrf])));
  const vlans = new Set(device.vlanMaps.flatMap((map) => map.vlans));
  return [
    'version 15.2',
    `hostname ${device.name}`,
    ...[...vrfs].map((vrf) => `vrf definition ${vrf}\n address-family ipv4\n exit-address-family`),
    ...(device.forwards ? [] : ['no ip routing']),
    ...[...vlans].toSorted((a, b) => a - b).map((vlan) => `vlan ${vlan}`),
    ...device.policyMaps.flatMap(({ name, classes }) => [
      ...classes.flatMap((one) => [
        `class-map ${one.match} ${one.name}`,
        ...one.lists.map((list) => ` match access-group ${listReference(list)}`),
      ]),
      `policy-map ${name}`,
      ...classes.flatMap((one) => [` class ${one.name}`, one.drop ? '  drop' : '  set dscp af11']),
    ]),
    ...device.vlanMaps.flatMap(({ name, clauses }) =>
      clauses.flatMap(({ lists, action }, at) => [
        `vlan access-map ${name} ${(at + 1) * 10}`,
        ...(lists.length === 0 ? [] : [` match ip address ${lists.join(' ')}`]),
        ` action ${action}`,
      ]),
    ),
    ...device.vlanMaps.map((map) => `vlan filter ${map.name} vlan-list ${map.vlans.join(',')}`),
    ...device.interfaces.flatMap((data) => ['!', ...interfaceLines(data)]),
    '!',
    ...device.ospf.flatMap((data) => ospfLines(data, device.bgp?.as)),
    ...(device.bgp === undefined ? [] : bgpLines(device.bgp)),
    ...(device.defaultGateway === undefined
      ? []
      : [`ip default-gateway ${showIp(device.defaultGateway)}`]),
    ...device.routes.map(routeLine),
    ...device.lists.flatMap(listLines),
    ...device.routeMaps.flatMap(({ name, clauses }) =>
      clauses.flatMap(({ action, lists, null0 }, at) => [
        `route-map ${name} ${action} ${(at + 1) * 10}`,
        ...(lists.length === 0 ? [] : [` match ip address ${lists.join(' ')}`]),
        ...(null0 ? [' set interface Null0'] : []),
      ]),
    ),
    'end',
    '',
  ].join('\n');
}

function listReference(list: string): string {
  return isNumber(list) ? list : `name ${list}`;
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}

function interfaceLines(data: InterfaceData): readonly string[] {
  const chain = [data.common, data.listIn].filter((name) => name !== undefined).join(' ');
  return [
    `interface ${data.name}`,
    ...(data.kind === 'subinterface' ? [` encapsulation dot1Q ${data.vlan}`] : []),
    ...(data.vrf === undefined ? [] : [` vrf forwarding ${data.vrf}`]),
    ...(data.kind === 'parent' ? [' no ip address'] : []),
    ...(data.kind === 'port' ? portLines(data) : []),
    ...(data.unnumbered === undefined ? [] : [` ip unnumbered ${data.unnumbered}`]),
    ...data.addresses.map(
      (own, at) =>
        ` ip address ${showIp(own.address)} ${mask(own.length)}${at > 0 ? ' secondary' : ''}`,
    ),
    ...data.virtual.map(
      ({ protocol, group, address }) => ` ${protocol} ${group} ip ${showIp(address)}`,
    ),
    ...(data.common === undefined
      ? data.listIn === undefined
        ? []
        : [` ip access-group ${data.listIn} in`]
      : [` ip access-group common ${chain} in`]),
    ...(data.listOut === undefined ? [] : [` ip access-group ${data.listOut} out`]),
    ...(data.policyRoute === undefined ? [] : [` ip policy route-map ${data.policyRoute}`]),
    ...(data.ospf === undefined ? [] : [` ip ospf ${data.ospf} area 0`]),
    ...(data.policyIn === undefined ? [] : [` service-policy input ${data.policyIn}`]),
    ...(data.shutdown ? [' shutdown'] : []),
  ];
}

function portLines({ segment, vlan }: InterfaceData): readonly string[] {
  return segment === undefined
    ? [' switchport trunk encapsulation dot1q', ' switchport mode trunk']
    : [` switchport access vlan ${vlan}`, ' switchport mode access'];
}

function mask(length: number): string {
  return showIp(maskOf(length));
}

function ospfLines(data: OspfData, as: number | undefined): readonly string[] {
  return [
    `router ospf ${data.process}${data.vrf === undefined ? '' : ` vrf ${data.vrf}`}`,
    ...data.redistributes.map(
      (from) => ` redistribute ${from}${from === 'bgp' ? ` ${as}` : ''} subnets`,
    ),
    ...(data.passiveDefault ? [' passive-interface default'] : []),
    ...data.exceptions.map(
      (name) => ` ${data.passiveDefault ? 'no ' : ''}passive-interface ${name}`,
    ),
    ...data.networks.map(
      ({ base, wildcard }) => ` network ${showIp(base)} ${showIp(wildcard)} area 0`,
    ),
  ];
}

function bgpLines(data: BgpData): readonly string[] {
  return [
    `router bgp ${data.as}`,
    ...data.networks.map((own) => ` network ${showIp(baseOf(own))} mask ${mask(own.length)}`),
    ...data.redistributes.map((from) => ` redistribute ${from}${from === 'ospf' ? ' 1' : ''}`),
    ...data.neighbors.map(({ address, as }) => ` neighbor ${showIp(address)} remote-as ${as}`),
  ];
}

function routeLine({ prefix, nextHop, via, vrf, distance }: StaticData): string {
  const target = [
    ...(via === undefined ? [] : [via]),
    ...(nextHop === undefined ? [] : [showIp(nextHop)]),
  ].join(' ');
  return [
    `ip route${vrf === undefined ? '' : ` vrf ${vrf}`}`,
    `${showIp(baseOf(prefix))} ${mask(prefix.length)}`,
    target === '' ? 'Null0' : target,
    ...(distance === undefined ? [] : [`${distance}`]),
  ].join(' ');
}

function listLines({ name, kind, entries }: ListData): readonly string[] {
  const lines = entries.map((entry) => entryText(kind, entry));
  return isNumber(name) && entries.length > 0
    ? lines.map((line) => `access-list ${name} ${line}`)
    : [`ip access-list ${kind} ${name}`, ...lines.map((line) => ` ${line}`)];
}

/** An entry as its list has it, without what comes before the action. */
export function entryText(kind: ListData['kind'], entry: EntryData): string {
  if (kind === 'standard') {
    const { base, wildcard } = entry.source;
    const source =
      wildcard === 0xffffffff
        ? 'any'
        : `${showIp(base)}${wildcard === 0 ? '' : ` ${showIp(wildcard)}`}`;
    return `${entry.action} ${source}`;
  }
  return [
    entry.action,
    entry.protocol,
    rangeText(entry.source),
    ...portText(entry.sourcePort),
    rangeText(entry.destination),
    ...portText(entry.destinationPort),
    ...(entry.echo ? ['echo'] : []),
    ...(entry.established ? ['established'] : []),
  ].join(' ');
}

function rangeText({ base, wildcard }: AddressRange): string {
  if (wildcard === 0xffffffff) return 'any';
  return wildcard === 0 ? `host ${showIp(base)}` : `${showIp(base)} ${showIp(wildcard)}`;
}

function portText(test: PortTest | undefined): readonly string[] {
  switch (test?.kind) {
    case undefined:
      return [];
    case 'eq':
    case 'neq':
      return [`${test.kind} ${test.ports.join(' ')}`];
    case 'gt':
    case 'lt':
      return [`${test.kind} ${test.port}`];
    case 'range':
      return [`range ${test.from} ${test.to}`];
    default:
      throw new Error('no such test of ports');
  }
}
