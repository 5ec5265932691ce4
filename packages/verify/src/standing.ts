/** Which policies concern a workload, in every way that a cluster may have them. */
import type { PolicyDocument } from '@aclift/policy';
import type { PolicyModel } from './policy-model.ts';

/** Policies that apply to a workload for certain, and those that may apply besides. */
export interface Standing {
  readonly applying: readonly PolicyModel[];
  readonly perhaps: readonly PolicyModel[];
}

/** More choices than these are not told apart: then each object of a shared name may apply, or may not. */
const MOST_CHOICES = 64;

/** By set of policies and workload: every difference asks again. */
const found = new WeakMap<readonly PolicyModel[], Map<string, readonly Standing[]>>();

/**
 * One standing for each choice among objects of one name: a cluster has one of them.
 * @returns at least one.
 */
export function standingsOf(
  policies: readonly PolicyModel[],
  workload: string,
): readonly Standing[] {
  const byWorkload = found.get(policies) ?? new Map<string, readonly Standing[]>();
  found.set(policies, byWorkload);
  const known = byWorkload.get(workload) ?? findStandings(policies, workload);
  byWorkload.set(workload, known);
  return known;
}

function findStandings(policies: readonly PolicyModel[], workload: string): readonly Standing[] {
  const concerned = policies.filter(
    ({ perhaps, subjects }) => subjects.has(workload) || perhaps.has(workload),
  );
  const names = new Set(concerned.flatMap(({ oneOf }) => oneOf ?? []));
  if (names.size === 0) return [standing(concerned, workload)];
  const choices = [...names].map((name) => [
    ...new Set(policies.flatMap((one) => (one.oneOf === name ? [one.document] : []))),
  ]);
  if (choices.reduce((product, { length }) => product * length, 1) > MOST_CHOICES) {
    const { applying, perhaps } = standing(concerned, workload);
    const shared = applying.filter(({ oneOf }) => oneOf !== undefined);
    return [
      {
        applying: applying.filter(({ oneOf }) => oneOf === undefined),
        perhaps: [...perhaps, ...shared],
      },
    ];
  }
  return choices
    .reduce<readonly (readonly PolicyDocument[])[]>(
      (all, documents) => all.flatMap((chosen) => documents.map((one) => [...chosen, one])),
      [[]],
    )
    .map((chosen) =>
      standing(
        concerned.filter(({ document, oneOf }) => oneOf === undefined || chosen.includes(document)),
        workload,
      ),
    );
}

function standing(concerned: readonly PolicyModel[], workload: string): Standing {
  return {
    applying: concerned.filter(({ subjects }) => subjects.has(workload)),
    perhaps: concerned.filter(({ perhaps }) => perhaps.has(workload)),
  };
}
