/** Cells of an estate with what is true of them: what the model is tuned on and judged by. */
import type { Weighed, WeighedCandidate } from '@aclift/suggest/inside';
import { canonicalWords, hostNamesOf, trialsOf, weighAll } from '@aclift/suggest/inside';
import { type Inventory, readInventory } from '@aclift/inventory';
import { parseIos } from '@aclift/ios';
import type { SourceText } from '@aclift/diagnostics';
import { generateCulture } from './culture-text.ts';
import { generateEstate, type TrueOwner } from './estate-text.ts';
import type { Half } from './vocabulary.ts';

/** What a model needs of a candidate; texts and lines would fill the memory. */
export interface ExampleCandidate {
  readonly candidate: WeighedCandidate['candidate'];
  readonly findings: readonly Pick<WeighedCandidate['findings'][number], 'kind' | 'strength'>[];
}

/** A trial, likewise. */
export interface ExampleTrial {
  readonly candidates: readonly ExampleCandidate[];
  readonly right: ReadonlySet<number>;
}

/** One cell: its candidates' evidence, and which candidate is right. */
export interface Example {
  readonly seed: number;
  readonly weighed: {
    readonly cell: Weighed['cell'];
    readonly candidates: readonly ExampleCandidate[];
  };
  /** Of the whole estate: its named owners hidden in turn. The same for all its examples. */
  readonly trials: readonly ExampleTrial[];
  /** Indexes among the candidates. Empty: none of them is right. Several: names of externals that all would do. */
  readonly right: ReadonlySet<number>;
  readonly truth: string;
}

const NOBODY = 'nobody, or several';

/** Whether somebody owns all of the cell. */
export function hasOwner({ truth }: Example): boolean {
  return truth !== NOBODY;
}

/** Files of an estate, and who everybody is. */
export interface KnownEstate {
  readonly seed: number;
  readonly config: SourceText;
  readonly hosts: SourceText;
  readonly inventory: SourceText;
  readonly ownerAt: (address: number) => TrueOwner | undefined;
}

/** Examples of estates of other cultures. */
export function examplesOfCultures(
  seeds: readonly number[],
  half: Half,
  withTrials = true,
): readonly Example[] {
  return seeds.flatMap((seed) => examplesOfEstate(generateCulture(seed, half), withTrials));
}

/** Examples of generated estates. */
export function examplesOf(
  seeds: readonly number[],
  half: Half,
  withTrials = true,
): readonly Example[] {
  return seeds.flatMap((seed) => examplesOfEstate(generateEstate(seed, half), withTrials));
}

function briefly(candidates: readonly WeighedCandidate[]): readonly ExampleCandidate[] {
  return candidates.map(({ candidate, findings }) => ({
    candidate,
    findings: findings.map(({ kind, strength }) => ({ kind, strength })),
  }));
}

/** @param withTrials false: weights are fitted on them, and nobody asks how the estate differs from others. */
export function examplesOfEstate(estate: KnownEstate, withTrials = true): readonly Example[] {
  const { device } = parseIos(estate.config);
  const { value, diagnostics } = readInventory(estate.inventory);
  if (
    value === undefined ||
    diagnostics.some(({ code }) => code !== 'inventory/labels-not-distinct')
  ) {
    throw new Error(`estate ${estate.seed}: ${JSON.stringify(diagnostics[0])}`);
  }
  const input = {
    devices: [device],
    sources: [estate.config, estate.inventory],
    inventory: value satisfies Inventory,
    hosts: [estate.hosts],
  };
  const { estate: read, weighed } = weighAll(input);
  const trials = withTrials
    ? trialsOf(input, read, hostNamesOf(input)).map(({ candidates, right }) => ({
        candidates: briefly(candidates),
        right,
      }))
    : [];
  return weighed.map(({ candidates, cell }): Example => {
    const one = { candidates: briefly(candidates), cell };
    const owner = ownerOf(one, estate.ownerAt);
    const right = [...one.candidates.keys()].filter((at) => {
      const candidate = one.candidates[at]?.candidate;
      return owner !== undefined && candidate !== undefined && isRight(candidate, owner);
    });
    return {
      seed: estate.seed,
      weighed: one,
      trials,
      right: new Set(right),
      truth:
        owner === undefined
          ? NOBODY
          : `${owner.kind} ${owner.namespace ?? ''}/${owner.name}${owner.known ? '' : ' (new)'}`,
    };
  });
}

/** The one owner of all addresses of a cell. Of networks the ends and some addresses between are asked. */
function ownerOf(
  { cell }: Pick<Weighed, 'cell'>,
  ownerAt: KnownEstate['ownerAt'],
): TrueOwner | undefined {
  let only: TrueOwner | undefined;
  for (const { from, to } of cell.ranges) {
    const step = Math.max(1, Math.floor((to - from) / 256));
    for (let address = from; address <= to; address += step) {
      const owner = ownerAt(address);
      if (owner === undefined) return undefined;
      only ??= owner;
      if (keyOf(only) !== keyOf(owner)) return undefined;
    }
  }
  return only;
}

function keyOf({ env, kind, name, namespace }: TrueOwner): string {
  return [kind, namespace, name, env].join(' ');
}

type Candidate = WeighedCandidate['candidate'];

/**
 * Whether a proposal would be accepted by somebody who knows. Names of workloads select pods, so they have to be
 * right to the letter; a newcomer's environment is a label that the benchmark does not count. Names of externals are
 * for people: half of their words are enough.
 */
function isRight(candidate: Candidate, owner: TrueOwner): boolean {
  switch (candidate.class) {
    case 'known-workload':
      return (
        owner.kind === 'workload' &&
        owner.known &&
        candidate.namespace === owner.namespace &&
        candidate.name === owner.name &&
        (owner.env === undefined || candidate.target?.labels?.['env'] === owner.env)
      );
    case 'known-external':
      return owner.kind === 'external' && owner.known && candidate.name === owner.name;
    case 'new-workload':
      return (
        owner.kind === 'workload' &&
        !owner.known &&
        candidate.namespace === owner.namespace &&
        [owner.name, ...(owner.accept ?? [])].some(
          (name) => name.replaceAll('-', '') === candidate.name.replaceAll('-', ''),
        )
      );
    case 'new-external': {
      if (owner.kind !== 'external' || owner.known) return false;
      const said = new Set(candidate.identity);
      const words = canonicalWords(owner.name);
      return words.filter((word) => said.has(word)).length * 2 >= Math.max(words.length, said.size);
    }
  }
}
