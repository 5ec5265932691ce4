/** What a report means for the one who reads it: the verdict in words, and what to do next, most urgent first. */
import { assertNever } from '@aclift/ir';
import { flowCount } from './flow-count.ts';
import type { NextStep } from './next-step.ts';
import { openSteps } from './open-lines.ts';
import { plural } from '../report/numbers.ts';
import type { MigrateReport, ReportedProof } from '../report/report.ts';

/** How a proof ended. */
export interface Headline {
  readonly standing: 'exact' | 'explained' | 'except' | 'not-proven' | 'nothing-to-prove';
  readonly title: string;
  readonly text: string;
}

/** What is proven, in words. Says nothing that the report does not. */
export function headlineOf(report: MigrateReport): Headline {
  const { drafts, inventory, ledger, proof } = report;
  switch (proof.headline) {
    case 'nothing-to-prove':
      return {
        standing: 'nothing-to-prove',
        title: 'Nothing to prove',
        text:
          ledger.total === 0
            ? 'No access list was recognised in the configurations.'
            : inventory === null
              ? 'Without an inventory there is nobody to select, so there are no drafts.'
              : 'The lists hold nothing back from any workload, or reach none, so there are no drafts.',
      };
    case 'not-proven':
      return {
        standing: 'not-proven',
        title: 'Not proven: do not use these drafts',
        text:
          proof.differences.length === 0
            ? (proof.limits[0] ?? 'The comparison could not be completed.')
            : 'Some difference between drafts and lists has no explanation. That is a bug of aclift.',
      };
    case 'proven-except':
      return {
        standing: 'except',
        title: `Proven, except for ${plural(proof.exceptions.length, 'thing')} left out`,
        text: `${drafts.length === 0 ? 'There are no drafts. ' : ''}${comparedText(proof)} Left out of the comparison, or in it with a guess on the safe side, is what may filter besides: each with its line.`,
      };
    case 'proven':
      return proof.widened === '0' && proof.narrowed === '0'
        ? {
            standing: 'exact',
            title: 'Proven: drafts and lists agree',
            text: 'They decide every flow that can be compared the same way.',
          }
        : {
            standing: 'explained',
            title: 'Proven: every difference is explained',
            text: flows(proof),
          };
    default:
      return assertNever(proof.headline);
  }
}

function comparedText(proof: ReportedProof): string {
  return proof.widened === '0' && proof.narrowed === '0'
    ? 'Drafts and lists decide every flow that was compared the same way.'
    : flows(proof);
}

function flows({ preserved, widened, narrowed }: ReportedProof): string {
  const changed = [
    ...(widened === '0' ? [] : [`${flowCount(widened)} are newly let through`]),
    ...(narrowed === '0' ? [] : [`${flowCount(narrowed)} are no longer let through`]),
  ];
  return `Of the flows that can be compared, ${flowCount(preserved)} keep their verdict; ${changed.join(', ')}, each for a reason that lists and inventory show.`;
}

/** Never empty: a finished migration is ready to export. */
export function nextSteps(report: MigrateReport): readonly NextStep[] {
  const { ledger, proof, unmapped, inventory, drafts, diagnostics } = report;
  const steps: NextStep[] = [];
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    steps.push({
      kind: 'mend-inputs',
      title: `Mend ${plural(errors, 'error')} in the inputs`,
      text: 'Something was not used as it stands. Each message names the place and what to do.',
    });
  }
  if (inventory === null) {
    steps.push({
      kind: 'write-inventory',
      title: 'Name who lives where',
      text: 'An inventory says which workload has which addresses today. aclift has prepared one to fill in, most wanted addresses first.',
    });
  }
  if (drafts.length > 0 && !proof.proven) {
    steps.push({
      kind: 'report-bug',
      title: 'Do not use these drafts; report this',
      text: 'The proof found a difference that nothing explains. The differences below show a flow to try.',
    });
  }
  steps.push(...openSteps(ledger.entries));
  if (inventory !== null && unmapped.length > 0) {
    steps.push({
      kind: 'name-addresses',
      title: `Name ${plural(unmapped.length, 'more address', 'more addresses')}`,
      text: 'Lines wait because the inventory does not know these addresses. The most wanted come first.',
    });
  }
  if (proof.differences.length > 0) {
    steps.push({
      kind: 'read-differences',
      title: `Read ${plural(proof.differences.length, 'difference')}`,
      text: 'Each has a flow to try, the access-list entry and the policy rule that decide it.',
    });
  }
  if (drafts.length > 0 && proof.proven) {
    steps.push({
      kind: 'export',
      title: 'Export the drafts',
      text: `${plural(drafts.length, 'draft')} with the report, byte for byte what the command line writes.`,
    });
  }
  return steps;
}

/** How many lines of filtering lists have all their addresses named, of how many. */
export function mappingCoverage({ ledger }: MigrateReport): {
  readonly named: number;
  readonly of: number;
} {
  const filtering = ledger.entries.filter(
    ({ outcome }) => outcome !== 'not-a-filter' && outcome !== 'unbound' && outcome !== 'unparsed',
  );
  return {
    named: filtering.filter(({ reason }) => reason !== 'unmapped').length,
    of: filtering.length,
  };
}
