/** The difference of two configurations in lines for the terminal. */
import { flowText } from '@aclift/core';
import type { DecidingLine, DiffReport, ReportedDifference, ReportedPair } from '@aclift/analysis';
import { printable } from '@aclift/diagnostics';

export function diffLines({ pairs }: DiffReport): readonly string[] {
  if (pairs.length === 0) return ['There is nothing to compare.'];
  return pairs.flatMap((pair) => [...pairLines(pair), '']).slice(0, -1);
}

const STATUS: Readonly<Record<ReportedPair['status'], string>> = {
  equal: 'equal: every packet fares as before',
  different: 'different',
  added: 'only in the new configuration',
  removed: 'only in the old configuration',
  'too-tangled': 'too tangled to be compared',
};

function pairLines({
  newlyDenied,
  newlyPermitted,
  status,
  title,
}: ReportedPair): readonly string[] {
  return [
    `${printable(title)}: ${STATUS[status]}`,
    ...differenceLines('newly permitted', newlyPermitted),
    ...differenceLines('newly denied', newlyDenied),
  ];
}

function differenceLines(
  what: string,
  differences: readonly ReportedDifference[],
): readonly string[] {
  return differences.flatMap(({ new: young, old, regions, witness }) => [
    `  ${what}`,
    ...regions.map((region) => `    ${printable(region)}`),
    `    was decided by ${lineText(old)}`,
    `    is decided by  ${lineText(young)}`,
    `    for example: ${flowText(witness)}`,
  ]);
}

function lineText({ file, line, text }: DecidingLine): string {
  return line === null ? printable(text) : `${printable(file)}:${line}: ${printable(text)}`;
}
