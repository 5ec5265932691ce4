/** From what people wrote down to what the stages compute with, and back: which decision is about which line. */
import type { ConditionDecision, CoverageDecision, Decisions } from '@aclift/inventory';
import type { Ace, Condition, Device } from '@aclift/ir';
import { intersectRanges, type Ranges, subtractRanges, unionRanges } from '@aclift/packet-set';
import {
  type Assume,
  type CoveragePlan,
  type CoverageRule,
  decidedServices,
  type Ends,
  type FilterList,
} from '@aclift/verify';
import type { Sources } from '@aclift/diagnostics';

/** How decisions call the addresses that nobody owns. */
export const UNNAMED_END = 'unnamed';

/** A line as decisions spell it: blanks do not count. */
export function foldedText(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Who decided and why, for sentences; empty when nobody said. */
export function reasonText({ who, why }: Pick<CoverageDecision, 'who' | 'why'>): string {
  return [who, why].filter((part) => part !== undefined).join(': ');
}

/**
 * The plan of coverage decisions for one family; its rules run parallel to the decisions of the file.
 * @param fallback what the command line says of cases that no decision is about; wins over the file's default.
 */
export function coveragePlan(
  decisions: Decisions | undefined,
  fallback: 'grant' | 'withhold' | undefined,
  ends: Ends,
  lists: ReadonlyMap<string, FilterList>,
  sources: Sources,
): CoveragePlan {
  const otherwise = fallback ?? decisions?.default;
  const rules = (decisions?.coverage ?? []).map((decision): CoverageRule => {
    const { from, to, service, ace } = decision;
    return {
      ...(from === undefined ? {} : { from: decidedAbout(ends, from.text) }),
      ...(to === undefined ? {} : { to: decidedAbout(ends, to.text) }),
      ...(service === undefined || service.protocol === 'any'
        ? {}
        : { services: decidedServices(ends.family, service.protocol, service.values) }),
      ...(ace === undefined ? {} : { entries: entriesOf(lists, ace.text, sources) }),
      verdict: decision.decision,
    };
  });
  return { rules, ...(otherwise === undefined ? {} : { otherwise }) };
}

/** Addresses of the family that a name means; undefined: the inventory has no such name there. */
export function addressesOf({ pods, named, outside }: Ends, name: string): Ranges | undefined {
  const pod = pods.find(({ workload }) => workload.id === name);
  const known = named.find((one) => one.name === name);
  if (name !== UNNAMED_END) return pod?.addresses ?? known?.addresses;
  return named.reduce<Ranges>((rest, { addresses }) => subtractRanges(rest, addresses), outside);
}

/** Whom a decision that names an end is about: what policies name as a whole is decided as a whole. */
function decidedAbout(ends: Ends, name: string): Ranges {
  const named = addressesOf(ends, name) ?? [];
  return (ends.wholes ?? [])
    .filter(({ addresses }) => intersectRanges(addresses, named).length > 0)
    .reduce((all, { addresses }) => unionRanges(all, addresses), named);
}

function entriesOf(
  lists: ReadonlyMap<string, FilterList>,
  text: string,
  sources: Sources,
): NonNullable<CoverageRule['entries']> {
  const wanted = foldedText(text);
  return [...lists.values()].flatMap((list) =>
    list.rules.flatMap(({ entry }, rule) =>
      entry !== undefined && sources.text(list.device.source, entry.span) === wanted
        ? [{ list: list.id, rule }]
        : [],
    ),
  );
}

/** The first decision about a condition of a line; `text` is the line, folded. */
export function conditionDecision(
  decisions: Decisions | undefined,
  text: string,
  condition: Condition,
): ConditionDecision | undefined {
  const name = 'name' in condition ? condition.name : undefined;
  return decisions?.conditions.find(
    (decision) =>
      (decision.kind === undefined || decision.kind === condition.kind) &&
      (decision.name === undefined || decision.name === name) &&
      (decision.ace === undefined || foldedText(decision.ace.text) === text),
  );
}

/** What the conditions in a device's lists are taken to do; undefined: nothing was decided about any. */
export function assumeOf(
  decisions: Decisions | undefined,
  device: Device,
  sources: Sources,
): Assume | undefined {
  if (decisions === undefined || decisions.conditions.length === 0) return undefined;
  return (ace: Ace, condition: Condition) =>
    conditionDecision(decisions, sources.text(device.source, ace.span), condition)?.assume;
}
