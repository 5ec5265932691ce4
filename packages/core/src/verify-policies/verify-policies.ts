/** Any policies against the lists over all flows: what `aclift verify` says of hand-edited files and of clusters. */
import { explain, type ExplainedDiagnostic, type SourceText } from '@aclift/diagnostics';
import type { Decisions, Inventory } from '@aclift/inventory';
import type { Device } from '@aclift/ir';
import type { Diagram } from '@aclift/packet-set';
import { decidedProtocols, type Difference, type Engine, engineFor } from '@aclift/verify';
import { coreCatalogue } from '../diagnostic.ts';
import { type ListsOptions, listsSide } from '../lists-side.ts';
import { ServiceReader } from '../project/services.ts';
import { serviceTexts } from '../project/service-text.ts';
import { compareDocuments, type ProofInput, type Proof } from '../prove/prove.ts';
import { reportDiagnostic, reportEntries } from '../report/build-report.ts';
import { Sources } from '../sources.ts';
import { readPolicyFiles } from '../validate/policy-files.ts';
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
}

/**
 * Compares policies with the lists. IPv4.
 * @throws DiagramBudgetError when lists and policies are too tangled.
 */
export function verifyPolicies(input: VerifyInput): VerifyReport {
  const { devices, inventory, options } = input;
  const family = 'ipv4';
  const sources = new Sources([...input.sources, ...input.policies]);
  const { accepted, findings, refused } = readPolicyFiles(input.policies);
  const engine = options.engine ?? engineFor(accepted);
  const side = listsSide({
    devices,
    inventory,
    decisions: input.decisions,
    sources,
    family,
    options,
    protocols: decidedProtocols(engine, family),
  });
  const { podCidrs } = options;
  const proof = compareDocuments(side.proofInput, accepted, {
    engine,
    ...(podCidrs === undefined ? {} : { podCidrs }),
  });
  const { tally, undecided } = proof.comparison;
  const regions = new Regions(side.proofInput, proof, sources);
  const diagnostics = [
    ...input.diagnostics,
    ...side.said.map((said) => explain(coreCatalogue, said)),
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
    },
    equal: tally.widened + tally.narrowed + tally.undecided === 0n,
    flows: {
      preserved: String(tally.preserved),
      widened: String(tally.widened),
      narrowed: String(tally.narrowed),
      notComparable: String(tally.notComparable),
      undecided: String(tally.undecided),
    },
    differences: regions.groups(proof.comparison.differences),
    undecided: undecided.map((each) => {
      const { entries: _, ...region } = regions.region({ ...each, entries: [] });
      return region;
    }),
    notModelled: proof.notModelled.map((part) => ({
      ...placeOf(part, sources),
      what: part.what,
      caveat: part.caveat,
    })),
    notes: proof.notes.map((note) => ({ ...placeOf(note, sources), what: note.what })),
    limits: limitsOf(engine, options),
    diagnostics: diagnostics.map((diagnostic) => reportDiagnostic(diagnostic, sources)),
  };
}

/** Puts regions into the published form. */
class Regions {
  readonly #proof: Omit<Proof, 'warnings'>;
  readonly #sources: Sources;
  readonly #family: ProofInput['family'];
  readonly #services: ServiceReader;

  constructor({ family }: ProofInput, proof: Omit<Proof, 'warnings'>, sources: Sources) {
    this.#proof = proof;
    this.#sources = sources;
    this.#family = family;
    this.#services = new ServiceReader(proof.space, family);
  }

  groups(differences: readonly Difference[]): readonly ReportedDifferenceGroup[] {
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
            regions: members.map((member) => this.region(member)),
          },
        ];
      })
      .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
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
      services: this.#servicesOf(region),
      flows: String(flows),
      witness,
      entries: reportEntries(entries, this.#sources),
      egress: sideVerdict(policy.egress, this.#sources),
      ingress: sideVerdict(policy.ingress, this.#sources),
    };
  }

  #servicesOf(region: Diagram): readonly string[] {
    const { space } = this.#proof;
    const services = (['source', 'destination', 'sourcePort'] as const).reduce(
      (set, field) => space.exists(set, field),
      region,
    );
    return serviceTexts(this.#family, this.#services.read(services));
  }
}

const ENGINE_LIMITS: Readonly<Record<Engine, string>> = {
  'strict-spec':
    'Compared are TCP, UDP and SCTP on ports 1 to 65535: a NetworkPolicy cannot name ICMP or any other protocol. Pods are taken to have addresses outside every ipBlock.',
  cilium:
    "Compared are TCP, UDP and SCTP on ports 1 to 65535, and the assigned ICMP types that open something. Blocks of addresses never match pods. Other protocols need the agent's extended protocols and are not compared.",
  'calico-like':
    'Compared are TCP, UDP and SCTP on ports 1 to 65535, and ICMP. Blocks of addresses match pods by the addresses that they get; where those are not known the verdict is left to the cluster.',
};

function limitsOf(engine: Engine, { clientPorts }: VerifyOptions): readonly string[] {
  return [
    ENGINE_LIMITS[engine],
    ...(clientPorts === 'ephemeral'
      ? ['Openings are taken to come from source ports 1024 to 65535.']
      : []),
    'Compared is IPv4.',
    'Not covered: address translation, nodes and hostNetwork pods, Services, policies of the cluster that are not among the files, and pods that the inventory does not know.',
    'A pod is never stopped from talking to itself, and its own node can reach it.',
  ];
}
