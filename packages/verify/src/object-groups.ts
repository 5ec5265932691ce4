/**
 * Object-groups resolved to sets: nested groups followed, cycles and gaps noticed. Each group is resolved once, so
 * that groups nested many times over cost no more than their text.
 */
import {
  type Device,
  type Family,
  type NetworkMember,
  parseIpv6,
  type ServiceMember,
} from '@aclift/ir';
import { equalRanges, type Range, type Ranges, unionRanges } from '@aclift/packet-set';
import { allAddresses, ICMP, icmpService } from './flow.ts';
import { portRanges } from './ports.ts';
import { maskRanges, prefixRange, wildcardHull } from './wildcard.ts';

/**
 * A set that is known between two bounds: everything in `must` is meant for certain, nothing outside `may` is.
 * An exact set has the same array twice.
 */
export interface Bounds {
  readonly must: Ranges;
  readonly may: Ranges;
}

/** An exact set. */
export function exactly(ranges: Ranges): Bounds {
  return { must: ranges, may: ranges };
}

/** One protocol-and-ports alternative of a service group. Absent fields are not constrained. */
export interface ServiceAlternative {
  readonly protocol?: number;
  readonly service?: Ranges;
  readonly sourcePort?: Ranges;
  /** The member was not understood or its reference leads nowhere: it may match more than nothing. */
  readonly uncertain?: boolean;
}

/** The groups of one device, resolved on demand. */
export class ObjectGroups {
  readonly #device: Device;
  readonly #networks = new Map<string, Bounds | 'resolving'>();
  readonly #services = new Map<string, readonly ServiceAlternative[] | 'resolving'>();

  constructor(device: Device) {
    this.#device = device;
  }

  /**
   * The addresses of a network group. A group that is undefined, of another kind, cyclic, or has a member that was not
   * understood may hold any address: nobody can tell.
   */
  addresses(name: string, family: Family): Bounds {
    const all = allAddresses(family);
    const key = `${family} ${name}`;
    const known = this.#networks.get(key);
    if (known === 'resolving') return { must: [], may: [all] };
    if (known !== undefined) return known;
    const groups = this.#device.objectGroups.filter((g) => g.name === name);
    this.#networks.set(key, 'resolving');
    let bounds: Bounds = groups.length === 1 ? exactly([]) : { must: [], may: [all] };
    for (const group of groups) {
      if (group.kind !== 'network') bounds = { must: [], may: [all] };
      else {
        for (const member of group.members) {
          const part = this.#member(member, family);
          bounds = {
            must: unionRanges(bounds.must, part.must),
            may: unionRanges(bounds.may, part.may),
          };
        }
      }
    }
    if (equalRanges(bounds.must, bounds.may)) bounds = exactly(bounds.may);
    this.#networks.set(key, bounds);
    return bounds;
  }

  #member(member: NetworkMember, family: Family): Bounds {
    const ipv4 = family === 'ipv4';
    switch (member.kind) {
      case 'host':
        return exactly(ipv4 ? [{ from: member.address, to: member.address }] : []);
      case 'prefix':
        return exactly(ipv4 ? [prefixRange(member.address, member.length)] : []);
      case 'range':
        return exactly(ipv4 ? [{ from: member.from, to: member.to }] : []);
      case 'masked': {
        const ranges = ipv4 ? maskRanges(member.address, member.mask) : [];
        return ranges === undefined
          ? { must: [], may: [wildcardHull(member.address, ~member.mask >>> 0)] }
          : exactly(ranges);
      }
      case 'host6':
        return exactly(ipv4 ? [] : [prefix6Range(member.address, 128)]);
      case 'prefix6':
        return exactly(ipv4 ? [] : [prefix6Range(member.address, member.length)]);
      case 'any':
        return exactly([allAddresses(family)]);
      case 'group-object':
        return this.addresses(member.name, family);
      case 'unrecognized':
        return { must: [], may: [allAddresses(family)] };
    }
  }

  /** The alternatives of a service group; an uncertain one without constraints where nobody can tell. */
  services(name: string): readonly ServiceAlternative[] {
    const known = this.#services.get(name);
    if (known === 'resolving') return [{ uncertain: true }];
    if (known !== undefined) return known;
    const groups = this.#device.objectGroups.filter((g) => g.name === name);
    this.#services.set(name, 'resolving');
    // Keyed by content: a group nested twice contributes its alternatives once.
    const found = new Map<string, ServiceAlternative>();
    const add = (alternative: ServiceAlternative): void => {
      found.set(JSON.stringify(alternative), alternative);
    };
    if (groups.length !== 1) add({ uncertain: true });
    for (const group of groups) {
      if (group.kind !== 'service') add({ uncertain: true });
      else for (const member of group.members) this.#alternatives(member).forEach(add);
    }
    const alternatives = [...found.values()];
    this.#services.set(name, alternatives);
    return alternatives;
  }

  #alternatives(member: ServiceMember): readonly ServiceAlternative[] {
    switch (member.kind) {
      case 'protocol':
        return [member.protocol === undefined ? {} : { protocol: member.protocol }];
      case 'icmp':
        return [
          {
            protocol: ICMP,
            ...(member.type === undefined ? {} : { service: [icmpService(member.type)] }),
          },
        ];
      case 'ports': {
        const service = portRanges(member.destinationPorts);
        const sourcePort = portRanges(member.sourcePorts);
        const uncertain = service?.uncertain === true || sourcePort?.uncertain === true;
        return member.protocols.map((protocol) => ({
          protocol,
          ...(service === undefined ? {} : { service: service.may }),
          ...(sourcePort === undefined ? {} : { sourcePort: sourcePort.may }),
          ...(uncertain ? { uncertain } : {}),
        }));
      }
      case 'group-object':
        return this.services(member.name);
      case 'unrecognized':
        return [{ uncertain: true }];
    }
  }
}

/** The addresses of an IPv6 prefix. */
export function prefix6Range(address: string, length: number): Range<bigint> {
  const value = parseIpv6(address);
  if (value === undefined) throw new Error(`${address} is no IPv6 address`);
  const host = (1n << BigInt(128 - length)) - 1n;
  const from = value & ~host;
  return { from, to: from | host };
}
