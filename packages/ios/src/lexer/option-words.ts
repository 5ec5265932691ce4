/**
 * The words of options, and where they may stand: the one place that knows them all. The vocabulary, the abbreviations and the
 * tables of the lowering follow from it; a word that is added here does not compile until the lowering says what it means.
 */

/** Whose entries take the word. */
export type OptionPlace = 'any' | 'ipv4' | 'ipv6' | 'tcp';

export type PlainOptionWord =
  | 'established'
  | 'fragments'
  | 'routing'
  | 'mobility'
  | 'dest-option'
  | 'hbh'
  | 'auth'
  | 'undetermined-transport';

export type ValueOptionWord =
  | 'dscp'
  | 'precedence'
  | 'tos'
  | 'option'
  | 'time-range'
  | 'routing-type'
  | 'mobility-type'
  | 'dest-option-type'
  | 'flow-label'
  | 'sequence';

/** Options of one word. */
export const PLAIN_OPTIONS: Readonly<Record<PlainOptionWord, OptionPlace>> = {
  established: 'tcp',
  fragments: 'any',
  routing: 'ipv6',
  mobility: 'ipv6',
  'dest-option': 'ipv6',
  hbh: 'ipv6',
  auth: 'ipv6',
  'undetermined-transport': 'ipv6',
};

/** Options of a word and a value. */
export const VALUE_OPTIONS: Readonly<Record<ValueOptionWord, OptionPlace>> = {
  dscp: 'any',
  precedence: 'ipv4',
  tos: 'ipv4',
  option: 'ipv4',
  'time-range': 'any',
  'routing-type': 'ipv6',
  'mobility-type': 'ipv6',
  'dest-option-type': 'ipv6',
  'flow-label': 'ipv6',
  sequence: 'ipv6',
};

/** Whether the grammar's word is one of the table. */
export function isOptionWord<W extends string>(
  table: Readonly<Record<W, OptionPlace>>,
  word: string,
): word is W {
  return Object.hasOwn(table, word);
}

/** Words of both tables that stand in a place. */
export function optionWordsAt(place: OptionPlace): readonly string[] {
  return [...Object.entries(PLAIN_OPTIONS), ...Object.entries(VALUE_OPTIONS)].flatMap(
    ([word, at]) => (at === place ? [word] : []),
  );
}
