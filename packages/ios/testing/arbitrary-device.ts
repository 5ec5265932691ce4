/** Devices as a configuration can hold them, for properties. Places are all zero: they do not survive printing. */
import {
  type Ace,
  type Acl,
  type AclEntry,
  type AddressMatch,
  type Condition,
  type Device,
  type Family,
  type Interface,
  type InterfaceAddress,
  maskOfLength,
  type NetworkMember,
  type ObjectGroup,
  type PortMatch,
  type ProtocolMatch,
  type ServiceMember,
  showIpv6,
  type StaticNat,
  type StaticRoute,
  type StaticRoute6,
  type Switchport,
} from '@aclift/ir';
import fc from 'fast-check';
import { entryKey } from '@aclift/dialect-kit';
import { SEMANTICS } from '../src/semantics.ts';
import { unionVlans } from '../src/device/vlan-ranges.ts';

const span = { start: 0, end: 0 };
const TCP = 6;
const UDP = 17;

const name = fc
  .stringMatching(/^[A-Z][A-Za-z0-9_.:#/+@()-]{2,10}$/)
  // Words of the language are names too, where a name stands.
  .chain((made) => fc.constantFrom(made, made, made, 'any', 'log', 'extended', 'tcp', '10'));
const plainName = fc.stringMatching(/^[A-Z][a-z0-9_-]{2,10}X$/);
const text = fc
  .string({
    unit: fc.constantFrom(
      'a',
      'B',
      ' ',
      '"',
      '!',
      '^',
      'C',
      '=',
      '>',
      '#',
      'ü',
      '|',
      '·',
      '1',
      '.',
    ),
    minLength: 1,
    maxLength: 30,
  })
  .map((made) => made.trim())
  .filter((made) => made !== '' && made !== '^C');
const uint32 = fc.nat(0xffffffff);
const port = fc.nat(65_535);

const optional = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(one, { nil: undefined });

/** Facts without those that are undefined. */
type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is undefined: the IR has no such fields. */
function defined<T extends object>(facts: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  ) as Defined<T>;
}

const address6 = fc.bigInt(0n, (1n << 128n) - 1n).map(showIpv6);

function prefix6(): fc.Arbitrary<{ address: string; length: number }> {
  return fc
    .tuple(fc.bigInt(0n, (1n << 128n) - 1n), fc.integer({ min: 1, max: 127 }))
    .map(([address, length]) => {
      const low = BigInt(128 - length);
      return { address: showIpv6((address >> low) << low), length };
    });
}

function addressMatch(family: Family): fc.Arbitrary<AddressMatch> {
  const either: fc.Arbitrary<AddressMatch>[] = [
    fc.constant({ kind: 'any', span }),
    name.map((group) => ({ kind: 'object-group', name: group, span })),
  ];
  if (family === 'ipv6') {
    either.push(address6.map((address) => ({ kind: 'host6', address, span })));
    either.push(prefix6().map((prefix) => ({ kind: 'prefix6', ...prefix, span })));
  } else {
    either.push(uint32.map((address) => ({ kind: 'host', address, span })));
    either.push(
      fc
        .tuple(
          uint32,
          fc.oneof(
            uint32,
            fc.integer({ min: 1, max: 31 }).map((length) => ~maskOfLength(length) >>> 0),
          ),
        )
        .filter(([, wildcard]) => wildcard !== 0 && wildcard !== 0xffffffff)
        .map(([address, wildcard]) => ({
          kind: 'wildcard',
          base: (address & ~wildcard) >>> 0,
          wildcard,
          span,
        })),
    );
  }
  return fc.oneof(...either);
}

const portMatch: fc.Arbitrary<PortMatch> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('eq' as const, 'neq' as const),
      fc.array(port, { minLength: 1, maxLength: 10 }),
    )
    .map(([kind, ports]) => ({ kind, ports, span })),
  fc
    .tuple(fc.constantFrom('gt' as const, 'lt' as const), port)
    .map(([kind, at]) => ({ kind, port: at, span })),
  fc
    .tuple(port, port)
    .map(([a, b]) => ({ kind: 'range' as const, from: Math.min(a, b), to: Math.max(a, b), span })),
  name.map((group) => ({ kind: 'portgroup' as const, name: group, span })),
);

function protocol(family: Family): fc.Arbitrary<ProtocolMatch> {
  return fc.oneof(
    fc.constant<ProtocolMatch>({ kind: 'any', span }),
    fc
      .constantFrom(TCP, UDP, 132, 1, 2, 58)
      .map((number) => ({ kind: 'number' as const, protocol: number, span })),
    fc.nat(255).map((number) => ({ kind: 'number' as const, protocol: number, span })),
    name.map((group) => ({ kind: 'service-group' as const, name: group, span })),
    fc.constant<ProtocolMatch>({ kind: 'any', span: family === 'ipv4' ? span : span }),
  );
}

const flag = fc.constantFrom('ack', 'fin', 'psh', 'rst', 'syn', 'urg' as const);

/** Conditions that may stand together in one entry of that family and protocol. */
function conditions(
  family: Family,
  number: number | undefined,
  plain: boolean,
  permit: boolean,
): fc.Arbitrary<Condition[]> {
  const maybe = (one: fc.Arbitrary<Condition>): fc.Arbitrary<Condition | undefined> =>
    fc.option(one, { nil: undefined, freq: 3 });
  // The first excludes the other two.
  const dscp = fc.nat(63).map((value): Condition => ({ kind: 'dscp', value, span }));
  const precedence = fc.nat(7).map((value): Condition => ({ kind: 'precedence', value, span }));
  const tos = fc.nat(15).map((value): Condition => ({ kind: 'tos', value, span }));
  const parts: fc.Arbitrary<Condition | undefined>[] = [
    maybe(family === 'ipv4' ? fc.oneof(dscp, precedence, tos) : dscp),
    maybe(name.map((range) => ({ kind: 'time-range', name: range, span }))),
  ];
  if (family === 'ipv4') {
    parts.push(
      maybe(
        fc.oneof(
          fc
            .tuple(fc.constantFrom('eq', 'neq', 'gt', 'lt' as const), fc.nat(255))
            .map(([operator, value]): Condition => ({
              kind: 'ttl',
              comparison: { operator: operator as 'eq', value },
              span,
            })),
          fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]): Condition => ({
            kind: 'ttl',
            comparison: { operator: 'range', from: Math.min(a, b), to: Math.max(a, b) },
            span,
          })),
        ),
      ),
      maybe(
        fc
          .oneof(fc.nat(255), fc.constant('any' as const))
          .map((value) => ({ kind: 'option', value, span })),
      ),
    );
  } else {
    parts.push(
      maybe(
        fc.oneof(
          fc
            .constantFrom('routing', 'dest-option', 'mobility', 'hbh', 'auth' as const)
            .map((header): Condition => ({
              kind: 'extension-header',
              header: header as 'auth',
              span,
            })),
          fc
            .tuple(fc.constantFrom('routing', 'dest-option', 'mobility' as const), fc.nat(255))
            .map(([header, value]): Condition => ({
              kind: 'extension-header',
              header: header as 'routing',
              value,
              span,
            })),
        ),
      ),
      maybe(fc.nat(1_048_575).map((value) => ({ kind: 'flow-label', value, span }))),
      maybe(fc.constant({ kind: 'undetermined-transport', span })),
    );
  }
  if (number === 2) parts.push(maybe(fc.nat(15).map((index) => ({ kind: 'igmp', index, span }))));
  if (number === TCP) {
    parts.push(maybe(fc.constant({ kind: 'established', span })));
    parts.push(
      maybe(
        fc
          .tuple(
            fc.constantFrom('any', 'all' as const),
            fc.array(fc.record({ flag, set: fc.boolean() }), { minLength: 1, maxLength: 4 }),
          )
          .map(([mode, flags]) => ({
            kind: 'tcp-flags',
            mode: mode as 'any',
            flags: flags as [],
            span,
          })),
      ),
    );
  }
  if (plain && number !== TCP && number !== 2)
    parts.push(maybe(fc.constant({ kind: 'fragments', span })));
  if (permit) {
    parts.push(
      maybe(
        fc.tuple(name, fc.option(fc.nat(2_147_483), { nil: undefined })).map(([list, timeout]) => ({
          kind: 'reflect',
          name: list,
          ...(timeout !== undefined && { timeout }),
          span,
        })),
      ),
    );
  }
  const dynamic = maybe(
    fc.tuple(name, fc.option(fc.nat(9999), { nil: undefined })).map(([list, timeout]) => ({
      kind: 'dynamic',
      name: list,
      ...(timeout !== undefined && { timeout }),
      span,
    })),
  );
  return fc
    .tuple(
      dynamic,
      fc.tuple(...parts).chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
    )
    .map(([first, rest]) => [first, ...rest].filter((one) => one !== undefined));
}

const log = fc.option(
  fc
    .tuple(fc.constantFrom('log', 'log-input' as const), fc.option(plainName, { nil: undefined }))
    .map(([kind, cookie]) => ({
      kind: kind as 'log',
      ...(cookie !== undefined && { cookie }),
      span,
    })),
  { nil: undefined },
);

function extendedAce(family: Family): fc.Arbitrary<Ace> {
  return fc
    .tuple(fc.constantFrom('permit' as const, 'deny' as const), protocol(family))
    .chain(([action, match]) => {
      const number = match.kind === 'number' ? match.protocol : undefined;
      const withPorts = number === TCP || number === UDP || number === 132;
      const ports = withPorts ? fc.option(portMatch, { nil: undefined }) : fc.constant(undefined);
      const isIcmp = number === (family === 'ipv4' ? 1 : 58);
      const icmp = isIcmp
        ? fc.option(fc.tuple(fc.nat(255), fc.option(fc.nat(255), { nil: undefined })), {
            nil: undefined,
          })
        : fc.constant(undefined);
      return fc
        .tuple(addressMatch(family), ports, addressMatch(family), ports, icmp, log)
        .chain(([source, sourcePorts, destination, destinationPorts, message, logged]) => {
          const plain =
            sourcePorts === undefined && destinationPorts === undefined && message === undefined;
          return conditions(family, number, plain, action === 'permit').map((all): Ace => ({
            kind: 'ace',
            action,
            protocol: match,
            source,
            ...(sourcePorts !== undefined && { sourcePorts }),
            destination,
            ...(destinationPorts !== undefined && { destinationPorts }),
            ...(message !== undefined && {
              icmp: {
                type: message[0],
                ...(message[1] !== undefined && { code: message[1] }),
                span,
              },
            }),
            conditions: all,
            ...(logged !== undefined && { log: logged }),
            span,
          }));
        });
    });
}

const standardAce: fc.Arbitrary<Ace> = fc
  .tuple(
    fc.constantFrom('permit' as const, 'deny' as const),
    addressMatch('ipv4').filter(({ kind }) => kind !== 'object-group'),
    log,
  )
  .map(([action, source, logged]) => ({
    kind: 'ace',
    action,
    protocol: { kind: 'any', span },
    source,
    destination: { kind: 'any', span },
    conditions: [],
    ...(logged !== undefined && { log: logged }),
    span,
  }));

/** A list: entries all numbered or none, remarks where they can stand. */
function acl(family: Family, type: 'standard' | 'extended'): fc.Arbitrary<Acl> {
  const ace = type === 'standard' ? standardAce : extendedAce(family);
  return fc
    .record({
      name,
      aces: fc.uniqueArray(ace, { selector: entryKey, maxLength: 6 }),
      remarks: fc.array(fc.option(text, { nil: undefined }), { minLength: 7, maxLength: 7 }),
      numbered: fc.boolean(),
      step: fc.integer({ min: 1, max: 1000 }),
    })
    .map(({ aces, name: list, numbered, remarks, step }) => {
      const entries: AclEntry[] = [];
      aces.forEach((one, at) => {
        const sequence = numbered ? { sequence: (at + 1) * step * 2 } : {};
        // An IPv6 remark has a number of its own.
        const own = numbered ? { sequence: (at + 1) * step * 2 - (family === 'ipv6' ? 1 : 0) } : {};
        const remark = remarks[at];
        if (remark !== undefined) entries.push({ kind: 'remark', ...own, text: remark, span });
        entries.push({ ...one, ...sequence });
      });
      const last = remarks[6];
      if (last !== undefined) entries.push({ kind: 'remark', text: last, span });
      return { name: list, family, type, entries, span };
    });
}

const networkMember: fc.Arbitrary<NetworkMember> = fc.oneof(
  uint32.map((address): NetworkMember => ({ kind: 'host', address, span })),
  fc.tuple(uint32, fc.nat(32)).map(([address, length]): NetworkMember => ({
    kind: 'prefix',
    address: (address & maskOfLength(length)) >>> 0,
    length,
    span,
  })),
  fc.tuple(uint32, uint32).map(([a, b]): NetworkMember => ({
    kind: 'range',
    from: Math.min(a, b),
    to: Math.max(a, b),
    span,
  })),
  fc.constant<NetworkMember>({ kind: 'any', span }),
  name.map((group): NetworkMember => ({ kind: 'group-object', name: group, span })),
);

/** Service groups have no portgroup and no neq, and one port after eq. */
const memberPorts = portMatch.map((match): PortMatch =>
  match.kind === 'portgroup' || match.kind === 'neq' || match.kind === 'eq'
    ? { kind: 'eq', ports: [443], span }
    : match,
);

const serviceMember: fc.Arbitrary<ServiceMember> = fc.oneof(
  fc.option(fc.nat(255), { nil: undefined }).map((number): ServiceMember => ({
    kind: 'protocol',
    ...(number !== undefined && { protocol: number }),
    span,
  })),
  fc
    .tuple(
      fc.constantFrom([TCP], [UDP], [TCP, UDP]),
      fc.option(memberPorts, { nil: undefined }),
      fc.option(memberPorts, { nil: undefined }),
    )
    .map(([protocols, sourcePorts, destinationPorts]): ServiceMember => ({
      kind: 'ports',
      protocols,
      ...(sourcePorts !== undefined && { sourcePorts }),
      ...(destinationPorts !== undefined && { destinationPorts }),
      span,
    })),
  fc.option(fc.nat(255), { nil: undefined }).map((type): ServiceMember => ({
    kind: 'icmp',
    ...(type !== undefined && { type }),
    span,
  })),
  name.map((group): ServiceMember => ({ kind: 'group-object', name: group, span })),
);

const key = (member: object): string => JSON.stringify(member);

const objectGroup: fc.Arbitrary<ObjectGroup> = fc
  .tuple(name, fc.option(text, { nil: undefined }))
  .chain(([group, description]) => {
    const base = { name: group, ...(description !== undefined && { description }) };
    return fc.oneof(
      fc
        .uniqueArray(networkMember, { selector: key, maxLength: 5 })
        .map((members): ObjectGroup => ({
          kind: 'network',
          ...base,
          family: 'ipv4',
          members,
          span,
        })),
      fc
        .uniqueArray(serviceMember, { selector: key, maxLength: 5 })
        .map((members): ObjectGroup => ({ kind: 'service', ...base, members, span })),
    );
  });

const interfaceName = fc.oneof(
  fc.nat(99).map((number) => `GigabitEthernet0/${number}`),
  fc.tuple(fc.nat(9), fc.nat(99)).map(([unit, sub]) => `TenGigabitEthernet1/0/${unit}.${sub}`),
  fc.integer({ min: 1, max: 4094 }).map((number) => `Vlan${number}`),
);

const primary: fc.Arbitrary<InterfaceAddress> = fc.oneof(
  fc.tuple(uint32, fc.nat(32)).map(([address, length]): InterfaceAddress => ({
    kind: 'static',
    address,
    length,
    secondary: false,
    span,
  })),
  fc
    .constantFrom('dhcp', 'negotiated')
    .map((how): InterfaceAddress => ({ kind: 'dynamic', how, span })),
  fc.constant<InterfaceAddress>({ kind: 'unnumbered', interface: 'Loopback0', span }),
);

const vlan = fc.integer({ min: 1, max: 4094 });

const switchport: fc.Arbitrary<Switchport> = fc
  .record({
    mode: fc.constantFrom(undefined, 'access' as const, 'trunk' as const),
    accessVlan: optional(vlan),
    unknownVlan: fc.constantFrom(undefined, true as const),
    voiceVlan: optional(vlan),
    trunkVlans: optional(
      fc
        .uniqueArray(vlan, { maxLength: 4 })
        .map((vlans) => unionVlans(vlans.map((one) => ({ from: one, to: one })))),
    ),
    nativeVlan: optional(vlan),
  })
  .map((made) => ({ ...made, ...(made.unknownVlan === true && { accessVlan: undefined }) }))
  .map(defined);

const deviceInterface: fc.Arbitrary<Interface> = fc
  .record({
    name: interfaceName,
    description: fc.option(text, { nil: undefined }),
    primary: fc.option(primary, { nil: undefined }),
    secondary: fc.uniqueArray(uint32, { maxLength: 2 }),
    six: fc.uniqueArray(prefix6(), { selector: ({ address }) => address, maxLength: 2 }),
    bindings: fc.uniqueArray(
      fc.record({
        list: name,
        family: fc.constantFrom('ipv4' as const, 'ipv6' as const),
        direction: fc.constantFrom('in' as const, 'out' as const),
        common: fc.boolean(),
      }),
      {
        selector: ({ common, direction, family }) => `${family} ${direction} ${common}`,
        maxLength: 3,
      },
    ),
    vrf: fc.option(plainName, { nil: undefined }),
    shutdown: fc.boolean(),
    nat: fc.constantFrom(undefined, 'inside' as const, 'outside' as const),
    zone: fc.option(plainName, { nil: undefined }),
    inspected: fc.boolean(),
    group: fc.option(fc.nat(255), { nil: undefined }),
    switchport: optional(switchport),
    tunnel: optional(
      fc
        .record({
          source: optional(plainName),
          destination: optional(plainName),
          vrf: optional(plainName),
        })
        .map(defined)
        .filter((ends) => Object.keys(ends).length > 0),
    ),
  })
  .map((made) => {
    const vlan = /^Vlan(\d+)$/.exec(made.name)?.[1] ?? /\.(\d+)$/.exec(made.name)?.[1];
    const first = made.primary;
    return {
      name: made.name,
      ...(made.description !== undefined && { description: made.description }),
      addresses: [
        ...(first === undefined ? [] : [first]),
        ...made.secondary
          .filter((address) => first?.kind !== 'static' || first.address !== address)
          .map((address): InterfaceAddress => ({
            kind: 'static',
            address,
            length: 24,
            secondary: true,
            span,
          })),
        ...made.six.map((prefix): InterfaceAddress => ({ kind: 'static6', ...prefix, span })),
      ],
      virtualAddresses:
        made.group === undefined
          ? []
          : [
              {
                protocol: 'hsrp' as const,
                group: made.group,
                family: 'ipv4' as const,
                address: 1,
                span,
              },
            ],
      bindings: made.bindings.map(({ common, ...binding }) => ({
        ...binding,
        ...(common && { common }),
        span,
      })),
      ...(made.vrf !== undefined && { vrf: made.vrf }),
      shutdown: made.shutdown,
      ...(made.nat !== undefined && { nat: made.nat }),
      ...(vlan !== undefined && { vlan: Number(vlan) }),
      ...(made.zone !== undefined && { zone: made.zone }),
      ...(made.inspected && { inspected: true, inspects: ['in'] as const }),
      ...(made.switchport !== undefined && { switchport: made.switchport }),
      ...(made.tunnel !== undefined && { tunnel: made.tunnel }),
      span,
    };
  });

const routeSettings = fc
  .record({
    vrf: optional(plainName),
    distance: optional(fc.integer({ min: 2, max: 255 })),
    tag: optional(uint32),
    name: optional(plainName),
    track: optional(fc.integer({ min: 1, max: 1000 })),
    permanent: fc.constantFrom(undefined, true as const),
  })
  .map(defined);

const route: fc.Arbitrary<StaticRoute | StaticRoute6> = fc.oneof(
  fc
    .tuple(uint32, fc.nat(32), uint32, fc.boolean(), routeSettings)
    .map(([address, length, nextHop, dhcp, settings]) => ({
      family: 'ipv4' as const,
      prefix: { address: (address & maskOfLength(length)) >>> 0, length },
      ...(dhcp ? { dhcp: true as const } : { nextHop }),
      ...(!dhcp && settings.vrf !== undefined && settings.tag !== undefined && { nextHopIn: {} }),
      ...settings,
      span,
    })) as fc.Arbitrary<StaticRoute>,
  fc.tuple(prefix6(), interfaceName, routeSettings).map(([prefix, device, settings]) => ({
    family: 'ipv6' as const,
    prefix,
    interface: device,
    ...settings,
    span,
  })) as fc.Arbitrary<StaticRoute6>,
);

const staticNat: fc.Arbitrary<StaticNat> = fc
  .tuple(fc.constantFrom('inside' as const, 'outside' as const), uint32, uint32, fc.nat(2), port)
  .map(([side, local, global, form, at]) => ({
    side,
    end: 'source',
    local,
    global,
    ...(form === 1 && { protocol: UDP, localPort: at, globalPort: at }),
    ...(form === 2 && { length: 24 }),
    span,
  }));

const unique = <T>(
  one: fc.Arbitrary<T>,
  selector: (value: T) => string,
  maxLength = 4,
): fc.Arbitrary<T[]> => fc.uniqueArray(one, { selector, maxLength });

/** Lists of one device: names are unique in each family. */
const acls = unique(
  fc.oneof(
    acl('ipv4', 'extended'),
    acl('ipv4', 'extended'),
    acl('ipv4', 'standard'),
    acl('ipv6', 'extended'),
  ),
  (list) => `${list.family} ${list.name}`,
);

export const anyDevice: fc.Arbitrary<Device> = fc
  .record({
    hostname: fc.option(plainName, { nil: undefined }),
    interfaces: unique(deviceInterface, (at) => at.name.toLowerCase(), 3),
    acls,
    objectGroups: unique(objectGroup, (group) => group.name),
    routes: unique(route, ({ interface: via, prefix, vrf, ...rest }) =>
      key({ via, prefix, vrf, hop: rest.nextHop }),
    ),
    forwards: fc.boolean(),
    gateway: optional(uint32),
    staticNat: fc.array(staticNat, { maxLength: 2 }),
    vlans: unique(fc.record({ id: fc.integer({ min: 1, max: 4094 }), name: text }), ({ id }) =>
      String(id),
    ),
    ranges: unique(plainName, (range) => range),
    references: fc.array(plainName, { maxLength: 3 }),
  })
  .map((made) => ({
    source: '',
    dialect: 'ios',
    semantics: SEMANTICS,
    ...(made.hostname !== undefined && { hostname: made.hostname }),
    interfaces: made.interfaces,
    acls: made.acls,
    removed: [],
    objectGroups: made.objectGroups,
    routes: made.routes,
    routing: [
      { protocol: 'ospf', process: '1', redistributes: ['static'], span },
      { protocol: 'bgp', process: '65001', neighbors: [1, '2001:db8::1'], span },
      { protocol: 'bgp', process: '65001', vrf: 'RED', neighbors: [2], span },
      { protocol: 'isis', vrf: 'RED', span },
    ],
    references: made.references.flatMap((list) => [
      {
        list,
        use: 'device-access' as const,
        text: `access-class ${list} in`,
        within: 'line vty 0 4',
        span,
      },
      {
        list,
        family: 'ipv4' as const,
        use: 'nat' as const,
        text: `ip nat inside source list ${list} pool P`,
        span,
      },
    ]),
    staticNat: made.staticNat,
    timeRanges: made.ranges.map((range) => ({
      name: range,
      periods: [{ kind: 'periodic' as const, text: 'daily 8:00 to 17:00', span }],
      span,
    })),
    vlans: made.vlans.map((vlan) => ({ ...vlan, span })),
    ...(!made.forwards && { forwards: false as const }),
    ...(made.gateway !== undefined && { defaultGateway: made.gateway }),
  }));
