/**
 * Partial coverage in the report: which addresses of a workload have a service and which have not, what was decided
 * about it, and for a split the label that would tell them apart.
 */
import type { Decisions } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import {
  intersectRanges,
  normalizeRanges,
  type Ranges,
  rangesHold,
  subtractRanges,
} from '@aclift/packet-set';
import type { AddressPairs, CoverageCase, CoveragePlan, Ends, FilterList } from '@aclift/verify';
import { reasonText } from '../decide/plan.ts';
import { draftName } from '../draft/name.ts';
import type { Services } from '../rows/services.ts';
import { serviceTexts } from '../rows/service-text.ts';
import type { Sources } from '@aclift/diagnostics';
import { addressTexts } from '../draft/address-texts.ts';

/** Addresses at both ends: every one of `from` with every one of `to`. JSON-safe. */
export interface ReportedPairs {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** One case of partial coverage. JSON-safe. */
export interface ReportedCoverage {
  readonly from: string;
  readonly to: string;
  /** As decisions spell them. */
  readonly services: readonly string[];
  /** `pending`: nobody decided, so it is withheld. */
  readonly decision: 'pending' | 'grant' | 'withhold' | 'split';
  /** Who decided and why; `default`; empty: not said. */
  readonly decidedBy: string;
  /** Address pairs that have the services today. */
  readonly covered: readonly ReportedPairs[];
  /** Addresses that have them with no address of the other end. */
  readonly without: ReportedPairs;
  /** The lines that make the difference. */
  readonly lines: readonly {
    readonly file: string;
    readonly line: number;
    readonly list: string;
    readonly text: string;
  }[];
}

/** A label that would tell addresses of one workload apart. JSON-safe. */
export interface ReportedSplit {
  readonly workload: string;
  readonly label: { readonly key: string; readonly value: string };
  readonly addresses: readonly string[];
}

/** The label key that splits propose. */
const SPLIT_KEY = 'acl-group';
/** Its value where no split case is about an address. */
const OTHER = 'other';
const MAX_VALUE = 63;

/** What the coverage part of a report is made from. */
export interface CoverageInput {
  readonly family: Family;
  readonly cases: readonly CoverageCase[];
  readonly plan: CoveragePlan;
  readonly decisions: Decisions | undefined;
  readonly lists: ReadonlyMap<string, FilterList>;
  readonly sources: Sources;
  readonly ends: Ends;
  readonly servicesOf: (found: CoverageCase) => Services;
}

/** Cases by their ends and services. Those about no service that any target can name are left out. */
export function reportCoverage(input: CoverageInput): readonly ReportedCoverage[] {
  const { family, cases, plan, decisions, lists, sources } = input;
  return cases
    .flatMap((found): ReportedCoverage[] => {
      const services = serviceTexts(family, input.servicesOf(found));
      if (services.length === 0) return [];
      const decided = found.rule === undefined ? undefined : decisions?.coverage[found.rule];
      return [
        {
          from: found.from,
          to: found.to,
          services,
          decision: decided?.decision ?? plan.otherwise ?? 'pending',
          decidedBy:
            decided !== undefined
              ? reasonText(decided)
              : plan.otherwise === undefined
                ? ''
                : 'default',
          covered: found.covered.map((pairs) => pairTexts(family, pairs)),
          without: pairTexts(family, withoutAny(found)),
          lines: found.entries.flatMap(({ list: id, rule }) => {
            const list = lists.get(id);
            const entry = list?.rules[rule]?.entry;
            if (list === undefined || entry === undefined) return [];
            const file = list.device.source;
            return [
              {
                file,
                line: sources.line(file, entry.span),
                list: list.acl.name,
                text: sources.text(file, entry.span),
              },
            ];
          }),
        },
      ];
    })
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey({ from, to, services }: ReportedCoverage): string {
  return `${from}\n${to}\n${services.join(' ')}`;
}

function pairTexts(family: Family, { from, to }: AddressPairs): ReportedPairs {
  return { from: addressTexts(family, from, 1), to: addressTexts(family, to, 1) };
}

function addressesIn(pairs: readonly AddressPairs[], end: keyof AddressPairs): Ranges {
  return normalizeRanges(pairs.flatMap((pair) => [...pair[end]]));
}

function withoutAny({ covered, all }: CoverageCase): AddressPairs {
  const left = (end: keyof AddressPairs): Ranges =>
    subtractRanges(addressesIn(all, end), addressesIn(covered, end));
  return { from: left('from'), to: left('to') };
}

/**
 * Labels that would turn every split case into full coverage, by workload and value. Values come from what the
 * addresses are covered for, so that another case does not rename them.
 */
export function proposeSplits(input: CoverageInput): readonly ReportedSplit[] {
  const wanted = new Map<string, Map<string, Ranges>>();
  for (const found of input.cases) {
    if (found.rule === undefined || input.plan.rules[found.rule]?.verdict !== 'split') continue;
    const services = serviceTexts(input.family, input.servicesOf(found));
    if (services.length === 0) continue;
    for (const end of ['from', 'to'] as const) {
      const pod = input.ends.pods.find(({ workload }) => workload.id === found[end]);
      if (pod === undefined) continue;
      const covered = intersectRanges(addressesIn(found.covered, end), pod.addresses);
      if (subtractRanges(pod.addresses, covered).length === 0) continue;
      const name = valueOf(services, end, found[end === 'from' ? 'to' : 'from']);
      const groups = wanted.get(pod.workload.id) ?? new Map<string, Ranges>();
      groups.set(name, normalizeRanges([...(groups.get(name) ?? []), ...covered]));
      wanted.set(pod.workload.id, groups);
    }
  }
  return [...wanted]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, groups]) => splitOf(input, id, groups));
}

function splitOf(
  { family, ends }: CoverageInput,
  id: string,
  groups: ReadonlyMap<string, Ranges>,
): readonly ReportedSplit[] {
  const pod = ends.pods.find(({ workload }) => workload.id === id);
  if (pod === undefined) throw new Error(`no pods of ${id}`);
  const names = [...groups.keys()].toSorted();
  const byValue = new Map<string, Ranges>();
  for (const piece of pieces(pod.addresses, [...groups.values()])) {
    const first = piece.from;
    const value = names.filter((name) => rangesHold(groups.get(name) ?? [], first)).join('_');
    const key = value === '' ? OTHER : shortened(value);
    byValue.set(key, normalizeRanges([...(byValue.get(key) ?? []), piece]));
  }
  return [...byValue]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, addresses]) => ({
      workload: id,
      label: { key: SPLIT_KEY, value },
      addresses: addressTexts(family, addresses, 1),
    }));
}

/** Ranges cut so that each lies within or outside of every set. */
function pieces(whole: Ranges, sets: readonly Ranges[]): Ranges {
  return sets.reduce<Ranges>(
    (parts, set) =>
      parts.flatMap((part) => [...intersectRanges([part], set), ...subtractRanges([part], set)]),
    whole,
  );
}

/** `tcp-25-to-mail`: a label value that says what the addresses have. */
function valueOf(services: readonly string[], end: 'from' | 'to', other: string): string {
  const peer = other.slice(other.indexOf('/') + 1);
  const words = [...services, end === 'from' ? 'to' : 'from', peer];
  return words
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function shortened(value: string): string {
  return value.length <= MAX_VALUE ? value : draftName(value, 'etc');
}
