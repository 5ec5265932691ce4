/** Conditions that keep flows from passing until somebody decides, and the entries that would decide them. */
import { type ConditionEntry, recordCondition } from '@aclift/inventory';
import type { Action } from '@aclift/ir';
import type { FilterRule } from '@aclift/verify';
import type { Sources } from '@aclift/diagnostics';
import { type EntryAt, isDecidable, type Narrowing } from './narrowing.ts';

/** A line of a list. JSON-safe. */
export interface ReportedLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly list: string;
  /** As written, blanks folded. */
  readonly text: string;
}

/** A line whose conditions nobody has decided, and which holds flows back for that. JSON-safe. */
export interface ReportedCondition extends ReportedLine {
  /** A deny holds back what it might deny; a permit what it might not permit. */
  readonly action: Action;
  readonly conditions: readonly {
    /** As decisions call it. */
    readonly kind: string;
    /** Of a time range or a dynamic list. Absent: such a condition has no name. */
    readonly name?: string;
    /** In the words of the line. */
    readonly text: string;
  }[];
  /** Permits that it holds back besides itself, in order of the lists. */
  readonly holds: readonly ReportedLine[];
}

/** In order of the lists. */
export function reportConditions(
  narrowing: Narrowing,
  sources: Sources,
): readonly ReportedCondition[] {
  return narrowing.holders.filter(isDecidable).flatMap((holder): ReportedCondition[] => {
    const { device, rules } = holder.list;
    const { action, match } = rules[holder.rule] as FilterRule;
    return lineOf(holder, sources).map((line) => ({
      ...line,
      action,
      conditions: match.caveats.flatMap((caveat) => {
        if (caveat.kind !== 'condition') return [];
        const { condition } = caveat;
        return [
          {
            kind: condition.kind,
            ...('name' in condition ? { name: condition.name } : {}),
            text: sources.text(device.source, condition.span),
          },
        ];
      }),
      holds: holder.holds.flatMap((permit) => lineOf(permit, sources)),
    }));
  });
}

/** None for the entries that IPv6 adds by itself. */
function lineOf({ list, rule }: EntryAt, sources: Sources): readonly ReportedLine[] {
  const entry = list.rules[rule]?.entry;
  if (entry === undefined) return [];
  const { source } = list.device;
  return [
    {
      file: source,
      line: sources.line(source, entry.span),
      list: list.acl.name,
      text: sources.text(source, entry.span),
    },
  ];
}

/**
 * A decisions file that would let the flows pass: one entry for a time range or dynamic list wherever it stands, one for each
 * line otherwise. Lines without line ends.
 */
export function entriesToPaste(conditions: readonly ReportedCondition[]): readonly string[] {
  const entries = new Map<string, ConditionEntry>();
  for (const { action, conditions: own, text } of conditions) {
    const assume = action === 'deny' ? 'never' : 'matches';
    for (const { kind, name } of own) {
      const sameName = name === undefined ? [] : conditions.filter(hasName(kind, name));
      const everywhere = name !== undefined && sameName.every((one) => one.action === action);
      const entry: ConditionEntry = everywhere
        ? { kind, name, assume }
        : { kind, ace: text, assume };
      entries.set(JSON.stringify(entry), entry);
    }
  }
  let file = '';
  for (const entry of entries.values()) file = recordCondition(file, entry);
  return file.trimEnd().split('\n');
}

function hasName(kind: string, name: string): (condition: ReportedCondition) => boolean {
  return ({ conditions }) => conditions.some((one) => one.kind === kind && one.name === name);
}
