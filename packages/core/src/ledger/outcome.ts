/** The outcomes of a ledger entry: a closed list, every entry has exactly one. */

export const OUTCOMES = [
  'translated',
  'widened',
  'narrowed',
  'shadowed',
  'redundant',
  'return-traffic',
  'same-segment',
  'not-a-filter',
  'unbound',
  'needs-decision',
  'unsupported',
  'unparsed',
] as const;

/** What became of an access-list line. */
export type OutcomeName = (typeof OUTCOMES)[number];

/** One line in words, for summaries and reports. */
export const OUTCOME_MEANING: Readonly<Record<OutcomeName, string>> = {
  translated: 'the drafts do exactly what the line says',
  widened: 'the drafts let more through than the line',
  narrowed: 'the drafts let less through than the line',
  shadowed: 'never decides a packet',
  redundant: 'the list does the same without it',
  'return-traffic': 'answers only; policies allow them by themselves',
  'same-segment': 'both ends sit in one segment, so no router sees the flows',
  'not-a-filter': 'the list selects traffic for something else',
  unbound: 'no interface applies the list',
  'needs-decision': 'somebody has to say who or what is meant',
  unsupported: 'understood, but policies cannot say it',
  unparsed: 'not understood',
};
