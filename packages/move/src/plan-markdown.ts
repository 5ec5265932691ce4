/** The plan for people: what to do when, on which device, and what is proven at each step. */
import { type ExplainedDiagnostic, printable } from '@aclift/diagnostics';
import { findingLines } from './findings-markdown.ts';
import type { ClaimKind } from './proof.ts';
import type { MovePlan } from './plan-move.ts';
import type { DeviceReport, PlanReport, WaveReport } from './plan-report.ts';
import type { TaskKind } from './tasks.ts';

const CLAIMS: Readonly<Record<ClaimKind, string>> = {
  'others-unchanged': 'Flows without an address that moves: decided as today',
  'images-pass': 'What works today works with the addresses of this state, answers included',
  'nothing-opens': 'Nothing passes that is not like something that passes today',
  'old-closed': 'No line that names an old address permits it any more',
};

const STEPS = {
  1: 'routers know the new addresses',
  2: 'policies are applied',
  3: 'old and new addresses are in use',
  4: 'the cluster alone',
} as const;

const TASKS: Readonly<Record<TaskKind, string>> = {
  nat: 'address translation',
  'nat-list': 'list of address translation',
  route: 'static route',
  helper: 'helper address',
  'policy-list': 'list of policy routing or quality of service',
  'crypto-list': 'list of encryption',
  'device-access-list': 'list of sessions to the device',
  'object-group': 'member of an object-group',
  'other-list': 'list that is no filter',
  other: 'line that names the address',
};

/** `plan.md`. @param plan what the report was made from: its findings have facts, by which those of a kind are told together. */
export function planMarkdown(report: PlanReport, plan: MovePlan): string {
  const open = report.waves.flatMap(({ findings }) =>
    findings.filter(({ severity }) => severity !== 'note'),
  );
  const verdict = report.proven
    ? open.length === 0
      ? 'Every state is proven.'
      : `Every state is proven, except for what ${open.length} ${open.length === 1 ? 'finding names' : 'findings name'}.`
    : 'NOT PROVEN: some state lets through what it should not, or stops what it should not. Do not use the commands.';
  const lines = [
    '# Plan of the move',
    '',
    verdict,
    '',
    '| wave | workloads | devices | lines before | lines after | by hand |',
    '| --- | --- | --- | --- | --- | --- |',
    ...report.waves.map(
      ({ devices, number, tasks, workloads }) =>
        `| [${number}](#wave-${number}) | ${workloads.map(code).join(', ')} | ${devices.map(({ device }) => code(device)).join(', ') || 'none'} | ${count(devices, 'before')} | ${count(devices, 'after')} | ${tasks.length} |`,
    ),
    '',
    ...order(report),
    ...report.waves.flatMap((wave, at) => waveLines(wave, plan.waves[at]?.findings ?? [])),
  ];
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

/** What is done in every wave, once. */
function order({ waves }: PlanReport): readonly string[] {
  const any = (has: (wave: WaveReport) => boolean): boolean => waves.some(has);
  const entries = any(
    ({ policies }) => policies?.files.some((path) => path.startsWith('entries/')) === true,
  );
  const exits = any(
    ({ policies }) => policies?.files.some((path) => path.startsWith('exits/')) === true,
  );
  const steps = [
    ...(any(({ devices }) => devices.some(({ resequence }) => resequence.length > 0))
      ? ['Type `resequence.ios`, where there is one. Nothing that a list decides changes by it.']
      : []),
    'Type `before.ios` on every device, and hold the devices against the plan: `aclift move verify plan.json CONFIG... --state N.1`.',
    `Apply the policies of the wave (state N.2).${entries ? ' What is in `entries/services/` goes first, as each file there says.' : ''}${exits ? ' Policies in `exits/` need their nodes labelled.' : ''}`,
    'Bring the pods up and move the clients (state N.3). Look at one connection from a client to each entry, with a capture or the flow log at the pod, on a node that is not the one where it came in.',
    'Change by hand what is listed.',
    'Wait until nothing uses the old addresses: `show access-lists` twice, and `aclift move verify plan.json CONFIG... --state N.3 --hits FIRST SECOND`.',
    'Type `after.ios` (state N.4).',
  ];
  return [
    'In every wave:',
    '',
    ...steps.map((step, at) => `${at + 1}. ${step}`),
    '',
    'Commands are for configuration mode. `rollback.ios` takes `before.ios` back, `rollback-after.ios` takes `after.ios` back and goes first if both have to.',
    '',
  ];
}

function count(devices: readonly DeviceReport[], which: 'before' | 'after'): number {
  return devices.reduce(
    (sum, device) => sum + device[which].filter((line) => line.startsWith(' ')).length,
    0,
  );
}

function waveLines(wave: WaveReport, findings: readonly ExplainedDiagnostic[]): readonly string[] {
  const { devices, number, policies, tasks, workloads } = wave;
  return [
    `## Wave ${number}`,
    '',
    workloads.map(code).join(', '),
    '',
    ...findingLines(findings),
    ...devices.flatMap((device) => deviceLines(device)),
    ...(devices.length === 0 ? ['No list has to change.', ''] : []),
    ...(policies === null
      ? []
      : [
          '### Policies',
          '',
          `${printable(policies.headline)} ${policies.files.length} ${policies.files.length === 1 ? 'file' : 'files'} below \`wave-${number}/\`.`,
          '',
          ...entryLines(policies.entries),
          ...policies.warnings.map(
            ({ code: id, help, message }) =>
              `- ${printable(message)}${help === null ? '' : ` ${printable(help)}`} (\`${id}\`)`,
          ),
          '',
        ]),
    ...(tasks.length === 0
      ? []
      : [
          '### To be changed by hand',
          '',
          ...tasks.flatMap(({ draft, kind, line, source, text, workload }) => [
            `- ${printable(source)}:${line}: ${TASKS[kind]} of ${code(workload)}: ${code(text)}`,
            ...(draft ?? []).map((one) => `  - ${code(one)}`),
          ]),
          '',
        ]),
    '### What is proven',
    '',
    ...proofLines(wave),
    '',
  ];
}

/** Entries at which policies do not see clients, proven ones first. */
function entryLines(entries: NonNullable<WaveReport['policies']>['entries']): readonly string[] {
  const proven = entries.filter((one) => one.proven);
  const others = entries.filter((one) => !one.proven);
  const shown = ({ entry, workload }: (typeof entries)[number]): string =>
    `${printable(entry)} of ${code(workload)}`;
  return [
    ...(proven.length === 0
      ? []
      : [
          `- Proven: source ranges, ingress and policies together let in exactly whom the lists let in at ${proven.map(shown).join(', ')}. What routers pass besides ends there.`,
        ]),
    ...others.map((one) => `- ${shown(one)}: ${printable(one.verdict)}.`),
  ];
}

/** One row for each claim, one column for each state. */
function proofLines({ number, states }: WaveReport): readonly string[] {
  const told = new Set(states.flatMap(({ claims }) => claims.map(({ claim }) => claim)));
  const kinds = (Object.keys(CLAIMS) as ClaimKind[]).filter((claim) => told.has(claim));
  const families = new Set(states.flatMap(({ claims }) => claims.map(({ family }) => family)));
  const rows = kinds.flatMap((claim) =>
    [...families].map((family) => {
      const cells = states.map(({ claims }): string => {
        const own = claims.find((one) => one.claim === claim && one.family === family);
        if (own === undefined) return claims.length === 0 ? 'as before' : '';
        return own.verdict === 'proven'
          ? 'proven'
          : `${own.verdict === 'except' ? 'but for findings' : '**fails**'}: ${own.example?.from ?? ''} → ${own.example?.to ?? ''} ${own.example?.service ?? ''}`;
      });
      const name = families.size > 1 ? `${CLAIMS[claim]} (${family})` : CLAIMS[claim];
      return `| ${name} | ${cells.join(' | ')} |`;
    }),
  );
  return [
    `| | ${states.map(({ step }) => `${number}.${step} ${STEPS[step]}`).join(' | ')} |`,
    `| --- |${states.map(() => ' --- |').join('')}`,
    ...rows,
  ];
}

function deviceLines({ after, before, device, resequence }: DeviceReport): readonly string[] {
  const block = (title: string, commands: readonly string[]): readonly string[] =>
    commands.length === 0 ? [] : [title, '', '```', ...commands.map(printable), '```', ''];
  return [
    `### ${printable(device)}`,
    '',
    ...block('New numbers first, once:', resequence),
    ...block('Before:', before),
    ...block('After:', after),
  ];
}

function code(text: string): string {
  return `\`${printable(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}
