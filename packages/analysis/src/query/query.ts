/** Which packets of a header space a list permits or denies, and which line decides. */
import { type Result, Sources, type SourceText } from '@aclift/diagnostics';
import type { Action, Family } from '@aclift/ir';
import {
  askedPackets,
  deciders,
  examplePacket,
  describeRegions,
  type DeviceList,
  modelLists,
} from '@aclift/lists';
import { DiagramBudgetError } from '@aclift/packet-set';
import type { FilterEntry, WitnessFlow } from '@aclift/verify';
import { parseHeaderSpace } from './header-space.ts';

export interface QueryInput {
  readonly list: DeviceList;
  readonly source: SourceText;
  /** What is asked for: packets with this fate. Absent: both. */
  readonly action?: Action;
  /** Only packets that the entry on this line of the text decides. */
  readonly decidedBy?: number;
  /** As {@link parseHeaderSpace} reads it. */
  readonly within: string;
  /** Most regions in words for one line. Default 8. */
  readonly mostRegions?: number;
}

/** The packets that one line decides. */
export interface QueryAnswer {
  readonly action: Action;
  /** Null: the end of the list, or a list without lines. */
  readonly line: number | null;
  readonly text: string;
  readonly regions: readonly string[];
  readonly witness: WitnessFlow;
}

export interface QueryReport {
  readonly schema: 'aclift/query/1';
  readonly list: { readonly source: string; readonly family: Family; readonly name: string };
  readonly within: string;
  /** In order of the lines. Empty is a proof: no packet of the header space fares so. */
  readonly answers: readonly QueryAnswer[];
}

/**
 * Answers over all packets of the header space.
 * @returns the reason for the user when the header space cannot be read, or no entry stands on the line.
 */
export function query(input: QueryInput): Result<QueryReport, string> {
  try {
    return answer(input);
  } catch (error) {
    if (!(error instanceof DiagramBudgetError)) throw error;
    return { ok: false, error: `${input.list.list.acl.name} is too tangled to be asked exactly` };
  }
}

function answer(input: QueryInput): Result<QueryReport, string> {
  const { acl, device } = input.list.list;
  const box = parseHeaderSpace(input.within, acl.family);
  if (!box.ok) return box;
  const sources = new Sources([{ ...input.source, name: device.source }]);
  const lineOf = ({ entry }: { readonly entry: FilterEntry | undefined }): number | null =>
    entry === undefined ? null : sources.line(device.source, entry.span);
  const { decidedBy } = input;
  if (
    decidedBy !== undefined &&
    !input.list.list.rules.some((rule) => lineOf(rule) === decidedBy)
  ) {
    return { ok: false, error: `no entry of ${acl.name} stands on line ${decidedBy}` };
  }
  const [model] = modelLists([input.list], [box.value]);
  if (model === undefined) throw new Error(`no model of ${acl.name}`);
  const { asked, lines, space } = model;
  const answers = deciders(model, space.box(askedPackets(box.value, asked))).flatMap(
    ({ line, packets }): QueryAnswer[] => {
      const rule = line === undefined ? undefined : lines[line];
      // A list without lines lets everything through.
      const action = rule?.action ?? (lines.length === 0 ? 'permit' : 'deny');
      const entry = rule?.entry;
      const number = lineOf({ entry });
      if (input.action !== undefined && input.action !== action) return [];
      if (decidedBy !== undefined && decidedBy !== number) return [];
      const witness = examplePacket(space, acl.family, packets);
      if (witness === undefined) throw new Error('an answer without a packet');
      return [
        {
          action,
          line: number,
          text:
            entry === undefined
              ? endText(rule, lines.length)
              : sources.text(device.source, entry.span),
          regions: describeRegions(acl.family, space, packets, input.mostRegions ?? 8),
          witness,
        },
      ];
    },
  );
  const list = { source: device.source, family: acl.family, name: acl.name };
  return {
    ok: true,
    value: { schema: 'aclift/query/1', list, within: input.within, answers },
  };
}

function endText(rule: { readonly action: string } | undefined, lines: number): string {
  if (rule?.action === 'deny') return 'no lines, so nothing passes';
  if (rule !== undefined) return 'implicit neighbour discovery';
  return lines === 0 ? 'no lines, so everything passes' : 'the end of the list';
}
