/** Access lists as functions of flows: which entry decides each opening, and whether it passes. */
import type { Acl, Action, Device, Family } from '@aclift/ir';
import { type Diagram, EVERYTHING, type Space } from '@aclift/packet-set';
import { answeredOpenings } from './answered.ts';
import { type Assume, matchOf } from './ace-match.ts';
import { type FlowBox, type FlowField, ICMPV6, icmpService } from './flow.ts';
import type { ObjectGroups } from './object-groups.ts';
import { mirrored, replyBoxes } from './reply.ts';
import type { FilterRule } from './filter-rule.ts';

/** A list ready to compute with. */
export interface FilterList {
  /** Unique among the lists of a run: source, family and name. */
  readonly id: string;
  readonly device: Device;
  readonly acl: Acl;
  /** In order of evaluation, with what the device adds. Empty: the list permits everything. */
  readonly rules: readonly FilterRule[];
}

/** The id of a list, whether it is defined or not. */
export function listId(source: string, family: Family, name: string): string {
  return `${source} ${family} ${name}`;
}

/** Works out what each entry of `acl` matches. @param assume absent: conditions are left open. */
export function filterList(
  device: Device,
  groups: ObjectGroups,
  acl: Acl,
  assume?: Assume,
): FilterList {
  const rules: FilterRule[] = [];
  for (const entry of acl.entries) {
    if (entry.kind === 'remark') continue;
    const match = matchOf(groups, acl.family, entry, assume);
    // What shows no action may permit anything or deny anything: a header that was not understood hides whole entries.
    if (entry.kind === 'unrecognized' && entry.action === undefined) {
      rules.push({ entry, action: 'permit', match });
    }
    // `evaluate` lets answers back.
    const action = entry.kind === 'evaluate' ? 'permit' : (entry.action ?? 'deny');
    rules.push({ entry, action, match });
  }
  rules.push(...endOf(device, acl.family, rules.length === 0));
  return { id: listId(device.source, acl.family, acl.name), device, acl, rules };
}

/**
 * What the device adds to the entries: permits for neighbour advertisements and solicitations, or the deny that stands for a
 * list without entries where those let nothing through.
 */
function endOf({ semantics }: Device, family: Family, isEmpty: boolean): readonly FilterRule[] {
  if (isEmpty) return semantics.emptyList === 'denies' ? [DENY_ALL] : [];
  if (family !== 'ipv6' || semantics.ipv6End !== 'nd-then-deny') return [];
  return [136, 135].map((type) => {
    const box: FlowBox = {
      protocol: [{ from: ICMPV6, to: ICMPV6 }],
      service: [icmpService(type)],
    };
    const match = { must: [box], may: [box], answersMust: [], answersMay: [], caveats: [] };
    return { entry: undefined, action: 'permit', match };
  });
}

const DENY_ALL: FilterRule = {
  entry: undefined,
  action: 'deny',
  match: { must: [{}], may: [{}], answersMust: [{}], answersMay: [{}], caveats: [] },
};

/** A flattened list. In the labelled diagrams the terminal is the deciding rule's index + 1; 0 is the implicit deny. */
export interface ListFunction {
  readonly list: FilterList;
  /** What passes for certain: permits count only as far as they surely match, denies as far as they may. */
  readonly permittedMin: Diagram;
  /** What may pass. The same diagram as `permittedMin` when every entry is exact. */
  readonly permittedMax: Diagram;
  readonly decidedMin: Diagram;
  readonly decidedMax: Diagram;
}

/** Flattens a list in `space`, which must have been cut by {@link filterListBoxes}. */
export function flattenList(space: Space<FlowField>, list: FilterList): ListFunction {
  const decided = (certainly: Action): Diagram =>
    space.firstMatch(
      list.rules.map(({ action, match }, index) =>
        space.unionAll(
          (action === certainly ? match.must : match.may).map((box) => space.box(box, index + 1)),
        ),
      ),
    );
  const permitted = (diagram: Diagram): Diagram =>
    list.rules.length === 0
      ? EVERYTHING
      : space.mapTerminals(diagram, (label) =>
          label > 0 && list.rules[label - 1]?.action === 'permit' ? 1 : 0,
        );
  const decidedMin = decided('permit');
  const permittedMin = permitted(decidedMin);
  if (list.rules.every(({ match }) => match.caveats.length === 0)) {
    return { list, permittedMin, permittedMax: permittedMin, decidedMin, decidedMax: decidedMin };
  }
  const decidedMax = decided('deny');
  return { list, permittedMin, permittedMax: permitted(decidedMax), decidedMin, decidedMax };
}

/** Every box that flattening the list and recognising its answers will ask for. */
export function filterListBoxes(list: FilterList): readonly FlowBox[] {
  return list.rules.flatMap((rule) => [
    ...rule.match.must,
    ...rule.match.may,
    ...replyBoxes(rule, list.device.semantics).map(mirrored),
    ...answeredOpenings(list.acl.family, rule, list.device.semantics),
  ]);
}
