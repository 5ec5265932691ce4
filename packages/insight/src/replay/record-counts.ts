/** Accounts for every record and line of a replay, judged or not. */
import type { FlowRecord, Skipped } from './flow-record.ts';
import { recordText } from './shown-record.ts';
import type { BadRecord, ReplayReport, Unjudged, UnjudgedRecords } from './replay-report.ts';

/** Where a record stands. */
export interface RecordPlace {
  readonly file: string;
  readonly line: number;
}

/** Examples of records that could not be read. */
const MOST_BAD = 10;
/** Examples of records that were not judged, for each reason. */
const MOST_UNJUDGED = 3;
/** Reasons of recorders that are told apart. */
const MOST_REASONS = 64;

/** The numbers of a replay; memory stays the same however many records there are. */
export class RecordCounts {
  readonly #badRecords: BadRecord[] = [];
  readonly #unjudged = new Map<Unjudged, UnjudgedRecords>();
  readonly #skipped = new Map<Skipped, number>();
  readonly #refused = new Map<string, number>();
  #judged = 0;
  #answers = 0;
  #bad = 0;
  #missed = 0;

  /** How many records were seen. */
  get seen(): number {
    return (
      this.#judged +
      this.#bad +
      [...this.#unjudged.values()].reduce((sum, one) => sum + one.records, 0)
    );
  }

  judged({ refused }: FlowRecord, answers: boolean): void {
    this.#judged += 1;
    if (answers) this.#answers += 1;
    if (refused === undefined) return;
    const known = this.#refused.has(refused) || this.#refused.size < MOST_REASONS;
    const reason = known ? refused : 'other reasons';
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
  }

  /** Counts a record that cannot be read. */
  bad(place: RecordPlace, expected: string): void {
    this.#bad += 1;
    if (this.#badRecords.length < MOST_BAD) {
      this.#badRecords.push({ file: place.file, line: place.line, expected });
    }
  }

  /** Counts a record that is read and cannot be judged. */
  unjudged(why: Unjudged, record: FlowRecord, { file, line }: RecordPlace): void {
    const { examples, records } = this.#unjudged.get(why) ?? { records: 0, examples: [] };
    const more =
      examples.length < MOST_UNJUDGED
        ? [...examples, { file, line, what: recordText(record) }]
        : examples;
    this.#unjudged.set(why, { why, records: records + 1, examples: more });
  }

  /** Counts a line that holds no record. @param missed packets or events that the recorder says it has lost. */
  skipped(why: Skipped, missed: number): void {
    this.#skipped.set(why, (this.#skipped.get(why) ?? 0) + 1);
    this.#missed += missed;
  }

  /** The parts of a report that are about records. */
  get report(): Pick<ReplayReport, 'records' | 'skipped' | 'unjudged' | 'refused' | 'badRecords'> {
    const countOf = (why: Unjudged): number => this.#unjudged.get(why)?.records ?? 0;
    return {
      records: {
        judged: this.#judged,
        answers: this.#answers,
        otherFamily: countOf('other-family'),
        bad: this.#bad,
        directionUnknown: countOf('direction'),
        portsUnknown: countOf('ports'),
        endsUnknown: countOf('ends'),
        otherEnds: countOf('other-ends'),
        icmpErrors: countOf('icmp-error'),
        onLink: countOf('on-link'),
        refused: [...this.#refused.values()].reduce((sum, one) => sum + one, 0),
        missed: this.#missed,
      },
      skipped: [...this.#skipped]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([what, lines]) => ({ what, lines })),
      unjudged: [...this.#unjudged.values()].toSorted((a, b) => (a.why < b.why ? -1 : 1)),
      refused: [...this.#refused]
        .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
        .map(([reason, flows]) => ({ reason, flows })),
      badRecords: this.#badRecords,
    };
  }
}
