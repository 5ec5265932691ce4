/** One entry of a list with what it matches. */
import type { Action } from '@aclift/ir';
import type { AceMatch, FilterEntry } from './ace-match.ts';

/** One entry with what it matches. */
export interface FilterRule {
  /** Undefined for what the device adds by itself. */
  readonly entry: FilterEntry | undefined;
  /** `evaluate` permits; its openings are none. */
  readonly action: Action;
  readonly match: AceMatch;
}
