/** `rollout.md`: the order in which drafts can be applied without cutting what works, what to look at, and the way back. */
import { CLUSTER_WIDE, everywhere, type WrittenDraft } from '../draft/draft.ts';
import type { Edge } from '../edge/edge.ts';
import type { TargetAudit, TargetProfile } from '../targets/target-profile.ts';
import { AUDIT_FOLDER } from './audit.ts';
import {
  code,
  EMPTY,
  joined,
  linesText,
  type Markdown,
  md,
  verbatim,
} from '@aclift/diagnostics/markdown';
import { plural } from './numbers.ts';
import { namespaceOf, wavesOf } from './waves.ts';

/** What the text depends on. */
export interface RolloutInput {
  readonly target: TargetProfile;
  readonly written: readonly WrittenDraft[];
  /** `paths`: the variant without isolation, which objects that allow nothing do not have. Undefined: nobody asked for it. */
  readonly audit: (TargetAudit & { readonly paths: readonly string[] }) | undefined;
  /** Whether isolation ends name resolution for somebody. */
  readonly losesNames: boolean;
  /** What the edge of the cluster needs beside the drafts. */
  readonly edge: Pick<Edge, 'files'>;
}

/** The whole text, LF line ends. */
export function rolloutText(input: RolloutInput): string {
  const waves = wavesOf(input.written);
  return linesText([
    md`# Rollout`,
    EMPTY,
    md`${plural(input.written.length, 'object')} in ${plural(waves.length, 'wave')}. Namespaces of one wave name each other's pods, so they go together; no wave`,
    md`waits for another. Applying is not the end of a wave: the check after it is.`,
    EMPTY,
    ...before(input),
    ...waves.flatMap((wave, at) => waveSection(input, wave, at)),
    ...back(input),
  ]);
}

function before({ edge, target, losesNames }: RolloutInput): Markdown[] {
  return [
    md`## Before the first wave`,
    EMPTY,
    md`- \`report.md\` says that the proof holds, and nothing waits for a decision that matters to you.`,
    md`- The cluster runs ${target.rollout.needs}. Without it the objects are accepted and do nothing.`,
    md`- \`kubectl apply -k policies/ --dry-run=server\` accepts every object.`,
    ...(losesNames
      ? [
          md`- Name resolution: drafts isolate egress. A policy of your own allows UDP and TCP 53 to the resolver of the cluster.`,
        ]
      : []),
    ...(edge.files.some(({ path }) => path.startsWith('entries/services/'))
      ? [
          md`- Services hold clients back whom the lists keep out: each file in \`entries/services/\` says how to apply it. Before that, what is in \`entries/policies/\` lets in too many.`,
        ]
      : []),
    ...(edge.files.some(({ path }) => path.startsWith('exits/'))
      ? [
          md`- Nodes that are egress gateways have their labels, and then \`kubectl apply -f exits/\`.`,
        ]
      : []),
    md`- Probes, metrics and admission webhooks of the namespaces are allowed, or their absence is wanted: no access list knew them.`,
    EMPTY,
  ];
}

function waveSection(
  { edge, target, written, audit }: RolloutInput,
  wave: readonly string[],
  at: number,
): Markdown[] {
  const wide = written.filter(
    ({ draft }) =>
      draft.namespace === undefined && draft.workloads.some((id) => wave.includes(namespaceOf(id))),
  );
  const local = written.filter(({ draft }) => wave.includes(draft.namespace ?? ''));
  const own = [...local, ...wide];
  // Only what is on the disk: a file of each draft, and of the variant those that there are.
  const files = (folder: string, paths: readonly string[]): Markdown =>
    verbatim(
      [
        ...wave.map((name) => `${folder}/${everywhere(name)}/`),
        ...wide.map(({ path }) => path.replace(/^policies/, folder)),
      ]
        .filter((name) => paths.some((path) => path.startsWith(name)))
        .map((name) => `-f ${name}`)
        .join(' '),
    );
  const entries = [
    ...wave.map((name) => `entries/policies/${everywhere(name)}/`),
    ...(at === 0 ? [`entries/policies/${CLUSTER_WIDE}/`] : []),
  ].filter((folder) => edge.files.some(({ path }) => path.startsWith(folder)));
  const alone = files(
    'policies',
    written.map(({ path }) => path),
  );
  const drafts = verbatim(
    [alone.text, ...entries.map((folder) => `-f ${folder}`)].join(' ').trim(),
  );
  const variant = files(AUDIT_FOLDER, audit?.paths ?? []);
  const groups = written.some(({ draft }) => draft.origin === 'addresses');
  const subjects = [...new Set(own.flatMap(({ draft }) => draft.workloads))].toSorted();
  const steps = [
    ...(groups && at === 0
      ? [
          md`Names of outside addresses first, because policies that name a missing group match nothing:\n   \`kubectl apply -f policies/_cluster/\``,
        ]
      : []),
    ...(audit !== undefined
      ? [
          variant.text === ''
            ? md`Nothing goes first: no object of this wave allows anything, so none has a variant without isolation.`
            : md`Allow rules without isolation; nothing can break: \`kubectl apply ${variant}\``,
          audit.turnOn,
          md`The drafts themselves: \`kubectl apply ${drafts}\``,
          audit.watch,
          audit.turnOff,
        ]
      : [
          md`All objects of the wave in one command, because an object that isolates and the one that keeps the flows of the segment belong together:\n   \`kubectl apply ${drafts}\``,
        ]),
  ];
  return [
    md`## Wave ${at + 1}: ${wave.join(', ')}`,
    EMPTY,
    md`${plural(own.length, 'object')} for ${subjects.length === 0 ? 'nobody' : joined(subjects.map(code), md`, `)}.`,
    EMPTY,
    md`Before: each selector finds the pods it means.`,
    EMPTY,
    md`\`\`\``,
    ...selectorChecks(own).map(verbatim),
    md`\`\`\``,
    EMPTY,
    ...steps.map((step, i) => md`${i + 1}. ${step}`),
    EMPTY,
    target.rollout.after,
    EMPTY,
  ];
}

/** One command for each different subject. */
function selectorChecks(written: readonly WrittenDraft[]): readonly string[] {
  const lines = written.flatMap(({ draft }) => {
    const { namespace, subject } = draft;
    if (subject === undefined) return [];
    const parts = [
      ...subject.labels.map(([key, value]) => `${key}=${value}`),
      ...(subject.oneOf === undefined
        ? []
        : [`${subject.oneOf.key} in (${subject.oneOf.values.join(',')})`]),
    ];
    const where = namespace === undefined ? '-A' : `-n ${namespace}`;
    return [`kubectl get pods ${where} -l '${parts.join(',')}'`];
  });
  return [...new Set(lines)].toSorted();
}

function back({ target, written }: RolloutInput): Markdown[] {
  const { clusterKinds, kinds } = target.rollout;
  const namespaces = new Set(written.flatMap(({ draft }) => draft.namespace ?? []));
  return [
    md`## The way back`,
    EMPTY,
    md`Deleting the objects ends isolation at once; connections that were cut have to be opened again by their clients.`,
    EMPTY,
    md`\`\`\``,
    ...[...namespaces]
      .toSorted()
      .map((name) =>
        verbatim(`kubectl delete ${kinds} -n ${name} -l app.kubernetes.io/managed-by=aclift`),
      ),
    ...(clusterKinds !== undefined && written.some(({ path }) => path.includes(`/${CLUSTER_WIDE}/`))
      ? [verbatim(`kubectl delete ${clusterKinds} -l app.kubernetes.io/managed-by=aclift`)]
      : []),
    md`\`\`\``,
    EMPTY,
  ];
}
