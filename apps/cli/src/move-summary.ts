/** A plan in lines for the terminal: what each wave changes, and what nobody may overlook. */
import { flowWords, type MovePlan, type PlanReport } from '@aclift/move';

/** What asks for a decision: lines that still permit old addresses are many, and `plan.md` names them. */
function warnings(findings: MovePlan['waves'][number]['findings']): readonly string[] {
  const open = findings.filter(({ severity }) => severity !== 'note');
  const still = open.filter(({ code }) => code === 'move/still-permitted');
  if (still.length < 2) return open.map(({ message }) => message);
  return [
    ...open.filter((one) => !still.includes(one)).map(({ message }) => message),
    `${still.length} lines still permit old addresses together with others, and open whoever gets one next; plan.md names them.`,
  ];
}

/** Lines for the terminal. @param report what was written of the plan. */
export function planSummary({ proven, waves }: MovePlan, report: PlanReport): readonly string[] {
  const lines = waves.flatMap(({ devices, findings, number, tasks, workloads }, at) => {
    const typed = (which: 'before' | 'after'): number =>
      devices.reduce(
        (sum, device) =>
          sum +
          device[which].reduce((n, { inserts, removes }) => n + inserts.length + removes.length, 0),
        0,
      );
    return [
      `Wave ${number}: ${workloads.join(', ')}`,
      `  ${typed('before')} lines before, ${typed('after')} after, on ${devices.length} ${devices.length === 1 ? 'device' : 'devices'}; ${tasks.length} to be changed by hand`,
      ...warnings(findings).map((message) => `  warning: ${message}`),
      ...(report.waves[at]?.policies?.warnings ?? []).map(({ message }) => `  warning: ${message}`),
    ];
  });
  const failing = waves.flatMap(({ states }) =>
    states.flatMap(({ claims, name }) =>
      claims
        .filter(({ verdict }) => verdict === 'fails')
        .map(
          ({ claim, example }) =>
            `  state ${name}, ${claim}: ${example === undefined ? 'no example' : flowWords(example)}`,
        ),
    ),
  );
  return [
    ...(waves.length === 0 ? ['Nobody has an old address to move from.'] : lines),
    '',
    proven
      ? 'Every state is proven, but for what warnings name.'
      : 'NOT PROVEN: do not use the commands.',
    ...failing,
  ];
}
