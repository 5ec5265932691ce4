/**
 * One routing process while its lines arrive: what it says for the global table, and in each address family and VRF.
 * Which interfaces that means is worked out at the end, since commands come in any order.
 */
import type { Span } from '@aclift/diagnostics';
import type { Family, RoutingProcess } from '@aclift/ir';

/** A `network` statement: an interface takes part if one of its addresses equals `base` in the bits of `mask`. */
export interface NetworkStatement {
  readonly base: number;
  readonly mask: number;
}

/** A neighbour named by address. */
export interface NeighborDraft {
  readonly address: number | string;
  /** The interface in the line: `fe80::1%Gi0/1`. Absent: its address tells. */
  readonly interface?: string;
}

/** Prefixes from which neighbours may come: `bgp listen range`. */
export interface ListenRange {
  readonly family: Family;
  readonly address: number | string;
  readonly length: number;
}

/** What one address family of a process says. */
export class RouterScope {
  /** `other`: a family that carries no plain routes (`vpnv4`, `l2vpn`). Absent: the process as such. */
  readonly family: Family | 'other' | undefined;
  readonly span: Span;
  vrf: string | undefined;
  /** A line that says where it runs could not be read: it may run anywhere. */
  unread = false;
  down = false;
  passiveByDefault: boolean | undefined;
  /** `passive-interface X`, by interface as written. */
  readonly passive: Map<string, boolean> = new Map();
  /** `shutdown` under `af-interface X`, by interface as written. */
  readonly downAt: Map<string, boolean> = new Map();
  downByDefault: boolean | undefined;
  readonly redistributes: Set<string> = new Set();
  readonly listens: Map<string, ListenRange> = new Map();
  readonly #networks = new Map<string, NetworkStatement>();
  /** False: named, but not active in this family. */
  readonly #neighbors = new Map<string, { readonly neighbor: NeighborDraft; active: boolean }>();

  constructor(family: RouterScope['family'], vrf: string | undefined, span: Span) {
    this.family = family;
    this.vrf = vrf;
    this.span = span;
  }

  setNetwork(network: NetworkStatement, present: boolean): void {
    const key = `${network.base} ${network.mask}`;
    if (present) this.#networks.set(key, network);
    else this.#networks.delete(key);
  }

  get networks(): readonly NetworkStatement[] {
    return [...this.#networks.values()];
  }

  setNeighbor(neighbor: NeighborDraft, active: boolean): void {
    this.#neighbors.set(neighborKey(neighbor), { neighbor, active });
  }

  removeNeighbor(neighbor: NeighborDraft): void {
    this.#neighbors.delete(neighborKey(neighbor));
  }

  get neighbors(): readonly NeighborDraft[] {
    return [...this.#neighbors.values()].filter(({ active }) => active).map((one) => one.neighbor);
  }

  /** Whether the neighbour is named here; undefined: it is not. False: it is switched off for this family. */
  hasActive(neighbor: NeighborDraft): boolean | undefined {
    return this.#neighbors.get(neighborKey(neighbor))?.active;
  }

  isEmpty(): boolean {
    return this.#networks.size === 0 && this.#neighbors.size === 0 && this.listens.size === 0;
  }
}

function neighborKey({ address, interface: via }: NeighborDraft): string {
  return `${address}%${via?.toLowerCase() ?? ''}`;
}

export class RouterDraft {
  readonly protocol: string;
  readonly process: string | undefined;
  /** `ipv6` for `ipv6 router …`. */
  readonly family: 'ipv6' | undefined;
  readonly span: Span;
  readonly base: RouterScope;
  /** By family and VRF. */
  readonly #scopes = new Map<string, RouterScope>();
  #current: RouterScope;
  /** The `af-interface` that lines stand in; `default`: all. */
  place: string | undefined;
  /** Whether lines stand in `topology`, which is left by an `exit` of its own. */
  inTopology = false;

  constructor({ protocol, process, family, vrf, span }: RoutingProcess) {
    this.protocol = protocol;
    this.process = process;
    this.family = family;
    this.span = span;
    this.base = new RouterScope(undefined, vrf, span);
    this.#current = this.base;
  }

  /** Where the lines that follow belong. */
  get current(): RouterScope {
    return this.#current;
  }

  /** All address families, without the process as such. */
  get scopes(): readonly RouterScope[] {
    return [...this.#scopes.values()];
  }

  enterFamily(family: Family | 'other', vrf: string | undefined, span: Span): void {
    const key = `${family} ${vrf ?? ''}`;
    let scope = this.#scopes.get(key);
    if (scope === undefined) {
      scope = new RouterScope(family, vrf, span);
      this.#scopes.set(key, scope);
    }
    this.#current = scope;
    this.leavePlace();
  }

  removeFamily(family: Family | 'other', vrf: string | undefined): void {
    this.#scopes.delete(`${family} ${vrf ?? ''}`);
    this.#current = this.base;
  }

  /** `exit-address-family`, or the header once more. */
  leaveFamily(): void {
    this.#current = this.base;
    this.leavePlace();
  }

  /** `exit-af-interface`, `exit-af-topology`. */
  leavePlace(): void {
    this.place = undefined;
    this.inTopology = false;
  }

  /** `exit`: one level up. @returns false when the process itself is left. */
  leaveInner(): boolean {
    if (this.place !== undefined || this.inTopology) this.leavePlace();
    else if (this.#current === this.base) return false;
    else this.leaveFamily();
    return true;
  }

  /** The process and, for each VRF that it has a family for, one more: nothing when it is shut down. */
  finish(): readonly RoutingProcess[] {
    if (this.base.down) return [];
    const scopes = this.scopes.filter(({ down }) => !down);
    const own = scopes.filter(({ vrf }) => vrf === undefined || vrf === this.base.vrf);
    const processes = [this.#process([this.base, ...own], this.base.vrf)];
    const vrfs = new Set(scopes.map(({ vrf }) => vrf));
    for (const vrf of vrfs) {
      if (vrf === undefined || vrf === this.base.vrf) continue;
      processes.push(
        this.#process(
          scopes.filter((scope) => scope.vrf === vrf),
          vrf,
        ),
      );
    }
    return processes;
  }

  #process(scopes: readonly RouterScope[], vrf: string | undefined): RoutingProcess {
    const redistributes = new Set(scopes.flatMap((scope) => [...scope.redistributes]));
    const named = scopes.flatMap(({ neighbors }) => neighbors.map(({ address }) => address));
    const neighbors = [...new Set(named)];
    return {
      protocol: this.protocol,
      ...(this.process !== undefined && { process: this.process }),
      ...(this.family !== undefined && { family: this.family }),
      ...(vrf !== undefined && { vrf }),
      ...(redistributes.size > 0 && { redistributes: [...redistributes] }),
      ...(neighbors.length > 0 && { neighbors }),
      span: scopes[0]?.span ?? this.span,
    };
  }
}
