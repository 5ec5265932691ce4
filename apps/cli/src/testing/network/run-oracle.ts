/** Many random networks in a row: what came of them in numbers, and the first contradiction if there is one. */
import { flowsOf } from './flows.ts';
import { brokenRule, type Verdict, type Violation } from './judge.ts';
import type { NetworkData, NetworkFlow } from './network-data.ts';
import { type NetworkFeatures, randomNetwork, ROUTED, SWITCHED } from './random-network.ts';
import { walker } from './walk-packet.ts';

/** The product's answers about one network; it may prepare before the first flow. */
export type Product = (network: NetworkData) => (flow: NetworkFlow) => Verdict;

export interface OracleRun {
  /** How many networks. Every third has switches and classes. */
  readonly count: number;
  /** Seed of the first network; the others follow. */
  readonly seed: number;
  readonly flows: number;
  /** Absent: networks are walked and counted, and nothing is judged. */
  readonly product?: Product;
}

export interface OracleCounts {
  networks: number;
  flows: number;
  ways: number;
  /** Flows to which nothing leads. */
  withoutWay: number;
  /** Flows with more than one way, and those whose ways disagree. */
  severalWays: number;
  mixedVerdicts: number;
  /** Flows all of whose ways pass, and all of whose ways are shut. */
  open: number;
  shut: number;
  /** Most ways that a flow had. */
  most: number;
  violation: Violation | undefined;
}

/** Stops at the first contradiction. */
export function runOracle({ count, seed, flows, product }: OracleRun): OracleCounts {
  const counts: OracleCounts = {
    networks: 0,
    flows: 0,
    ways: 0,
    withoutWay: 0,
    severalWays: 0,
    mixedVerdicts: 0,
    open: 0,
    shut: 0,
    most: 0,
    violation: undefined,
  };
  for (let at = 0; at < count && counts.violation === undefined; at += 1) {
    const network = randomNetwork(seed + at, featuresOf(seed + at));
    const waysOf = walker(network);
    const verdictOf = product?.(network);
    counts.networks += 1;
    for (const flow of flowsOf(network, seed + at, flows)) {
      const ways = waysOf(flow);
      const passing = ways.filter((way) => way.passes).length;
      counts.flows += 1;
      counts.ways += ways.length;
      counts.most = Math.max(counts.most, ways.length);
      if (ways.length === 0) counts.withoutWay += 1;
      else if (passing === ways.length) counts.open += 1;
      else if (passing === 0) counts.shut += 1;
      else counts.mixedVerdicts += 1;
      if (ways.length > 1) counts.severalWays += 1;
      if (verdictOf === undefined) continue;
      const verdict = verdictOf(flow);
      const rule = brokenRule(ways, verdict);
      if (rule !== undefined) {
        counts.violation = { rule, network, flow, verdict, ways };
        break;
      }
    }
  }
  return counts;
}

/** Features of the network of a seed, so that a seed alone says which one it was. */
export function featuresOf(seed: number): NetworkFeatures {
  return seed % 3 === 0 ? SWITCHED : ROUTED;
}
