/** How outcomes look wherever they are shown: a tone and a sign each, so that nothing hangs on colour alone. */
import type { OutcomeName } from '../ledger/outcome.ts';

/** Good, nothing to do, waits for somebody, cannot be said, bad. */
export type Tone = 'ok' | 'quiet' | 'wait' | 'limit' | 'bad';

export interface OutcomeStyle {
  readonly tone: Tone;
  /** Path data of a stroked sign on a 16 by 16 grid. */
  readonly sign: string;
}

export const OUTCOME_STYLE: Readonly<Record<OutcomeName, OutcomeStyle>> = {
  translated: { tone: 'ok', sign: 'M3.5 8.5l3 3 6-7' },
  widened: { tone: 'bad', sign: 'M9.5 3H13v3.5M13 3 9.3 6.7M6.5 13H3V9.5M3 13l3.7-3.7' },
  narrowed: { tone: 'wait', sign: 'M9 3.5V7h3.5M9 7l4-4M7 12.5V9H3.5M7 9l-4 4' },
  shadowed: { tone: 'quiet', sign: 'M3 6h7v7H3zM6 6V3h7v7h-3' },
  redundant: { tone: 'quiet', sign: 'M3.5 6h9M3.5 10h9' },
  'return-traffic': { tone: 'quiet', sign: 'M6 4 3 7l3 3M3 7h6.5a3 3 0 0 1 0 6H8' },
  'same-segment': { tone: 'quiet', sign: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3zM6 8h4' },
  'not-a-filter': { tone: 'quiet', sign: 'M3 4h10L9 8.5V13l-2-1V8.5z' },
  unbound: { tone: 'quiet', sign: 'M6 3.5H4a1 1 0 0 0-1 1v2M10 12.5h2a1 1 0 0 0 1-1v-2M3 13 13 3' },
  'needs-decision': {
    tone: 'wait',
    sign: 'M5.8 6a2.2 2.2 0 1 1 3.4 1.8C8.4 8.4 8 8.8 8 9.7M8 12.6v.1',
  },
  unsupported: { tone: 'limit', sign: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3zM4.5 11.5l7-7' },
  unparsed: { tone: 'bad', sign: 'M8 3v6M8 12.6v.1' },
};

/** The order in which screens show outcomes: what is done, what asks for attention, what needs nothing. */
export const OUTCOME_ORDER: readonly OutcomeName[] = [
  'translated',
  'needs-decision',
  'widened',
  'narrowed',
  'unsupported',
  'unparsed',
  'return-traffic',
  'same-segment',
  'shadowed',
  'redundant',
  'not-a-filter',
  'unbound',
];
