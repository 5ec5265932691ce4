/** Who may open what to whom, today and with policies: a matrix of services for people to look at. */
import { Sources, type SourceText } from '@aclift/diagnostics';
import type { Decisions, Inventory } from '@aclift/inventory';
import type { Device } from '@aclift/ir';
import { connections, decidedProtocols, type Engine, engineFor, UNNAMED } from '@aclift/verify';
import { comparedSides, inOneSpace } from '@aclift/core/stages';
import { networkSides, type ListsOptions } from '@aclift/core';
import { readPolicyFiles } from '../validate/policy-files.ts';
import { RegionServices } from '../verify-policies/region-services.ts';

/** One end of connections. JSON-safe. */
export interface ConnectivityEnd {
  /** Workload id, name of an external, or `(unnamed)`. */
  readonly name: string;
  readonly kind: 'workload' | 'external' | 'unnamed';
  /** Of a workload; else empty. */
  readonly namespace: string;
}

/** What one end may open to another; numbers are places in {@link Connectivity}. JSON-safe. */
export interface ConnectivityCell {
  readonly from: number;
  readonly to: number;
  /** Services that some of the addresses have today. */
  readonly today: number;
  /** Services that the policies let through. */
  readonly policies: number;
  /** Services of which the policies let through what lists hold back. */
  readonly opened: number;
  /** Services of which the policies hold back what lists let through. */
  readonly closed: number;
  /** Not all of the addresses have the same services today. */
  readonly partly: boolean;
  /** Today some services are open from some client ports only: answers, mostly. */
  readonly someClientPorts: boolean;
}

/** The whole matrix, sparse. JSON-safe. */
export interface Connectivity {
  /** Workloads by namespace and name, then externals that take part, then whoever has no name. */
  readonly ends: readonly ConnectivityEnd[];
  /** Pairs that have some service, by row and column. */
  readonly cells: readonly ConnectivityCell[];
  /** Sets of services as texts, each set once; the first is empty. */
  readonly services: readonly (readonly string[])[];
}

export interface ConnectivityInput {
  readonly devices: readonly Device[];
  readonly inventory: Inventory;
  /** Undefined: nothing was decided. */
  readonly decisions?: Decisions;
  /** Policy files as texts. */
  readonly policies: readonly SourceText[];
  /** The texts of the devices, of the inventory and of the decisions. */
  readonly sources: readonly SourceText[];
  readonly options: ListsOptions & {
    /** Absent: Cilium if any object is Cilium's, else what the API promises. */
    readonly engine?: Engine;
  };
}

/**
 * Works the matrix out over all flows, IPv4 and IPv6. Its differences are those of a proof: a cell without any has none there
 * either, but for what routers send and get themselves.
 * @throws DiagramBudgetError when lists and policies are too tangled.
 */
export function connectivity(input: ConnectivityInput): Connectivity {
  const { decisions, devices, inventory, options } = input;
  const sources = new Sources([...input.sources, ...input.policies]);
  const { considered } = readPolicyFiles(input.policies);
  const engine = options.engine ?? engineFor(considered);
  const { sides } = networkSides({
    devices,
    inventory,
    decisions,
    sources,
    options,
    protocols: (family) => decidedProtocols(engine, family),
  });
  const cells = new Map<string, Merged>();
  for (const { proofInput } of comparedSides(sides)) {
    const { policies, space, today } = inOneSpace(proofInput, considered, { engine });
    const reader = new RegionServices(space, proofInput.family);
    for (const found of connections({ ...proofInput, space, today, policies })) {
      const key = JSON.stringify([found.from, found.to]);
      const cell = cells.get(key) ?? emptyCell(found.from, found.to);
      for (const part of PARTS) for (const text of reader.texts(found[part])) cell[part].add(text);
      cells.set(key, {
        ...cell,
        partly: cell.partly || found.partly,
        someClientPorts: cell.someClientPorts || found.someClientPorts,
      });
    }
  }
  return matrixOf(inventory, [...cells.values()]);
}

const PARTS = ['today', 'policies', 'opened', 'closed'] as const;

type Merged = { readonly [P in (typeof PARTS)[number]]: Set<string> } & {
  readonly from: string;
  readonly to: string;
  readonly partly: boolean;
  readonly someClientPorts: boolean;
};

function emptyCell(from: string, to: string): Merged {
  return {
    from,
    to,
    today: new Set(),
    policies: new Set(),
    opened: new Set(),
    closed: new Set(),
    partly: false,
    someClientPorts: false,
  };
}

function matrixOf({ workloads }: Inventory, merged: readonly Merged[]): Connectivity {
  const namespaces = new Map(workloads.map(({ id, namespace }) => [id, namespace]));
  const taking = new Set(merged.flatMap(({ from, to }) => [from, to]));
  const ends = [...new Set([...namespaces.keys(), ...taking])]
    .map((name): ConnectivityEnd => {
      const namespace = namespaces.get(name);
      if (namespace !== undefined) return { name, kind: 'workload', namespace };
      return { name, kind: name === UNNAMED ? 'unnamed' : 'external', namespace: '' };
    })
    .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const at = new Map(ends.map(({ name }, i) => [name, i]));
  const services: (readonly string[])[] = [[]];
  const known = new Map<string, number>([['', 0]]);
  const placeOf = (texts: ReadonlySet<string>): number => {
    const sorted = [...texts].toSorted(byService);
    const key = sorted.join(' ');
    const place = known.get(key) ?? services.length;
    if (place === services.length) {
      services.push(sorted);
      known.set(key, place);
    }
    return place;
  };
  const cells = merged
    .map((cell) => ({ ...cell, from: at.get(cell.from) ?? 0, to: at.get(cell.to) ?? 0 }))
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
    .map(({ closed, opened, policies, today, ...rest }): ConnectivityCell => ({
      ...rest,
      today: placeOf(today),
      policies: placeOf(policies),
      opened: placeOf(opened),
      closed: placeOf(closed),
    }))
    .filter(({ policies, today }) => today > 0 || policies > 0);
  return { ends, cells, services };
}

function orderOf({ kind, name, namespace }: ConnectivityEnd): string {
  return `${{ workload: 0, external: 1, unnamed: 2 }[kind]} ${namespace} ${name}`;
}

/** In the order in which people ask for them. */
const PROTOCOLS = ['any', 'tcp', 'udp', 'sctp', 'icmp', 'icmpv6'];

/** `tcp/80` before `tcp/443`. */
function byService(a: string, b: string): number {
  const [aName = '', aPort = ''] = a.split('/');
  const [bName = '', bPort = ''] = b.split('/');
  const rank = (name: string): number => PROTOCOLS.indexOf(name) + 1 || PROTOCOLS.length + 1;
  if (aName !== bName) return rank(aName) - rank(bName);
  return Number.parseInt(aPort, 10) - Number.parseInt(bPort, 10);
}
