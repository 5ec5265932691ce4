/** One time range while its lines arrive. */
import type { Span } from '@aclift/diagnostics';
import type { TimeRange } from '@aclift/ir';

type Period = TimeRange['periods'][number];

export class TimeRangeDraft {
  readonly name: string;
  readonly span: Span;
  #periods: Period[] = [];

  constructor(name: string, span: Span) {
    this.name = name;
    this.span = span;
  }

  /** At most one absolute period: a later one replaces it. */
  add(period: Period): void {
    if (period.kind === 'absolute') {
      this.#periods = this.#periods.filter(({ kind }) => kind !== 'absolute');
    }
    this.#periods.push(period);
  }

  finish(): TimeRange {
    return { name: this.name, periods: this.#periods, span: this.span };
  }
}
