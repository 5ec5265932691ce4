/** The files of a plan: one folder for each wave, with a folder for each device. */
import { jsonText, printable } from '@aclift/diagnostics';
import { planMarkdown } from './plan-markdown.ts';
import type { MovePlan } from './plan-move.ts';
import { type PlanReport, planReport, type PoliciesReport } from './plan-report.ts';

/** A file; `path` with `/`, never leaving the folder. */
export interface PlanFile {
  readonly path: string;
  readonly text: string;
}

/** Policies of one wave, with their files below the wave's folder. */
export interface WavePolicies extends PoliciesReport {
  readonly texts: readonly PlanFile[];
}

/** Every file of a plan, by path. */
export function planFiles(
  plan: MovePlan,
  policies: ReadonlyMap<number, WavePolicies>,
): { readonly report: PlanReport; readonly files: readonly PlanFile[] } {
  const bare = planReport(
    plan,
    new Map(
      [...policies].map(([number, { entries, files, headline, proven, warnings }]) => [
        number,
        { entries, files, headline, proven, warnings },
      ]),
    ),
  );
  const files: PlanFile[] = [];
  for (const [at, wave] of plan.waves.entries()) {
    const folder = `wave-${wave.number}`;
    for (const { name, inventory } of wave.states) {
      files.push({ path: `${folder}/inventory-${name}.yaml`, text: inventory });
    }
    for (const device of bare.waves[at]?.devices ?? []) {
      const own = `${folder}/${fileName(device.device)}`;
      const add = (name: string, head: string, commands: readonly string[]): void => {
        if (commands.length === 0) return;
        files.push({
          path: `${own}/${name}.ios`,
          text: [`! aclift: ${printable(head)}`, ...commands, ''].join('\n'),
        });
      };
      const of = `wave ${wave.number} on ${device.device}`;
      add(
        'resequence',
        `${of}: new numbers, once, before everything else; no rollback needed`,
        device.resequence,
      );
      add('before', `${of}: before the new addresses are used`, device.before);
      add(
        'after',
        `${of}: once the old addresses are out of use and the counters stand still`,
        device.after,
      );
      add(
        'rollback',
        `${of}: takes before.ios back; after after.ios type rollback-after.ios first`,
        device.rollback,
      );
      add('rollback-after', `${of}: takes after.ios back`, device.rollbackAfter);
    }
    for (const { path, text } of policies.get(wave.number)?.texts ?? []) {
      files.push({ path: `${folder}/${path}`, text });
    }
  }
  const report: PlanReport = {
    ...bare,
    waves: bare.waves.map((wave) => ({
      ...wave,
      files: files
        .map(({ path }) => path)
        .filter((path) => path.startsWith(`wave-${wave.number}/`))
        .toSorted(),
    })),
  };
  files.push(
    { path: 'plan.md', text: planMarkdown(report, plan) },
    { path: 'plan.json', text: jsonText(report) },
  );
  return { report, files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
}

function fileName(device: string): string {
  return device.replaceAll(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '_');
}
