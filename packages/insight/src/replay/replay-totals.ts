/** The numbers that a reader of a replay asks for first. */
import type { ReplayReport } from './replay-report.ts';

/** Flows; together all that were judged. */
export interface ReplayTotals {
  readonly agree: number;
  /** The lists let them through, the policies do not. */
  readonly wouldDrop: number;
  /** The lists stop them, the policies do not. */
  readonly wouldAllow: number;
  /** Conditions, or what only the cluster knows. */
  readonly nobodyCanTell: number;
  /** Between ends outside the cluster: no policy is about them. */
  readonly outside: number;
}

export function replayTotals({ differences, records, verdicts }: ReplayReport): ReplayTotals {
  const flowsOf = (fits: (one: ReplayReport['verdicts'][number]) => boolean): number =>
    verdicts.filter(fits).reduce((sum, { flows }) => sum + flows, 0);
  const differ = (kind: ReplayReport['differences'][number]['kind']): number =>
    differences.filter((one) => one.kind === kind).reduce((sum, { flows }) => sum + flows, 0);
  const agree = flowsOf(({ acl, policy }) =>
    policy === 'allow'
      ? acl === 'permit' || acl === 'unfiltered'
      : policy === 'deny' && acl === 'deny',
  );
  const outside = flowsOf(({ policy }) => policy === 'not-applicable');
  const [wouldDrop, wouldAllow] = [differ('would-drop'), differ('would-allow')];
  return {
    agree,
    wouldDrop,
    wouldAllow,
    outside,
    nobodyCanTell: records.judged - agree - outside - wouldDrop - wouldAllow,
  };
}
