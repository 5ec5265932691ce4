/** Words for the facts that reasons of the ledger carry. */
import { assertNever } from '@aclift/ir';
import type {
  DecidingLines,
  Grant,
  LedgerDoubt,
  LedgerOpening,
  LedgerPlace,
  Together,
} from './ledger-reason.ts';

/** `line 18`, with the list and the file where it is another one. */
export function placeWords({ file, line, list }: LedgerPlace): string {
  if (line === undefined) return `list ${list ?? ''}`;
  return `line ${line}${list === undefined ? '' : ` of list ${list}`}${file === undefined ? '' : ` in ${file}`}`;
}

/** What permits an opening. */
export function openingWords(opening: LedgerOpening): string {
  return opening.kind === 'entry' ? placeWords(opening.place) : 'flows that no list filters';
}

/** `so it grants nothing`: what follows from a doubt about the line itself. */
export function grantWords({ action, certain }: Grant): string {
  if (action === 'deny') return 'so it is taken to deny all it might';
  return `so it grants ${certain ? 'only what is certain' : 'nothing'}`;
}

/** `depends on option any-options, which no policy knows`: to be put behind the place of a line. */
export function doubtWords(doubt: LedgerDoubt): string {
  switch (doubt.kind) {
    case 'condition':
      return `depends on ${doubt.texts.join(' and ')}, which no policy knows`;
    case 'object-group':
      return `names object-group ${doubt.name}, which is undefined or cannot be resolved`;
    case 'wildcard':
      return 'has a wildcard mask that scatters into too many blocks';
    case 'portgroup':
      return 'names a port group that is not in the file';
    case 'unparsed':
      return 'was not understood';
    default:
      return assertNever(doubt);
  }
}

/** Most line numbers that a sentence names. */
const MOST_NUMBERS = 5;

/** `lines 3, 4`; the entries that IPv6 adds by itself have no number. */
export function linesWords({ numbers, added }: DecidingLines): string {
  const shown = numbers.slice(0, MOST_NUMBERS).join(', ');
  const more = numbers.length > MOST_NUMBERS ? ` and ${numbers.length - MOST_NUMBERS} more` : '';
  const lines =
    numbers.length === 0 ? '' : `line${numbers.length === 1 ? '' : 's'} ${shown}${more}`;
  if (!added) return lines;
  const permits = 'the permits of neighbour discovery that end every IPv6 list';
  return lines === '' ? permits : `${lines} and ${permits}`;
}

/** Whose addresses are meant together. */
export function wholeWords(together: Together): string {
  return { workload: 'a workload', 'workload-or-nodes': 'a workload or of nodes' }[together];
}

/** Workloads behind a virtual address. */
export function podWords(pods: readonly string[]): string {
  return pods.join(', ');
}

/** Who decided, for the end of a sentence. */
export function decided(by: readonly string[]): string {
  return by.length === 0 ? 'by decision' : `by decision (${by.join('; ')})`;
}
