/** One packet and one list or filter: which entry decides it. For traces and records of flows. */
import { rangesHold } from '@aclift/packet-set';
import type { Action } from '@aclift/ir';
import type { FilterList } from './filter-list.ts';
import type { Flow, FlowBox } from './flow.ts';
import type { PlacedFilter } from './topology.ts';

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
  const { decided, may } = read(list, packet, answer, recorded);
  const verdict = decided === undefined ? 'deny' : (list.rules[decided]?.action ?? 'deny');
  const doubtful = may.filter((k) => list.rules[k]?.action !== verdict);
  return doubtful.length === 0
    ? { verdict, rule: decided, doubtful }
    : { verdict: 'unknown', rule: decided, doubtful };
}

/** The first rule that surely matches, and those before it that may. */
function read(
  list: FilterList,
  packet: Flow,
  answer: boolean,
  recorded: ReadonlySet<string> | undefined,
): { readonly decided: number | undefined; readonly may: readonly number[] } {
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
  return { decided, may };
}

/** As {@link decideByList}, of a list whose end decides nothing: what may match before it is in doubt, whatever it does. */
function decideOrPassOn(
  list: FilterList,
  packet: Flow,
  answer: boolean,
  recorded: ReadonlySet<string> | undefined,
): ListDecision {
  const { decided, may } = read(list, packet, answer, recorded);
  return decided === undefined && may.length > 0
    ? { verdict: 'unknown', rule: undefined, doubtful: may }
    : decideByList(list, packet, answer, recorded);
}

/** What a filter does with one packet, list by list. */
export interface FilterDecision {
  /** `unfiltered`: none of its lists is defined or has entries. */
  readonly verdict: ListDecision['verdict'];
  /** The lists that were asked, in order, each with what the filter makes of its answer. */
  readonly lists: readonly { readonly list: FilterList; readonly decision: ListDecision }[];
}

/**
 * Decides by following the steps of a filter. Of a list that selects, `decision.verdict` is what becomes of the packet: `deny` where it
 * is selected to be dropped.
 * @param lists by id; see {@link decideByList} for the rest.
 */
export function decideByFilter(
  { otherwise, steps }: Pick<PlacedFilter, 'steps' | 'otherwise'>,
  lists: ReadonlyMap<string, FilterList>,
  packet: Flow,
  answer: boolean,
  recorded?: ReadonlySet<string>,
): FilterDecision {
  const asked: { list: FilterList; decision: ListDecision }[] = [];
  /** What steps might have done that nobody can evaluate. */
  const doubts = new Set<Action>();
  let filters = false;
  const settle = (action: Action): FilterDecision['verdict'] =>
    [...doubts].some((one) => one !== action) ? 'unknown' : action;
  for (const step of steps) {
    if (step.kind === 'unknown') return { verdict: 'unknown', lists: asked };
    if (step.kind === 'entries') {
      const list = lists.get(step.list);
      if (list === undefined || list.rules.length === 0) continue;
      filters = true;
      const last = step === steps.at(-1) && otherwise === 'deny';
      const decision = last
        ? decideByList(list, packet, answer, recorded)
        : decideOrPassOn(list, packet, answer, recorded);
      const ends = decision.rule !== undefined || last;
      if (ends || decision.doubtful.length > 0) asked.push({ list, decision });
      for (const rule of decision.doubtful) doubts.add(list.rules[rule]?.action ?? 'deny');
      if (!ends) continue;
      const rule = decision.rule === undefined ? undefined : list.rules[decision.rule];
      return { verdict: settle(rule?.action ?? 'deny'), lists: asked };
    }
    filters = true;
    const selections = step.lists.map(({ list: id, negated }) => {
      const list = lists.get(id);
      if (list === undefined || list.rules.length === 0) return 'unknown' as const;
      const decision = decideByList(list, packet, answer, recorded);
      const passed =
        decision.verdict === 'unknown' ? undefined : (decision.verdict === 'permit') !== negated;
      const verdict = passed === undefined ? 'unknown' : passed ? step.action : undefined;
      if (verdict !== undefined) asked.push({ list, decision: { ...decision, verdict } });
      return passed === undefined ? ('unknown' as const) : passed;
    });
    const wanted = step.join === 'every';
    const settled = selections.some((one) => one === !wanted)
      ? !wanted
      : selections.includes('unknown')
        ? undefined
        : selections.length === 0 || wanted;
    if (settled === false) continue;
    if (settled === undefined || !step.certain) {
      doubts.add(step.action);
      continue;
    }
    return { verdict: settle(step.action), lists: asked };
  }
  const open = !filters && steps.some(({ kind }) => kind === 'entries');
  return { verdict: open ? 'unfiltered' : settle(otherwise), lists: asked };
}

function holds(box: FlowBox, packet: Flow): boolean {
  return (Object.entries(box) as [keyof Flow, FlowBox[keyof FlowBox]][]).every(
    ([field, ranges]) => ranges === undefined || rangesHold(ranges, packet[field]),
  );
}
