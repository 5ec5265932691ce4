/** From which addresses some policies let a connection into a pod. Whoever asks knows what the policy there sees. */
import type { Family } from '@aclift/ir';
import { type Ranges, rangesHold, subtractRanges, unionRanges } from '@aclift/packet-set';
import { allAddresses } from './flow.ts';
import { letsOpen, type PolicyModel, type RuleModel } from './policy-model.ts';

/** Source addresses, for certain and at most. */
export interface LetIn {
  readonly min: Ranges;
  readonly max: Ranges;
}

/**
 * Sources of connections to one port of a workload. A policy that may not apply counts where it lets less through for `min`, and
 * where it lets more through for `max`.
 * @param protocol its number.
 */
export function sourcesLetIn(
  policies: readonly PolicyModel[],
  family: Family,
  workload: string,
  protocol: number,
  port: number,
): LetIn {
  const everything: Ranges = [allAddresses(family)];
  const certain = policies.filter((one) => one.oneOf === undefined && one.subjects.has(workload));
  const possible = policies.filter(
    ({ perhaps, subjects }) => subjects.has(workload) || perhaps.has(workload),
  );
  const matched = (
    among: readonly PolicyModel[],
    action: RuleModel['action'],
    counts: (rule: RuleModel) => boolean,
  ): Ranges =>
    among
      .flatMap(({ rules }) => rules)
      .filter(
        (rule) =>
          rule.direction === 'ingress' &&
          rule.action === action &&
          counts(rule) &&
          matchesPort(rule, protocol, port),
      )
      .reduce<Ranges>(
        (sum, { peers }) => unionRanges(sum, peers.kind === 'anyone' ? everything : peers.outside),
        [],
      );
  const any = (): boolean => true;
  const sure = ({ caveat }: RuleModel): boolean => caveat === undefined;
  const isolated = (among: readonly PolicyModel[]): boolean =>
    among.some(({ isolates }) => isolates.ingress);
  const opened = (rule: RuleModel): boolean => sure(rule) || letsOpen(rule.caveat);
  const min = subtractRanges(
    isolated(possible) ? matched(certain, 'allow', opened) : everything,
    matched(possible, 'deny', any),
  );
  const max = subtractRanges(
    isolated(certain) ? matched(possible, 'allow', any) : everything,
    matched(certain, 'deny', sure),
  );
  return { min, max };
}

function matchesPort({ services }: RuleModel, protocol: number, port: number): boolean {
  return services.some(
    (one) =>
      (one.protocol === undefined || one.protocol === protocol) &&
      (one.service === undefined || rangesHold(one.service, port)),
  );
}
