/** Small devices in plain words, for tests: no dialect is read. */
import { type Device, type Interface, type InterfaceAddress, parseIpv4 } from '@aclift/ir';

const NOWHERE = { start: 0, end: 0 };

/** What a test says of an interface. */
export interface PlainInterface extends Partial<
  Pick<
    Interface,
    'vrf' | 'shutdown' | 'vlan' | 'zone' | 'switchport' | 'routing' | 'filters' | 'unread'
  >
> {
  /** `10.0.0.1/24`; a second one of IPv4 is secondary. */
  readonly at?: readonly string[];
  /** Addresses of HSRP. */
  readonly virtual?: readonly string[];
  /** Names of lists. */
  readonly in?: string;
  readonly out?: string;
  /** A list before the one of `in`. */
  readonly common?: string;
}

/** What a test says of a device; routes as `prefix via hop`, `prefix dev interface` or `prefix dev interface hop`. */
export interface PlainDevice extends Partial<
  Pick<Device, 'forwards' | 'routing' | 'vlanFilters' | 'zonePairs' | 'receive' | 'unread'>
> {
  readonly interfaces: Readonly<Record<string, PlainInterface>>;
  readonly routes?: readonly (string | { readonly vrf: string; readonly route: string })[];
}

/** A device of the name, whose file is `NAME.cfg`. */
export function device(name: string, plain: PlainDevice): Device {
  const { interfaces, routes = [], routing = [], ...rest } = plain;
  return {
    source: `${name}.cfg`,
    dialect: 'ios',
    semantics: {
      system: 'IOS',
      emptyList: 'permits',
      ipv6End: 'nd-then-deny',
      answers: { connections: 'filtered', icmp: 'filtered' },
      addresses: 'wire',
      portsAfterEq: 10,
    },
    hostname: name,
    interfaces: Object.entries(interfaces).map(([of, one]) => interfaceOf(of, one)),
    acls: [],
    removed: [],
    objectGroups: [],
    routes: routes.map((one) =>
      typeof one === 'string' ? routeOf(one) : { ...routeOf(one.route), vrf: one.vrf },
    ),
    routing,
    references: [],
    staticNat: [],
    timeRanges: [],
    vlans: [],
    ...rest,
  };
}

/** An address or a prefix as numbers of IPv4. */
export function ip(text: string): number {
  const value = parseIpv4(text);
  if (value === undefined) throw new Error(`no address: ${text}`);
  return value;
}

function interfaceOf(name: string, plain: PlainInterface): Interface {
  const { at = [], common, in: into, out, virtual = [], shutdown = false, ...rest } = plain;
  const bound = (
    list: string,
    direction: 'in' | 'out',
    first = false,
  ): Interface['bindings'][number] => ({
    list,
    family: 'ipv4',
    direction,
    ...(first ? { common: true } : {}),
    span: NOWHERE,
  });
  return {
    name,
    addresses: at.map(addressOf),
    virtualAddresses: virtual.map((address) => ({
      protocol: 'hsrp' as const,
      family: address.includes(':') ? ('ipv6' as const) : ('ipv4' as const),
      address: address.includes(':') ? address : ip(address),
      span: NOWHERE,
    })),
    bindings: [
      ...(common === undefined ? [] : [bound(common, 'in', true)]),
      ...(into === undefined ? [] : [bound(into, 'in')]),
      ...(out === undefined ? [] : [bound(out, 'out')]),
    ],
    shutdown,
    span: NOWHERE,
    ...rest,
  };
}

function addressOf(written: string, at: number): InterfaceAddress {
  const [address = '', length = ''] = written.split('/');
  return address.includes(':')
    ? { kind: 'static6', address, length: Number(length), span: NOWHERE }
    : {
        kind: 'static',
        address: ip(address),
        length: Number(length),
        secondary: at > 0,
        span: NOWHERE,
      };
}

function routeOf(written: string): Device['routes'][number] {
  const [prefix = '', word, first = '', second] = written.split(' ');
  const [address = '', length = ''] = prefix.split('/');
  const via = word === 'dev' ? first : undefined;
  const hop = word === 'dev' ? second : first;
  return address.includes(':')
    ? {
        family: 'ipv6',
        prefix: { address, length: Number(length) },
        ...(hop === undefined ? {} : { nextHop: hop }),
        ...(via === undefined ? {} : { interface: via }),
        span: NOWHERE,
      }
    : {
        family: 'ipv4',
        prefix: { address: ip(address), length: Number(length) },
        ...(hop === undefined ? {} : { nextHop: ip(hop) }),
        ...(via === undefined ? {} : { interface: via }),
        span: NOWHERE,
      };
}
