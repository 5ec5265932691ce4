/** One packet and one list: which entry decides it. For traces and records of flows. */
import { rangesHold } from '@aclift/packet-set';
import type { Action } from '@aclift/ir';
import type { FilterList } from './filter-list.ts';
import type { Flow, FlowBox } from './flow.ts';

/** What a list does with one packet. */
export interface ListDecision {
  /** `unfiltered`: the list is empty. `unknown`: entries that nobody can evaluate would decide it otherwise. */
  readonly verdict: Action | 'unfiltered' | 'unknown';
  /** Index of the deciding rule; undefined: the end of the list, or nothing decides for certain. */
  readonly rule: number | undefined;
  /** Rules before it that may match, with the other action. */
  readonly doubtful: readonly number[];
}

/**
 * Decides by reading the rules one by one.
 * @param answer whether the packet is a TCP packet with ACK or RST, which opens nothing.
 * @param recorded of a packet that answers: the reflexive lists that recorded the opening, by name; `evaluate` lets it
 * through for these and no others. Absent: nobody knows, and the packet is taken for no recorded answer unless it is TCP.
 */
export function decideByList(
  list: FilterList,
  packet: Flow,
  answer: boolean,
  recorded?: ReadonlySet<string>,
): ListDecision {
  if (list.rules.length === 0) return { verdict: 'unfiltered', rule: undefined, doubtful: [] };
  const may: number[] = [];
  let decided: number | undefined;
  for (const [k, { entry, match }] of list.rules.entries()) {
    if (entry?.kind === 'evaluate' && recorded !== undefined) {
      if (!recorded.has(entry.name)) continue;
      decided = k;
      break;
    }
    const [certain, possible] = answer
      ? [match.answersMust, match.answersMay]
      : [match.must, match.may];
    if (certain.some((box) => holds(box, packet))) {
      decided = k;
      break;
    }
    if (possible.some((box) => holds(box, packet))) may.push(k);
  }
  const verdict = decided === undefined ? 'deny' : (list.rules[decided]?.action ?? 'deny');
  const doubtful = may.filter((k) => list.rules[k]?.action !== verdict);
  return doubtful.length === 0
    ? { verdict, rule: decided, doubtful }
    : { verdict: 'unknown', rule: decided, doubtful };
}

function holds(box: FlowBox, packet: Flow): boolean {
  return (Object.entries(box) as [keyof Flow, FlowBox[keyof FlowBox]][]).every(
    ([field, ranges]) => ranges === undefined || rangesHold(ranges, packet[field]),
  );
}
