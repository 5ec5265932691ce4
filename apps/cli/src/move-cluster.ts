/** How far the cluster is in a plan: pods of each wave, and whether the policies and source ranges that were written for it apply. */
import { dirname, join } from 'node:path';
import { clusterNow, readInventory } from '@aclift/inventory';
import type { PlanReport } from '@aclift/move';
import { objectKey, objectMeaning, readPolicies } from '@aclift/policy';
import { InputError, isThere, readSource } from './input.ts';
import { readPolicySources } from './read-policy-files.ts';

/** One wave. */
export interface ClusterWave {
  readonly wave: number;
  readonly workloads: readonly { readonly id: string; readonly pods: number }[];
  /** Objects that apply as they were written; those that say something else; those that are not there. */
  readonly policies: {
    readonly applied: number;
    readonly otherwise: readonly string[];
    readonly missing: readonly string[];
  };
  /** Services whose source ranges are not those of their patch. */
  readonly services: readonly string[];
}

/** All of them. */
export interface ClusterStatus {
  readonly waves: readonly ClusterWave[];
  /** Pods run although something that holds them does not apply. */
  readonly wrong: boolean;
}

/** @param files objects of the cluster. @throws InputError when something of the plan's folder is missing. */
export async function clusterStatus(
  plan: PlanReport,
  planFile: string,
  files: readonly string[],
): Promise<ClusterStatus> {
  const sources = await readPolicySources(files);
  const there = new Map(
    sources
      .flatMap((source) => readPolicies(source).value)
      .map((document) => [objectKey(document), objectMeaning(document)]),
  );
  const waves: ClusterWave[] = [];
  for (const { number, policies, workloads } of plan.waves) {
    const folder = join(dirname(planFile), `wave-${number}`);
    // oxlint-disable-next-line no-await-in-loop -- one folder after the other
    waves.push(await waveOf(number, folder, workloads, policies?.files ?? []));
  }
  const wrong = waves.some(
    ({ policies, services, workloads }) =>
      workloads.some(({ pods }) => pods > 0) &&
      policies.otherwise.length + policies.missing.length + services.length > 0,
  );
  return { waves, wrong };

  async function waveOf(
    wave: number,
    folder: string,
    workloads: readonly string[],
    paths: readonly string[],
  ): Promise<ClusterWave> {
    const text = await ofPlan(join(folder, `inventory-${wave}.4.yaml`));
    const { value: inventory } = readInventory(text);
    if (inventory === undefined) throw new InputError(`${text.name} cannot be read`);
    const now = clusterNow(sources, inventory);
    const otherwise: string[] = [];
    const missing: string[] = [];
    const services: string[] = [];
    let applied = 0;
    for (const path of paths) {
      if (path.startsWith('exits/') || path.endsWith('kustomization.yaml')) continue;
      // oxlint-disable-next-line no-await-in-loop -- one file after the other
      const file = await ofPlan(join(folder, path));
      const service = /^entries\/services\/([^/]+)\/(.+)\.yaml$/.exec(path);
      if (service !== null) {
        const name = `${service[1]}/${service[2]}`;
        const wanted = [...file.text.matchAll(/^ {4}- "?([^"\s]+)"?$/gm)].map(([, one]) =>
          String(one),
        );
        const actual = now.ranges.get(name);
        if (actual === undefined || isOtherSet(actual, wanted)) services.push(name);
        continue;
      }
      for (const document of readPolicies(file).value) {
        const actual = there.get(objectKey(document));
        if (actual === undefined) missing.push(path);
        else if (actual === objectMeaning(document)) applied += 1;
        else otherwise.push(path);
      }
    }
    return {
      wave,
      workloads: workloads.map((id) => ({ id, pods: now.pods.get(id) ?? 0 })),
      policies: { applied, otherwise, missing },
      services,
    };
  }
}

function isOtherSet(a: readonly string[], b: readonly string[]): boolean {
  return new Set(a).symmetricDifference(new Set(b)).size > 0;
}

async function ofPlan(path: string): Promise<{ readonly name: string; readonly text: string }> {
  if (!(await isThere(path))) {
    throw new InputError(`${path} is not there: keep plan.json in the folder that move plan wrote`);
  }
  return await readSource(path);
}

/** Most files that are named. */
const MOST = 5;

/** For people. */
export function clusterLines({ waves, wrong }: ClusterStatus): readonly string[] {
  return [
    '',
    ...waves.flatMap(({ policies, services, wave, workloads }) => {
      const { applied, missing, otherwise } = policies;
      const all = applied + missing.length + otherwise.length;
      return [
        `Wave ${wave}: ${applied} of ${all} policies apply as written`,
        ...few(otherwise).map((path) => `  otherwise: ${path}`),
        ...(applied === 0 ? [] : few(missing).map((path) => `  not there: ${path}`)),
        ...services.map((name) => `  source ranges not as in the patch: Service ${name}`),
        ...workloads.map(
          ({ id, pods }) =>
            `  ${id}: ${pods === 0 ? 'no pods run' : `${pods} ${pods === 1 ? 'pod runs' : 'pods run'}`}`,
        ),
      ];
    }),
    ...(wrong ? ['Pods run although something that holds them does not apply.'] : []),
  ];
}

function few(paths: readonly string[]): readonly string[] {
  const more = paths.length - MOST;
  return more > 0 ? [...paths.slice(0, MOST), `and ${more} more`] : paths;
}
