/** The fates of entries, each read off the proof of its own family. */
import type { Decisions } from '@aclift/inventory';
import type { FilterList } from '@aclift/verify';
import { reasonText } from '../decide/plan.ts';
import { entryKey } from '../prove/entry-key.ts';
import type { Proven } from '../prove/proven.ts';
import type { NetworkSides } from '../sides/both-families.ts';
import type { Target } from '../options.ts';
import type { Sources } from '@aclift/diagnostics';
import { TARGETS } from '../targets/registry.ts';
import { answersVerdict } from './answers.ts';
import { type ReportedCondition, reportConditions } from './conditions.ts';
import { Fates } from './fate.ts';
import { heldVerdict, holdingVerdict } from './held-verdict.ts';
import type { LedgerInput } from './ledger.ts';
import type { LedgerPlace } from './ledger-reason.ts';
import { Narrowing } from './narrowing.ts';

/** What fates are worded with. */
export interface FatesContext {
  readonly sources: Sources;
  readonly target: Target;
  /** Undefined: nothing was decided. */
  readonly decisions: Decisions | undefined;
}

/** @param proven undefined: the lists were too tangled. */
export function fatesOf(
  sides: NetworkSides['sides'],
  proven: Proven | undefined,
  { sources, target, decisions }: FatesContext,
): Pick<LedgerInput, 'fateOf' | 'answersOf' | 'holdingBack'> & {
  readonly conditions: readonly ReportedCondition[];
} {
  if (proven === undefined) {
    const verdict = { outcome: 'needs-decision', reason: 'too-tangled' } as const;
    return {
      fateOf: () => ({ verdict }),
      answersOf: () => verdict,
      holdingBack: () => undefined,
      conditions: [],
    };
  }
  const { proofs, entries } = proven;
  const describe = (list: FilterList, rule: number): LedgerPlace => {
    const entry = list.rules[rule]?.entry;
    return {
      list: list.acl.name,
      ...(entry === undefined ? {} : { line: sources.line(list.device.source, entry.span) }),
    };
  };
  const byFamily = new Map(
    sides.flatMap(({ proofInput: { assumed, family, ends, topology } }) => {
      const proof = proofs.get(family);
      if (proof === undefined) return [];
      const { space, today, comparison } = proof;
      const answers = { space, family, topology, today, describe };
      const narrowing = new Narrowing({ space, today, comparison, assumed });
      const fates = new Fates({
        ...answers,
        ends,
        comparison,
        rulesOf: (list, rule) => entries.get(entryKey(list, rule)) ?? [],
        targetName: TARGETS[target].objects,
        heldBack: (list, rule) => heldVerdict(narrowing, { list, rule }, sources),
        decidedBy: (rule) => (rule < 0 ? 'default' : reasonText(decisions?.coverage[rule] ?? {})),
      });
      return [[family, { answers, fates, narrowing }] as const];
    }),
  );
  const of = (list: FilterList) => {
    const found = byFamily.get(list.acl.family);
    if (found === undefined) throw new Error(`no proof for list ${list.id}`);
    return found;
  };
  return {
    fateOf: (list, rule) => of(list).fates.of(list, rule),
    answersOf: (list, rule) => answersVerdict(of(list).answers, list, rule),
    holdingBack: (list, rule) => holdingVerdict(of(list).narrowing, { list, rule }, sources),
    conditions: [...byFamily.values()].flatMap(({ narrowing }) =>
      reportConditions(narrowing, sources),
    ),
  };
}
