/** Ports that lists, policies or the inventory name: services that somebody runs. */
import type { Inventory } from '@aclift/inventory';
import type { Ranges } from '@aclift/packet-set';
import { type FilterList, hasPorts, type PolicyModel, SCTP, TCP, UDP } from '@aclift/verify';

/** More ports than one service has: such a set names clients, or everything but some. */
const MOST_PORTS = 1024;

const PROTOCOLS = { TCP, UDP, SCTP };

/** By protocol. */
export class NamedPorts {
  readonly #ports = new Map<number, Set<number>>();

  has(protocol: number, port: number): boolean {
    return this.#ports.get(protocol)?.has(port) ?? false;
  }

  /** Ports of either side of an entry: `eq 443` names a service in an entry about answers too. */
  lists(lists: Iterable<FilterList>): void {
    for (const { rules } of lists) {
      for (const { entry, match } of rules) {
        if (entry === undefined) continue;
        for (const { protocol, service, sourcePort } of match.may) {
          this.#add(protocol, service);
          this.#add(protocol, sourcePort);
        }
      }
    }
  }

  policies(policies: Iterable<PolicyModel>): void {
    for (const { rules } of policies) {
      for (const { protocol, service } of rules.flatMap((rule) => rule.services)) {
        const only = protocol === undefined ? undefined : [{ from: protocol, to: protocol }];
        this.#add(only, service);
      }
    }
  }

  inventory({ workloads }: Inventory): void {
    for (const { http, vips } of workloads) {
      for (const { port } of http ?? [])
        this.#add([{ from: TCP, to: TCP }], [{ from: port, to: port }]);
      for (const { port, protocol, target } of vips.flatMap((vip) => vip.ports)) {
        const number = PROTOCOLS[protocol];
        const only = [{ from: number, to: number }];
        this.#add(only, [{ from: port, to: port }]);
        this.#add(only, [{ from: target, to: target }]);
      }
    }
  }

  /** @param protocols undefined: all. */
  #add(protocols: Ranges | undefined, ports: Ranges | undefined): void {
    if (ports === undefined) return;
    const count = ports.reduce((sum, { from, to }) => sum + Number(to) - Number(from) + 1, 0);
    if (count > MOST_PORTS) return;
    const with_ = [TCP, UDP, SCTP].filter(
      (number) =>
        hasPorts(number) &&
        (protocols?.some(({ from, to }) => from <= number && number <= to) ?? true),
    );
    for (const protocol of with_) {
      const own = this.#ports.get(protocol) ?? new Set<number>();
      this.#ports.set(protocol, own);
      for (const { from, to } of ports) {
        for (let port = Number(from); port <= Number(to); port += 1) own.add(port);
      }
    }
  }
}
