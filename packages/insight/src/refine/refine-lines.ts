/** Refinements as lines for people. */
import { plural } from '@aclift/core/stages';
import type { DraftSize, Refinement, RefineReport } from './refinement.ts';

/** Most lines of a list that are quoted. */
const MOST_EVIDENCE = 3;
/** Most labels that are listed one by one. */
const MOST_LABELS = 6;

/** Lines without line ends; `''` separates paragraphs. */
export function refineLines({ refinements }: RefineReport): readonly string[] {
  if (refinements.length === 0) {
    return ['No label was found that would make the drafts exact or shorter.'];
  }
  const [splits, shared] = (['split', 'shared-label'] as const).map((kind) =>
    refinements.filter((one) => one.kind === kind),
  );
  return [
    `${plural(refinements.length, 'refinement')}, each tried by migrating again`,
    ...section('Splits: the lists treat replicas differently', splits ?? []),
    ...section('Shared labels: the same drafts in fewer words', shared ?? []),
  ];
}

function section(title: string, some: readonly Refinement[]): readonly string[] {
  return some.length === 0 ? [] : ['', title, ...some.flatMap(refinementLines)];
}

function refinementLines(refinement: Refinement): readonly string[] {
  const { after, before, evidence, id, labels, says } = refinement;
  const more = labels.length - MOST_LABELS;
  return [
    '',
    `  ${id}`,
    `    ${says}`,
    ...labels
      .slice(0, MOST_LABELS)
      .map(
        ({ workload, key, value, addresses }) =>
          `      ${workload}  ${key}: ${value}${addresses === undefined ? '' : `  ${addresses.join(', ')}`}`,
      ),
    ...(more > 0 ? [`      and ${more} more`] : []),
    ...evidence
      .slice(0, MOST_EVIDENCE)
      .map(({ file, line, text }) => `      ${file}:${line}  ${text}`),
    `    ${changeText(before, after)}`,
  ];
}

/** `policies 16 → 14, rules 70 → 61, lines of YAML 900 → 780, lines to decide 1 → 0`; what stays is left out. */
function changeText(before: DraftSize, after: DraftSize): string {
  const parts: readonly (readonly [string, keyof DraftSize])[] = [
    ['lines to decide', 'undecided'],
    ['policies', 'policies'],
    ['rules', 'rules'],
    ['lines of YAML', 'lines'],
  ];
  return parts
    .filter(([, part]) => before[part] !== after[part])
    .map(([name, part]) => `${name} ${before[part]} → ${after[part]}`)
    .join(', ');
}
