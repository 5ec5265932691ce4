/** The middle of the pipeline: project → draft → prove, for every family at once where labels are concerned. */
import type { Sources } from '@aclift/diagnostics';
import type { Device } from '@aclift/ir';
import type { Space } from '@aclift/packet-set';
import { writePolicy } from '@aclift/policy';
import {
  CoverageMap,
  type FlowField,
  followVirtual,
  type Today,
  today as todayOf,
} from '@aclift/verify';
import { type Draft, draftPath, type WrittenDraft } from './draft/draft.ts';
import { type DraftInput, draftPolicies } from './draft/draft-policies.ts';
import { TARGETS } from './targets/registry.ts';
import type { TargetProfile } from './targets/target-profile.ts';
import { namedAddresses } from './draft/named-addresses.ts';
import { wordingsOf } from './draft/wordings.ts';
import { joinEnds } from './families/join-ends.ts';
import { joinRows } from './families/join-rows.ts';
import { stackOf } from './sides/stack.ts';
import type { MigrateStage } from './run.ts';
import { type MigrateOptions, type UnseenHandling, unseenHandling } from './options.ts';
import { rowsOf, type RowsInput, type Row } from './rows/rows.ts';
import { prove } from './prove/prove.ts';
import { flowCuts, type ProofInput } from './sides/flow-cuts.ts';
import { type Behind, type EntryRef, Trail } from './prove/trail.ts';
import { annotated, provenanceOf } from './prove/provenance.ts';
import type { Proven } from './prove/proven.ts';
import { entryKey } from './prove/entry-key.ts';

/**
 * Drafts and proves.
 * @param inputs one for each family. @throws DiagramBudgetError when the lists are too tangled.
 */
export function draftAndProve(
  inputs: readonly ProofInput[],
  given: { readonly devices: readonly Device[]; readonly options: MigrateOptions },
  sources: Sources,
  onStage: (stage: MigrateStage) => void,
): Proven {
  onStage('draft');
  // Whoever has no address of a family is no pod in it, so a family without pods has no part in the drafts.
  const projected = inputs
    .filter(({ inventory, ends }) => inventory !== undefined && ends.pods.length > 0)
    .map((input) => projection(input, given.options));
  const [first] = projected;
  const { written, unseen } =
    first === undefined ? NO_DRAFTS : writtenDrafts([first, ...projected.slice(1)], given, sources);
  const entries = new Map<string, string[]>();
  for (const { path, links } of written) {
    for (const { place, refs } of links) {
      for (const { list, rule } of refs) {
        const key = entryKey(list, rule);
        const rules = entries.get(key) ?? [];
        rules.push(`${path}#${place}`);
        entries.set(key, rules);
      }
    }
  }
  onStage('prove');
  const proofs = new Map(inputs.map((input) => [input.family, prove(input, written)]));
  const [{ warnings } = { warnings: [] }] = proofs.values();
  return { written, unseen, proofs, warnings, entries };
}

/** One family with the space and the verdicts that its drafts are made from. */
interface Projected {
  readonly input: ProofInput;
  readonly space: Space<FlowField>;
  readonly today: Today;
  readonly rows: (unseen: UnseenHandling, grants: 'all' | 'none') => readonly Row[];
}

function projection(
  input: ProofInput,
  { clientPorts, detachedAs = 'ingress' }: MigrateOptions,
): Projected {
  const { family, topology, ends } = input;
  const space = flowCuts(input).space(input.spaceOptions);
  const today = followVirtual(space, todayOf(space, topology, input.assumed), ends.services);
  const coverage = new CoverageMap(space, today, ends, input.coverage);
  const all: RowsInput = {
    space,
    family,
    topology,
    today,
    ends,
    clientPorts,
    detachedAs,
    coverage,
  };
  return { input, space, today, rows: (unseen, grants) => rowsOf(all, unseen, grants) };
}

interface LinkedDraft extends WrittenDraft {
  readonly links: readonly { readonly place: string; readonly refs: readonly EntryRef[] }[];
}

/** Drafts as text, and what would keep what they end. */
interface Drafts {
  readonly written: readonly LinkedDraft[];
  readonly unseen: readonly LinkedDraft[];
}

const NO_DRAFTS: Drafts = { written: [], unseen: [] };

function writtenDrafts(
  projected: readonly [Projected, ...Projected[]],
  { devices, options }: { readonly devices: readonly Device[]; readonly options: MigrateOptions },
  sources: Sources,
): Drafts {
  const [{ input }] = projected;
  const { inventory } = input;
  if (inventory === undefined) return NO_DRAFTS;
  const stack = stackOf(projected.map((one) => one.input.family));
  const ends = joinEnds(
    stack,
    projected.map((one) => one.input.ends),
  );
  const rowsOf = (unseen: UnseenHandling, grants: 'all' | 'none' = 'all'): readonly Row[] =>
    joinRows(
      stack,
      ends,
      projected.map((one) => ({ family: one.input.family, rows: one.rows(unseen, grants) })),
    );
  const rows = rowsOf('preserve');
  const { unseenTraffic } = options;
  const handling = unseenHandling(unseenTraffic);
  const drafting: DraftInput = {
    stack,
    inventory,
    ends,
    // A grant of what no list sees would open everything, and isolate nobody; but then nothing is cut either.
    rows: handling === 'strict' ? rowsOf('preserve', 'none') : rows,
    allowedRows: handling === 'strict' ? rowsOf('strict') : rows,
    target: TARGETS[options.target].drafts,
    named: namedAddresses(devices, ends, stack),
    wordings: wordingsOf(projected.flatMap((one) => [...one.input.lists.values()])),
    unseenTraffic: handling,
    baseline: options.baseline ?? (handling === 'preserve' ? 'dns' : 'none'),
    shape: options.shape ?? 'shared',
    selectorKeys: options.selectorKeys ?? [],
  };
  const drafts = draftPolicies(drafting);
  // What a draft that preserves would have besides: for people to look at.
  const keeping: readonly Draft[] =
    unseenTraffic === 'report'
      ? draftPolicies({
          ...drafting,
          rows,
          allowedRows: rows,
          unseenTraffic: 'preserve',
          baseline: 'dns',
        }).filter(({ origin }) => origin === 'same-segment' || origin === 'dns')
      : [];
  const trails = projected.map(
    ({ input: own, space, today }) =>
      new Trail(stack, space, own.family, today, own.ends, own.unseenTraffic, own.topology.places),
  );
  return {
    written: drafts.map((draft) => write(draft, trails, sources, TARGETS[options.target])),
    unseen: keeping.map((draft) => write(draft, trails, sources, TARGETS[options.target])),
  };
}

function write(
  draft: Draft,
  trails: readonly Trail[],
  sources: Sources,
  { namesNeedLookup }: TargetProfile,
): LinkedDraft {
  const behind = draft.rules.map((rule): Behind => {
    const each =
      draft.origin === 'access-list' ? trails.map((trail) => trail.behind(draft, rule)) : [];
    return {
      entries: each.flatMap(({ entries }) => entries),
      unquoted: each.flatMap(({ unquoted }) => unquoted),
    };
  });
  const refs = behind.map(({ entries }) => entries);
  const provenance = provenanceOf(draft, behind, sources, namesNeedLookup);
  const object = annotated(draft, refs, sources);
  return {
    draft: { ...draft, object },
    path: draftPath(draft),
    yaml: writePolicy(object, provenance),
    provenance,
    links: draft.rules.map((rule, i) => ({ place: rule.path.join('.'), refs: refs[i] ?? [] })),
  };
}
