/** The semantic difference of two configurations' access lists. */
import { Sources, type SourceText } from '@aclift/diagnostics';
import type { Action, Device } from '@aclift/ir';
import {
  describeRegions,
  type DeviceList,
  type Difference,
  differences,
  type ListModel,
  modelLists,
} from '@aclift/lists';
import { DiagramBudgetError } from '@aclift/packet-set';
import { describeFlow, type WitnessFlow } from '@aclift/verify';
import { tellApartTimeRanges } from './changed-time-ranges.ts';
import { type ListPair, type PairBy, pairLists } from './pair-lists.ts';

export interface DiffInput {
  readonly old: { readonly device: Device; readonly source: SourceText };
  readonly new: { readonly device: Device; readonly source: SourceText };
  readonly by: PairBy;
  /** Most regions in words for one pair of lines. Default 8. */
  readonly mostRegions?: number;
}

/** The line that decides, or the end of its list. */
export interface DecidingLine {
  readonly file: string;
  /** Null: the end of the list, or a list without lines. */
  readonly line: number | null;
  readonly text: string;
}

export interface ReportedDifference {
  readonly now: Action;
  readonly old: DecidingLine;
  readonly new: DecidingLine;
  /** The packets in words. */
  readonly regions: readonly string[];
  readonly witness: WitnessFlow;
}

export interface ReportedPair {
  readonly title: string;
  /** `added`, `removed`: the other configuration has no list of that name. `too-tangled`: not compared. */
  readonly status: 'equal' | 'different' | 'added' | 'removed' | 'too-tangled';
  readonly newlyPermitted: readonly ReportedDifference[];
  readonly newlyDenied: readonly ReportedDifference[];
}

export interface DiffReport {
  readonly schema: 'aclift/diff/1';
  readonly old: string;
  readonly new: string;
  readonly by: PairBy;
  /** Whether some packet passes some list that did not before. A list that could not be compared may. */
  readonly widened: boolean;
  readonly pairs: readonly ReportedPair[];
}

/** Regions of one pair of lines that are put into words. */
const MOST_REGIONS = 8;

/** Compares every list with its counterpart. Equal is proven: over all packets, not samples. */
export function diffConfigs(input: DiffInput): DiffReport {
  // Two texts may have one name, such as the same file at two commits: each has line numbers of its own.
  const texts = {
    old: new Sources([{ ...input.old.source, name: input.old.device.source }]),
    new: new Sources([{ ...input.new.source, name: input.new.device.source }]),
  };
  const young = tellApartTimeRanges(input.old.device, input.new.device);
  const pairs = pairLists(input.old.device, young, input.by).map((pair) =>
    comparePair(pair, texts, input.mostRegions ?? MOST_REGIONS),
  );
  return {
    schema: 'aclift/diff/1',
    old: input.old.source.name,
    new: input.new.source.name,
    by: input.by,
    widened: pairs.some(
      ({ newlyPermitted, status }) => newlyPermitted.length > 0 || status === 'too-tangled',
    ),
    pairs,
  };
}

type Texts = { readonly old: Sources; readonly new: Sources };

function comparePair(pair: ListPair, texts: Texts, mostRegions: number): ReportedPair {
  const { old, new: young, title } = pair;
  const nothing = { newlyPermitted: [], newlyDenied: [] };
  if (old === undefined) return { title, status: 'added', ...nothing };
  if (young === undefined) return { title, status: 'removed', ...nothing };
  try {
    const found = compareLists(old, young, texts, mostRegions);
    return {
      title,
      status: found.length === 0 ? 'equal' : 'different',
      newlyPermitted: found.filter(({ now }) => now === 'permit'),
      newlyDenied: found.filter(({ now }) => now === 'deny'),
    };
  } catch (error) {
    if (!(error instanceof DiagramBudgetError)) throw error;
    return { title, status: 'too-tangled', ...nothing };
  }
}

function compareLists(
  old: DeviceList,
  young: DeviceList,
  texts: Texts,
  mostRegions: number,
): readonly ReportedDifference[] {
  const [before, after] = modelLists([old, young]);
  if (before === undefined || after === undefined) throw new Error('two lists give two models');
  return differences(before, after).map((difference) =>
    report(difference, before, after, texts, mostRegions),
  );
}

function report(
  { newLine, now, oldLine, packets }: Difference,
  before: ListModel,
  after: ListModel,
  texts: Texts,
  mostRegions: number,
): ReportedDifference {
  const { space } = before;
  const { family } = before.list.acl;
  const packet = space.witness(packets, { sourcePort: 50_000 });
  if (packet === undefined) throw new Error('a difference without a packet');
  return {
    now,
    old: deciding(before, oldLine, texts.old),
    new: deciding(after, newLine, texts.new),
    regions: describeRegions(family, space, packets, mostRegions),
    witness: describeFlow(family, packet),
  };
}

function deciding(
  { lines, list }: ListModel,
  index: number | undefined,
  texts: Sources,
): DecidingLine {
  const file = list.device.source;
  if (index === undefined) {
    const text = lines.length === 0 ? 'no list, so everything passes' : 'the end of the list';
    return { file, line: null, text };
  }
  const { action, entry } = lines[index] ?? {};
  if (entry === undefined) {
    const text = action === 'deny' ? 'no lines, so nothing passes' : 'implicit neighbour discovery';
    return { file, line: null, text };
  }
  return { file, line: texts.line(file, entry.span), text: texts.text(file, entry.span) };
}
