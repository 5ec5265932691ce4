/** The files of a migration. */
import { jsonText } from '@aclift/diagnostics';
import type { MigrateInput, OutputFile } from './run.ts';
import { outputPath, unseenPath } from './draft/draft.ts';
import type { Proven } from './prove/proven.ts';
import { kustomization } from './draft/kustomization.ts';
import { htmlReport } from './report-html/html-report.ts';
import { readDrafts } from './prove/read-drafts.ts';
import { TARGETS } from './targets/registry.ts';
import { auditFiles } from './report/audit.ts';
import type { LedgerEntry } from './ledger/ledger.ts';
import { markdownReport } from './report/markdown.ts';
import type { MigrateReport } from './report/report.ts';
import { rolloutText } from './report/rollout.ts';
import { skeletonInventory } from './report/skeleton.ts';
import type { Edge } from './edge/edge.ts';

/** Everything that a migration leaves in its output folder, by path. */
export function filesOf(
  { devices, inventory, options }: MigrateInput,
  report: MigrateReport,
  { written, unseen }: Pick<Proven, 'written' | 'unseen'>,
  candidates: MigrateReport['unmapped'],
  ledger: readonly LedgerEntry[],
  edge: Edge,
): readonly OutputFile[] {
  const files: OutputFile[] = written.map(({ path, yaml }) => ({ path, text: yaml }));
  if (written.length > 0) {
    const target = TARGETS[options.target];
    const asked = options.audit === true ? target.audit : undefined;
    const audit = asked === undefined ? [] : auditFiles(asked, written);
    readDrafts(audit.map(({ path, text }) => ({ path, yaml: text })));
    const lookUp = new Set(
      written.flatMap(({ draft }) => (draft.origin === 'dns' ? draft.workloads : [])),
    );
    const losesNames = written.some(
      ({ draft }) =>
        draft.isolates.includes('egress') && draft.workloads.some((one) => !lookUp.has(one)),
    );
    files.push(kustomization(written.map(({ path }) => path)), ...audit);
    // What is not proven is not for any cluster.
    if (report.proof.proven) {
      files.push({
        path: 'rollout.md',
        text: rolloutText({
          target,
          written,
          audit:
            asked === undefined ? undefined : { ...asked, paths: audit.map(({ path }) => path) },
          losesNames,
          edge,
        }),
      });
    }
  }
  // What rests on drafts that are not proven is not written.
  if (report.proof.proven) files.push(...edge.files);
  files.push(...unseen.map(({ path, yaml }) => ({ path: unseenPath(path), text: yaml })));
  for (const [at, { path, text }] of files.entries()) {
    files[at] = { path: outputPath(path, report.proof.proven), text };
  }
  files.push(
    { path: 'report.html', text: htmlReport(report, files) },
    { path: 'report.json', text: jsonText(report) },
    { path: 'report.md', text: markdownReport(report) },
  );
  if (inventory === undefined) {
    files.push({
      path: 'inventory.skeleton.yaml',
      text: skeletonInventory(devices, candidates, ledger),
    });
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
