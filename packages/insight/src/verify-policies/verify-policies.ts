/** Any policies against the lists over all flows: what `aclift verify` says of hand-edited files and of clusters. */
import { explain, type ExplainedDiagnostic, Sources, type SourceText } from '@aclift/diagnostics';
import type { Decisions, Inventory } from '@aclift/inventory';
import type { Device, Family } from '@aclift/ir';
import {
  decidedProtocols,
  type Difference,
  type Engine,
  engineFor,
  type Tally,
} from '@aclift/verify';
import { coreCatalogue, networkSides, type ListsOptions } from '@aclift/core';
import {
  compareDocuments,
  comparedSides,
  type Proof,
  type ProofInput,
  reportDiagnostic,
  reportEntries,
} from '@aclift/core/stages';
import { RegionServices } from './region-services.ts';
import { readPolicyFiles } from '../validate/policy-files.ts';
import { ENGINE_LIMITS } from './engine-limits.ts';
import { once } from './once.ts';
import { placeOf, sideVerdict } from './policy-place.ts';
import type { ReportedDifferenceGroup, ReportedRegion, VerifyReport } from './verify-report.ts';

export interface VerifyInput {
  readonly devices: readonly Device[];
  readonly inventory: Inventory;
  /** Undefined: nothing was decided. */
  readonly decisions?: Decisions;
  /** Policy files as texts. */
  readonly policies: readonly SourceText[];
  /** The texts of the devices, of the inventory and of the decisions. */
  readonly sources: readonly SourceText[];
  /** What reading those had to say. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
  readonly options: VerifyOptions;
}

export interface VerifyOptions extends ListsOptions {
  /** Absent: Cilium if any object is Cilium's, else what the API promises. */
  readonly engine?: Engine;
  /** Blocks that pods get their addresses from; absent: nobody knows. */
  readonly podCidrs?: readonly string[];
  /** Cilium's agent has `policy-cidr-match-mode: nodes`. Absent: it has not. */
  readonly blocksMatchNodes?: boolean;
}

/**
 * Compares policies with the lists, IPv4 and IPv6, as far as lists or workloads have them.
 * @throws DiagramBudgetError when lists and policies are too tangled.
 */
export function verifyPolicies(input: VerifyInput): VerifyReport {
  const { devices, inventory, options } = input;
  const sources = new Sources([...input.sources, ...input.policies]);
  const { accepted, considered, findings, refused, unread } = readPolicyFiles(input.policies);
  const engine = options.engine ?? engineFor(considered);
  const { blocksMatchNodes = false, podCidrs } = options;
  const { sides, said } = networkSides({
    devices,
    inventory,
    decisions: input.decisions,
    sources,
    options,
    protocols: (family) => decidedProtocols(engine, family),
    engine: { engine, blocksMatchNodes },
  });
  const compared = comparedSides(sides).map(({ proofInput }) => {
    const proof = compareDocuments(proofInput, considered, {
      engine,
      blocksMatchNodes,
      ...(podCidrs === undefined ? {} : { podCidrs }),
    });
    return { family: proofInput.family, proof, regions: new Regions(proofInput, proof, sources) };
  });
  const total = (part: keyof Tally): bigint =>
    compared.reduce((sum, { proof }) => sum + proof.comparison.tally[part], 0n);
  const differences = groupsOf(
    compared.flatMap(({ proof, regions }) =>
      proof.comparison.differences.map((difference) => ({
        ...difference,
        reported: regions.region(difference),
      })),
    ),
  );
  const diagnostics = [
    ...input.diagnostics,
    ...said.map((one) => explain(coreCatalogue, one)),
    ...findings,
  ];
  return {
    schema: 'aclift/verify/1',
    configs: devices.map(({ source }) => source),
    inventory: inventory.source,
    decisions: input.decisions?.source ?? null,
    policies: input.policies.map(({ name }) => name),
    engine,
    objects: {
      accepted: accepted.length,
      refused: refused.map((document) => placeOf({ document, path: [] }, sources)),
      unread: unread.map((document) => placeOf({ document, path: [] }, sources)),
    },
    equal: differences.every(isOfDevices) && total('undecided') === 0n,
    flows: {
      preserved: String(total('preserved')),
      widened: String(total('widened')),
      narrowed: String(total('narrowed')),
      notComparable: String(total('notComparable')),
      undecided: String(total('undecided')),
    },
    differences,
    undecided: compared.flatMap(({ proof, regions }) =>
      proof.comparison.undecided.map((each) => {
        const { entries: _, ...region } = regions.region({ ...each, entries: [] });
        return region;
      }),
    ),
    notModelled: once(
      compared.flatMap(({ proof }) =>
        proof.notModelled.map((part) => ({
          ...placeOf(part, sources),
          what: part.what,
          caveat: part.caveat,
        })),
      ),
    ),
    notes: once(
      compared.flatMap(({ proof }) =>
        proof.notes.map((note) => ({ ...placeOf(note, sources), what: note.what })),
      ),
    ),
    limits: limitsOf(
      engine,
      options,
      compared.map(({ family }) => family),
    ),
    diagnostics: diagnostics.map((diagnostic) => reportDiagnostic(diagnostic, sources)),
  };
}

/** Whether a difference is about packets of the devices themselves, which no list of theirs sees and no policy can tell from others'. */
export function isOfDevices({ because }: Pick<ReportedDifferenceGroup, 'because'>): boolean {
  return because === 'device-traffic';
}

/** By kind and cause; widened before narrowed, those that these policies could avoid first. */
function groupsOf(
  differences: readonly (Pick<Difference, 'because' | 'kind' | 'flows'> & {
    readonly reported: ReportedRegion;
  })[],
): readonly ReportedDifferenceGroup[] {
  const groups = Map.groupBy(differences, ({ because, kind }) => `${kind} ${because ?? ''}`);
  const rank = ({ because, kind }: ReportedDifferenceGroup): string =>
    `${kind === 'widened' ? 0 : 1}${because === null ? 0 : 1}${because ?? ''}`;
  return [...groups.values()]
    .flatMap((members): readonly ReportedDifferenceGroup[] => {
      const [first] = members;
      if (first === undefined) return [];
      return [
        {
          kind: first.kind,
          because: first.because ?? null,
          flows: String(members.reduce((sum, { flows }) => sum + flows, 0n)),
          regions: members.map(({ reported }) => reported),
        },
      ];
    })
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** Puts regions into the published form. */
class Regions {
  readonly #sources: Sources;
  readonly #services: RegionServices;

  constructor({ family }: ProofInput, proof: Omit<Proof, 'warnings'>, sources: Sources) {
    this.#sources = sources;
    this.#services = new RegionServices(proof.space, family);
  }

  region({
    entries,
    flows,
    from,
    policy,
    region,
    to,
    witness,
  }: Omit<Difference, 'because' | 'kind'>): ReportedRegion {
    return {
      from,
      to,
      services: this.#services.texts(region),
      flows: String(flows),
      witness,
      entries: reportEntries(entries, this.#sources),
      egress: sideVerdict(policy.egress, this.#sources),
      ingress: sideVerdict(policy.ingress, this.#sources),
    };
  }
}

function limitsOf(
  engine: Engine,
  { clientPorts }: VerifyOptions,
  families: readonly Family[],
): readonly string[] {
  return [
    ENGINE_LIMITS[engine],
    ...(clientPorts === 'ephemeral'
      ? ['Openings are taken to come from source ports 1024 to 65535.']
      : []),
    families.length > 1
      ? 'Compared are IPv4 and IPv6, each by its own lists.'
      : `Compared is ${families[0] === 'ipv6' ? 'IPv6' : 'IPv4'}.`,
    'Not covered: address translation, nodes and hostNetwork pods that the inventory does not name, Services, policies of the cluster that are not among the files, and pods that the inventory does not know.',
    'A pod is never stopped from talking to itself, and its own node can reach it.',
  ];
}
