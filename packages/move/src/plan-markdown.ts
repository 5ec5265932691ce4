/** The plan for people: what to do when, on which device, and what is proven at each step. */
import { printable } from '@aclift/diagnostics';
import type { ClaimKind } from './proof.ts';
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

/** `plan.md`. */
export function planMarkdown(report: PlanReport): string {
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
    '| wave | workloads | devices | lines before | lines after |',
    '| --- | --- | --- | --- | --- |',
    ...report.waves.map(
      ({ devices, number, workloads }) =>
        `| ${number} | ${workloads.map(code).join(', ')} | ${devices.map(({ device }) => code(device)).join(', ') || 'none'} | ${count(devices, 'before')} | ${count(devices, 'after')} |`,
    ),
    '',
    'For each wave: type `before.ios` on every device, apply the policies, bring the pods up and move the clients, wait until nothing uses',
    'the old addresses, then type `after.ios`. Commands are for configuration mode. `rollback.ios` takes `before.ios` back.',
    '',
    ...report.waves.flatMap((wave) => waveLines(wave)),
  ];
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

function count(devices: readonly DeviceReport[], which: 'before' | 'after'): number {
  return devices.reduce(
    (sum, device) => sum + device[which].filter((line) => line.startsWith(' ')).length,
    0,
  );
}

function waveLines(wave: WaveReport): readonly string[] {
  const { devices, findings, number, policies, tasks, workloads } = wave;
  return [
    `## Wave ${number}: ${workloads.map(code).join(', ')}`,
    '',
    ...(findings.length === 0
      ? []
      : [
          '### Read first',
          '',
          ...findings.map(
            ({ code: id, help, message }) =>
              `- ${printable(message)}${help === null ? '' : ` ${printable(help)}`} (\`${id}\`)`,
          ),
          '',
        ]),
    ...devices.flatMap((device) => deviceLines(device)),
    ...(devices.length === 0 ? ['No list has to change.', ''] : []),
    ...(policies === null
      ? []
      : [
          '### Policies',
          '',
          `${printable(policies.headline)} ${policies.files.length} ${policies.files.length === 1 ? 'file' : 'files'} below \`wave-${number}/policies\`.`,
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
    '| state | claim | verdict |',
    '| --- | --- | --- |',
    ...wave.states.flatMap(({ claims, name, step }) =>
      claims.length === 0
        ? [`| ${name} ${STEPS[step]} | the lists are those of the state before | proven |`]
        : claims.map(
            ({ claim, example, verdict }) =>
              `| ${name} ${STEPS[step]} | ${CLAIMS[claim]} | ${verdict === 'proven' ? 'proven' : verdict === 'except' ? `but for findings, as ${example?.from ?? ''} → ${example?.to ?? ''} ${example?.service ?? ''}` : `**fails**: ${example?.from ?? ''} → ${example?.to ?? ''} ${example?.service ?? ''}`} |`,
          ),
    ),
    '',
    '### Check',
    '',
    `- Before the move: \`aclift move verify plan.json CONFIG... --state ${number}.1\` with the configurations as they are then.`,
    '- One connection from a client to each entry, with a capture or the flow log at the pod, on a node that is not the one where it came in.',
    `- Before \`after.ios\`: \`show access-lists\` twice, and \`aclift move verify plan.json CONFIG... --state ${number}.3 --hits FIRST SECOND\`.`,
    '',
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
