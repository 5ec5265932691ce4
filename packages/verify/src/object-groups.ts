/**
 * Object-groups resolved to sets: nested groups followed, cycles and gaps noticed. Each group is resolved once, so
 * that groups nested many times over cost no more than their text.
 */
import {
  type Device,
  type Family,
  type NetworkMember,
  type ObjectGroup,
  parseIpv6,
  type ServiceMember,
} from '@aclift/ir';
import { equalRanges, normalizeRanges, type Range, type Ranges } from '@aclift/packet-set';
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

/** The groups of one device, resolved on demand. However deep they nest, the stack stays flat. */
export class ObjectGroups {
  readonly #groups: ReadonlyMap<string, readonly ObjectGroup[]>;
  readonly #networks = new Map<string, Bounds | 'resolving'>();
  readonly #services = new Map<string, readonly ServiceAlternative[] | 'resolving'>();

  constructor(device: Device) {
    this.#groups = Map.groupBy(device.objectGroups, ({ name }) => name);
  }

  /**
   * The addresses of a network group. A group that is undefined, of another kind, cyclic, or has a member that was not
   * understood may hold any address: nobody can tell.
   */
  addresses(name: string, family: Family): Bounds {
    const key = (one: string): string => `${family} ${one}`;
    this.#innermostFirst(
      name,
      (one) => this.#networks.has(key(one)),
      (one) => this.#networks.set(key(one), 'resolving'),
      (one) => this.#networks.set(key(one), this.#networkBounds(one, family)),
    );
    return this.#knownAddresses(name, family);
  }

  #knownAddresses(name: string, family: Family): Bounds {
    const known = this.#networks.get(`${family} ${name}`);
    return known === undefined || known === 'resolving'
      ? { must: [], may: [allAddresses(family)] }
      : known;
  }

  #networkBounds(name: string, family: Family): Bounds {
    const unknown: Bounds = { must: [], may: [allAddresses(family)] };
    const groups = this.#groups.get(name) ?? [];
    const parts = groups.flatMap((group) =>
      group.kind === 'network'
        ? group.members.map((member) => this.#member(member, family))
        : [unknown],
    );
    if (groups.length !== 1) parts.push(unknown);
    // One that is not a group of addresses takes back what those of its name say for certain.
    const certain = groups.every(({ kind }) => kind === 'network') ? parts : [];
    const must = normalizeRanges(certain.flatMap((part) => part.must));
    const may = normalizeRanges(parts.flatMap((part) => part.may));
    return equalRanges(must, may) ? exactly(may) : { must, may };
  }

  /**
   * Resolves a group after those that it is made of, without calling itself: hostile configurations nest deeper than any stack.
   * A group inside itself is found marked, and stays unknown there.
   */
  #innermostFirst(
    name: string,
    isKnown: (name: string) => boolean,
    mark: (name: string) => void,
    resolve: (name: string) => void,
  ): void {
    if (isKnown(name)) return;
    const open = [{ name, inner: this.#innerNames(name) }];
    mark(name);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const next = top.inner.next();
      if (next.done === true) {
        resolve(top.name);
        open.pop();
      } else if (!isKnown(next.value)) {
        mark(next.value);
        open.push({ name: next.value, inner: this.#innerNames(next.value) });
      }
    }
  }

  *#innerNames(name: string): Generator<string, void> {
    for (const group of this.#groups.get(name) ?? []) {
      for (const member of group.kind === 'other' ? [] : group.members) {
        if (member.kind === 'group-object') yield member.name;
      }
    }
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
        return this.#knownAddresses(member.name, family);
      case 'unrecognized':
        return { must: [], may: [allAddresses(family)] };
    }
  }

  /** The alternatives of a service group; an uncertain one without constraints where nobody can tell. */
  services(name: string): readonly ServiceAlternative[] {
    this.#innermostFirst(
      name,
      (one) => this.#services.has(one),
      (one) => this.#services.set(one, 'resolving'),
      (one) => this.#services.set(one, this.#serviceAlternatives(one)),
    );
    return this.#knownServices(name);
  }

  #knownServices(name: string): readonly ServiceAlternative[] {
    const known = this.#services.get(name);
    return known === undefined || known === 'resolving' ? [{ uncertain: true }] : known;
  }

  #serviceAlternatives(name: string): readonly ServiceAlternative[] {
    const groups = this.#groups.get(name) ?? [];
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
    return [...found.values()];
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
        return this.#knownServices(member.name);
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
