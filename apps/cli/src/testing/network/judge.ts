/**
 * Judges what the product says of flows through a network by all ways that a packet may take.
 *
 * ```ts
 * const violation = judgeNetwork(network, (flow) => ({ min: …, max: … }), { flows: 50, seed });
 * if (violation !== undefined) throw new Error(showViolation(violation));
 * ```
 *
 * `min`: what is said to pass whatever way is taken. `max`: what is said to pass over some way. Both are bounds, so a
 * product that says too little with `min` or too much with `max` is not at fault here.
 */
import { flowsOf } from './flows.ts';
import { type NetworkData, type NetworkFlow, showIp } from './network-data.ts';
import { networkTexts } from './network-text.ts';
import { showWay, walker, type Way } from './walk-packet.ts';

export interface Verdict {
  readonly min: boolean;
  readonly max: boolean;
}

/** `min`: said to pass for certain, and a way is shut. `max`: said to be shut for certain, and a way is open. */
export interface Violation {
  readonly rule: 'min' | 'max';
  readonly network: NetworkData;
  readonly flow: NetworkFlow;
  readonly verdict: Verdict;
  readonly ways: readonly Way[];
}

export interface JudgeOptions {
  /** How many flows to try. Absent: 50. */
  readonly flows?: number;
  /** Seed of the flows. Absent: 1. */
  readonly seed?: number;
}

/**
 * The first flow on which the product and the ways of the packet contradict each other; undefined: none of those tried.
 * @param verdictOf The product's answer. Asked once for each flow that is tried.
 */
export function judgeNetwork(
  network: NetworkData,
  verdictOf: (flow: NetworkFlow) => Verdict,
  { flows = 50, seed = 1 }: JudgeOptions = {},
): Violation | undefined {
  const waysOf = walker(network);
  for (const flow of flowsOf(network, seed, flows)) {
    const ways = waysOf(flow);
    const verdict = verdictOf(flow);
    const rule = brokenRule(ways, verdict);
    if (rule !== undefined) return { rule, network, flow, verdict, ways };
  }
  return undefined;
}

/** Which of the two rules a verdict breaks. Where no way leads there, every verdict will do. */
export function brokenRule(
  ways: readonly Way[],
  { min, max }: Verdict,
): Violation['rule'] | undefined {
  // Where listed devices know a way, nobody looks for one through routers that may not be there; where they know none, such a way
  // has to be shut if anything on it is, and may be open without a word.
  const plain = ways.filter(({ wandered }) => !wandered);
  const judged = plain.length > 0 ? plain : ways;
  if (min && judged.some((way) => !way.passes)) return 'min';
  if (!max && plain.some((way) => way.passes)) return 'max';
  return undefined;
}

export function showFlow({
  source,
  destination,
  protocol,
  sourcePort,
  service,
}: NetworkFlow): string {
  return `${showIp(source)} -> ${showIp(destination)} protocol ${protocol}, ports ${sourcePort} -> ${service}`;
}

/** Everything that is needed to look into it: what made the network, its texts, the flow and its ways. */
export function showViolation({ rule, network, flow, verdict, ways }: Violation): string {
  const said =
    rule === 'min'
      ? 'said to pass whatever the way, and a way is shut'
      : 'said to be shut whatever the way, and a way is open';
  return [
    `${network.label}: ${said} (min ${verdict.min}, max ${verdict.max})`,
    showFlow(flow),
    ...ways.map((way) => `  ${way.passes ? 'passes' : 'shut  '}  ${showWay(way)}`),
    ...networkTexts(network).flatMap(({ name, text }) => ['', `=== ${name}`, text]),
  ].join('\n');
}
