/**
 * The lists' side of every comparison: which lists filter which flows today, between which ends, with what was decided
 * about them. Migrations, verifications and traces begin with it.
 */
import type { Decisions, Inventory } from '@aclift/inventory';
import type { Device, Family } from '@aclift/ir';
import { normalizeRanges, type Range, type Ranges } from '@aclift/packet-set';
import {
  type Assume,
  endsOf,
  type EngineOptions,
  type FilterList,
  filterList,
  ObjectGroups,
  withWholes,
} from '@aclift/verify';
import { bindingDiagnostics } from '../topology/binding-findings.ts';
import { assumeOf, coveragePlan } from '../decide/plan.ts';
import type { CoreDiagnostic } from '../diagnostic.ts';
import { type MigrateOptions, unseenHandling } from '../options.ts';
import { translateLists } from '../topology/translate.ts';
import { Translations } from '../topology/translations.ts';
import type { ProofInput } from './flow-cuts.ts';
import type { Sources } from '@aclift/diagnostics';
import { isRouted } from '@aclift/network';
import { asRead, type TopologyResult, topologyOf } from '../topology/topology.ts';

/** Options that concern today's network and what is compared with it. */
export type ListsOptions = Pick<
  MigrateOptions,
  | 'unseenTraffic'
  | 'clientPorts'
  | 'detached'
  | 'defaultCoverage'
  | 'upstream'
  | 'unused'
  | 'behind'
  | 'nodeLimit'
>;

export interface NetworkSideInput {
  readonly devices: readonly Device[];
  /** Undefined: there is nobody to select. */
  readonly inventory: Inventory | undefined;
  /** Undefined: nothing was decided. */
  readonly decisions: Decisions | undefined;
  readonly sources: Sources;
  readonly family: Family;
  readonly options: ListsOptions;
  /** Protocols that the policies decide; others are not comparable. */
  readonly protocols: readonly number[];
  /** Who takes the policies: Cilium names nodes as a whole. Absent: somebody who takes them for addresses like others. */
  readonly engine?: EngineOptions;
}

export interface NetworkSide {
  /** Every list, of either family, by id. */
  readonly lists: ReadonlyMap<string, FilterList>;
  /** The same with conditions taken to do what was decided; the same map where nothing was. */
  readonly assumed: ReadonlyMap<string, FilterList>;
  /** Ids of lists that are read with the local addresses behind static translations. */
  readonly translated: ReadonlySet<string>;
  readonly topology: TopologyResult;
  /** For judging single packets. */
  readonly translations: Translations;
  readonly proofInput: ProofInput;
  readonly said: readonly CoreDiagnostic[];
}

const FAMILIES: readonly Family[] = ['ipv4', 'ipv6'];

export function networkSide(input: NetworkSideInput): NetworkSide {
  const { decisions, devices, engine, family, inventory, options, protocols, sources } = input;
  const { lists, translated } = translateLists(
    devices,
    listsOf(devices, () => undefined),
  );
  const ofFamily = new Map([...lists].filter(([, { acl }]) => acl.family === family));
  const topology = topologyOf(devices, family, ofFamily, {
    detached: options.detached,
    upstream: options.upstream,
    unused: options.unused ?? [],
    behind: behindPorts(options, family),
    // Where another family says which addresses sit where, a list of this one is bound or it is not.
    alone: FAMILIES.every(
      (other) =>
        other === family ||
        devices.every(({ interfaces }) => interfaces.every((via) => !isRouted(via, other))),
    ),
  });
  const filters = (some: ReadonlyMap<string, FilterList>): ReadonlyMap<string, FilterList> =>
    new Map([...some].filter(([id]) => topology.filtering.has(id)));
  const filtering = filters(ofFamily);
  const devicesAt = topology.topology.places
    .filter(({ kind }) => kind === 'own')
    .flatMap(({ addresses }) => addresses);
  const plain = endsOf(inventory, family, normalizeRanges(devicesAt));
  const ends = engine?.engine === 'cilium' ? withWholes(plain, engine) : plain;
  const assumed = assumedLists(devices, lists, decisions, sources);
  const proofInput: ProofInput = {
    family,
    topology: topology.topology,
    lists: filtering,
    assumed: assumed === lists ? filtering : filters(assumed),
    coverage: coveragePlan(decisions, options.defaultCoverage, ends, filtering, sources),
    ends,
    inventory,
    protocols,
    unseenTraffic: unseenHandling(options.unseenTraffic),
    clientPorts: options.clientPorts,
    spaceOptions: options.nodeLimit === undefined ? {} : { nodeLimit: options.nodeLimit },
  };
  const said = [
    ...topology.diagnostics,
    ...bindingDiagnostics(devices, family, ofFamily, topology, translated),
  ];
  const read = (some: ReadonlyMap<string, FilterList>): ReadonlyMap<string, FilterList> =>
    new Map([...some].map(([id, list]) => [id, asRead(list, topology)]));
  return {
    lists: read(lists),
    translated,
    assumed: read(assumed),
    topology,
    translations: new Translations(devices, family, ofFamily),
    proofInput,
    said,
  };
}

/** What the user says is behind switch ports, for one family. */
function behindPorts({ behind = [] }: ListsOptions, family: Family): ReadonlyMap<string, Ranges> {
  return new Map(
    behind.map(({ addresses, port }) => [
      port,
      normalizeRanges(
        addresses
          .filter((one) => one.family === family)
          .map(({ from, to }): Range => ({ from, to })),
      ),
    ]),
  );
}

/** Every list of every device, by id. */
function listsOf(
  devices: readonly Device[],
  assumeFor: (device: Device) => Assume | undefined,
): ReadonlyMap<string, FilterList> {
  return new Map(
    devices.flatMap((device) => {
      const groups = new ObjectGroups(device);
      const assume = assumeFor(device);
      return device.acls.map((acl): [string, FilterList] => {
        const list = filterList(device, groups, acl, assume);
        return [list.id, list];
      });
    }),
  );
}

/** The lists with conditions taken to do what was decided; `lists` themselves where nothing was. */
function assumedLists(
  devices: readonly Device[],
  lists: ReadonlyMap<string, FilterList>,
  decisions: Decisions | undefined,
  sources: Sources,
): ReadonlyMap<string, FilterList> {
  if (decisions === undefined || decisions.conditions.length === 0) return lists;
  return translateLists(
    devices,
    listsOf(devices, (device) => assumeOf(decisions, device, sources)),
  ).lists;
}
