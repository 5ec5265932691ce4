/** `rollout.md`: the order in which drafts can be applied without cutting what works, what to look at, and the way back. */
import { CLUSTER_WIDE, type WrittenDraft } from '../draft/draft.ts';
import type { Target } from '../options.ts';
import { AUDIT_FOLDER } from './audit.ts';
import { code } from './markdown-text.ts';
import { plural } from './numbers.ts';
import { namespaceOf, wavesOf } from './waves.ts';

/** What the text depends on. */
export interface RolloutInput {
  readonly target: Target;
  readonly written: readonly WrittenDraft[];
  /** Paths of the variant without isolation, which objects that allow nothing do not have. Undefined: nobody asked for it. */
  readonly audit: readonly string[] | undefined;
  /** Whether isolation ends name resolution for somebody. */
  readonly losesNames: boolean;
}

/** The whole text, LF line ends. */
export function rolloutText(input: RolloutInput): string {
  const waves = wavesOf(input.written);
  return [
    '# Rollout',
    '',
    `${plural(input.written.length, 'object')} in ${plural(waves.length, 'wave')}. Namespaces of one wave name each other's pods, so they go together; no wave`,
    'waits for another. Applying is not the end of a wave: the check after it is.',
    '',
    ...before(input),
    ...waves.flatMap((wave, at) => waveSection(input, wave, at)),
    ...back(input),
  ].join('\n');
}

function before({ target, losesNames }: RolloutInput): string[] {
  const kind =
    target === 'cilium' ? 'Cilium 1.18 or newer' : 'a network plugin that enforces NetworkPolicy';
  return [
    '## Before the first wave',
    '',
    '- `report.md` says that the proof holds, and nothing waits for a decision that matters to you.',
    `- The cluster runs ${kind}. Without it the objects are accepted and do nothing.`,
    '- `kubectl apply -k policies/ --dry-run=server` accepts every object.',
    ...(losesNames
      ? [
          '- Name resolution: drafts isolate egress. A policy of your own allows UDP and TCP 53 to the resolver of the cluster.',
        ]
      : []),
    '- Probes, metrics and admission webhooks of the namespaces are allowed, or their absence is wanted: no access list knew them.',
    '',
  ];
}

function waveSection(
  { target, written, audit }: RolloutInput,
  wave: readonly string[],
  at: number,
): string[] {
  const wide = written.filter(
    ({ draft }) =>
      draft.namespace === undefined && draft.workloads.some((id) => wave.includes(namespaceOf(id))),
  );
  const local = written.filter(({ draft }) => wave.includes(draft.namespace ?? ''));
  const own = [...local, ...wide];
  // Only what is on the disk: a file of each draft, and of the variant those that there are.
  const files = (folder: string, paths: readonly string[]): string =>
    [
      ...wave.map((name) => `${folder}/${name}/`),
      ...wide.map(({ draft }) => `${folder}/${CLUSTER_WIDE}/${draft.name}.yaml`),
    ]
      .filter((name) => paths.some((path) => path.startsWith(name)))
      .map((name) => `-f ${name}`)
      .join(' ');
  const drafts = files(
    'policies',
    written.map(({ path }) => path),
  );
  const variant = files(AUDIT_FOLDER, audit ?? []);
  const groups = written.some(({ draft }) => draft.origin === 'addresses');
  const subjects = [...new Set(own.flatMap(({ draft }) => draft.workloads))].toSorted();
  const steps = [
    ...(groups && at === 0
      ? [
          'Names of outside addresses first, because policies that name a missing group match nothing:\n   `kubectl apply -f policies/_cluster/`',
        ]
      : []),
    ...(audit !== undefined
      ? [
          variant === ''
            ? 'Nothing goes first: no object of this wave allows anything, so none has a variant without isolation.'
            : `Allow rules without isolation; nothing can break: \`kubectl apply ${variant}\``,
          'Turn on audit mode for the pods of the wave: on the node of each, `cilium-dbg endpoint config ENDPOINT PolicyAuditMode=Enabled`; or for all with the agent option `policy-audit-mode`.',
          `The drafts themselves: \`kubectl apply ${drafts}\``,
          'Watch what they would drop: `hubble observe --verdict AUDIT --namespace NAMESPACE`. Every flow is either in the report as narrowed, or was never permitted by the lists; compare before you go on.',
          'Turn audit mode off again: `PolicyAuditMode=Disabled`.',
        ]
      : [
          `All objects of the wave in one command, because an object that isolates and the one that keeps the flows of the segment belong together:\n   \`kubectl apply ${drafts}\``,
        ]),
  ];
  return [
    `## Wave ${at + 1}: ${wave.join(', ')}`,
    '',
    `${plural(own.length, 'object')} for ${subjects.map(code).join(', ') || 'nobody'}.`,
    '',
    'Before: each selector finds the pods it means.',
    '',
    '```',
    ...selectorChecks(own),
    '```',
    '',
    ...steps.map((step, i) => `${i + 1}. ${step}`),
    '',
    target === 'cilium'
      ? 'After: `kubectl get cnp -n NAMESPACE` shows every object as valid, and `hubble observe --verdict DROPPED` shows no flow that the report calls preserved.'
      : 'After: every service of the wave answers its clients; what fails is looked up in `report.md` by its line.',
    '',
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

function back({ target, written }: RolloutInput): string[] {
  const kinds = target === 'cilium' ? 'ciliumnetworkpolicies' : 'networkpolicies';
  const namespaces = new Set(written.flatMap(({ draft }) => draft.namespace ?? []));
  return [
    '## The way back',
    '',
    'Deleting the objects ends isolation at once; connections that were cut have to be opened again by their clients.',
    '',
    '```',
    ...[...namespaces]
      .toSorted()
      .map((name) => `kubectl delete ${kinds} -n ${name} -l app.kubernetes.io/managed-by=aclift`),
    ...(written.some(({ path }) => path.includes(`/${CLUSTER_WIDE}/`))
      ? ['kubectl delete ciliumclusterwidenetworkpolicies -l app.kubernetes.io/managed-by=aclift']
      : []),
    '```',
    '',
  ];
}
