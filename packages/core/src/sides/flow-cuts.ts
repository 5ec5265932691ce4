/** The lists' side of every comparison, and where it cuts the space of flows. */
import type { Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import type { SpaceOptions } from '@aclift/packet-set';
import {
  coverageBoxes,
  CoverageMap,
  type CoveragePlan,
  type Ends,
  type FilterList,
  filterListBoxes,
  type FlowBox,
  FlowCuts,
  followVirtual,
  heldBetween,
  type OtherFamily,
  today,
  type Topology,
  topologyAddresses,
} from '@aclift/verify';
import type { ClientPorts, UnseenHandling } from '../options.ts';

/** The lists side of every comparison. */
export interface ProofInput {
  readonly family: Family;
  readonly topology: Topology;
  /** Lists that filter, by id. */
  readonly lists: ReadonlyMap<string, FilterList>;
  /** The same with conditions taken to do what was decided; the same map where nothing was. */
  readonly assumed: ReadonlyMap<string, FilterList>;
  readonly coverage: CoveragePlan;
  readonly ends: Ends;
  /** Undefined: nobody to select. */
  readonly inventory: Inventory | undefined;
  readonly protocols: readonly number[];
  readonly unseenTraffic: UnseenHandling;
  readonly clientPorts: ClientPorts;
  readonly spaceOptions: SpaceOptions;
  /** Absent: nobody has addresses of another family. */
  readonly otherFamily?: OtherFamily;
}

/** Everything that the lists, the topology and the inventory tell apart. */
export function flowCuts(
  input: Pick<ProofInput, 'family' | 'lists' | 'topology' | 'ends' | 'coverage' | 'otherFamily'>,
): FlowCuts {
  const { family, topology, ends, otherFamily } = input;
  const cuts = new FlowCuts(family).boxes(boxesOf(input)).boxes(otherFamily?.boxes ?? []);
  for (const addresses of topologyAddresses(topology)) cuts.addresses(addresses);
  for (const { addresses } of [...ends.pods, ...ends.named]) cuts.addresses(addresses);
  return cuts.addresses(ends.virtual).addresses(ends.outside);
}

/** The lists side of one family as the proof of the other one sees it. Worked out when it is asked for the first time. */
export function asOtherFamily(input: ProofInput): OtherFamily {
  let answer: OtherFamily['held'] | undefined;
  const held: OtherFamily['held'] = (from, to) => {
    if (answer === undefined) {
      const space = flowCuts(input).space(input.spaceOptions);
      const verdicts = followVirtual(
        space,
        today(space, input.topology, input.assumed),
        input.ends.services,
      );
      const coverage = new CoverageMap(space, verdicts, input.ends, input.coverage);
      answer = heldBetween({ ...input, space, today: verdicts, coverage });
    }
    return answer(from, to);
  };
  const boxes = boxesOf(input).map(({ protocol, service }): FlowBox => ({
    ...(protocol === undefined ? {} : { protocol }),
    ...(service === undefined ? {} : { service }),
  }));
  return { boxes, held };
}

function boxesOf({
  coverage,
  ends,
  lists,
}: Pick<ProofInput, 'lists' | 'ends' | 'coverage'>): readonly FlowBox[] {
  return [
    ...coverageBoxes(coverage),
    ...[...lists.values()].flatMap((list) => filterListBoxes(list)),
    ...ends.pods.flatMap(({ workload }) =>
      (workload.http ?? []).map(({ port }) => ({ service: [{ from: port, to: port }] })),
    ),
    ...ends.services.flatMap(({ at, leadsTo }) => [at, leadsTo]),
  ];
}
