/** What nobody can tell about an entry, in the words of its line. */
import { assertNever } from '@aclift/ir';
import type { AceCaveat, FilterList, FilterRule } from '@aclift/verify';
import type { Sources } from '../sources.ts';

/** The conditions that an entry waits for, as its line has them: `option any-options`, `dscp ef and time-range OFFICE`. */
export function conditionTexts(
  caveats: readonly AceCaveat[],
  { device }: FilterList,
  sources: Sources,
): string {
  const texts = caveats.flatMap((caveat) =>
    caveat.kind === 'condition' ? [sources.text(device.source, caveat.condition.span)] : [],
  );
  return texts.join(' and ');
}

/** `depends on option any-options, which no policy knows`: to be put behind the place of a line. */
export function uncertainText({ match }: FilterRule, list: FilterList, sources: Sources): string {
  const [first] = match.caveats;
  if (first === undefined) throw new Error('a doubt without a cause');
  switch (first.kind) {
    case 'condition':
      return `depends on ${conditionTexts(match.caveats, list, sources)}, which no policy knows`;
    case 'object-group':
      return `names object-group ${first.name}, which is undefined or cannot be resolved`;
    case 'wildcard':
      return 'has a wildcard mask that scatters into too many blocks';
    case 'portgroup':
      return 'names a port group that is not in the file';
    case 'unparsed':
      return 'was not understood';
    default:
      return assertNever(first);
  }
}
