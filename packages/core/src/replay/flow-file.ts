/** A file of flows on its way into a replay, line by line: its format is told from the first lines. */
import { csvRecords } from './csv-records.ts';
import type { LineReader } from './flow-record.ts';
import {
  FLOW_FORMATS,
  type FlowFormat,
  formatOf,
  guessesAnswers,
  LINES_TO_TELL,
} from './format.ts';
import { hubbleRecords } from './hubble-records.ts';
import { type LogReader, logRecords } from './log-records.ts';
import type { Replay } from './replay.ts';
import type { FlowVerdictLine } from './replay-report.ts';

/** The lines are in no format that is known here. */
export class UnknownFormat extends Error {
  constructor(file: string) {
    super(`${file} is in no format that is known here: ${FLOW_FORMATS.join(', ')}`);
    this.name = 'UnknownFormat';
  }
}

export interface FlowFileOptions {
  /** Absent: told from the first lines. */
  readonly format?: FlowFormat;
  /**
   * Records from a port below 1024 to one above: answers, or openings as they stand there. Absent: answers where the format
   * does not say who opened.
   */
  readonly answers?: 'by-port' | 'as-recorded';
  readonly readLog: LogReader;
}

/** One file. Memory stays the same however long it is. */
export class FlowFile {
  readonly #replay: Replay;
  readonly #file: string;
  readonly #options: FlowFileOptions;
  #format: FlowFormat | undefined;
  #read: LineReader | undefined;
  #waiting: string[] = [];
  #line = 0;

  /** @param file as reports name it. */
  constructor(replay: Replay, file: string, options: FlowFileOptions) {
    this.#replay = replay;
    this.#file = file;
    this.#options = options;
    if (options.format !== undefined) this.#use(options.format);
  }

  /** Undefined: not told yet. */
  get format(): FlowFormat | undefined {
    return this.#format;
  }

  /**
   * Takes one line, without its end.
   * @returns the verdicts that are known by it: of lines before too, once the format is told.
   * @throws UnknownFormat
   */
  line(text: string): readonly FlowVerdictLine[] {
    if (this.#read !== undefined) return this.#judge(text, this.#read);
    this.#waiting.push(text);
    return this.#waiting.length < LINES_TO_TELL ? NO_VERDICTS : this.#tell();
  }

  /** Ends the file. @returns the verdicts of a short one. @throws UnknownFormat */
  end(): readonly FlowVerdictLine[] {
    return this.#read === undefined ? this.#tell() : NO_VERDICTS;
  }

  #tell(): readonly FlowVerdictLine[] {
    const format = formatOf(this.#waiting);
    if (format === undefined) throw new UnknownFormat(this.#file);
    const read = this.#use(format);
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting.flatMap((text) => this.#judge(text, read));
  }

  #use(format: FlowFormat): LineReader {
    const read =
      format === 'hubble'
        ? hubbleRecords()
        : format === 'syslog'
          ? logRecords(this.#options.readLog)
          : csvRecords();
    this.#format = format;
    this.#read = read;
    return read;
  }

  #judge(text: string, read: LineReader): readonly FlowVerdictLine[] {
    this.#line += 1;
    const result = read(text);
    if (result.kind === 'nothing') return NO_VERDICTS;
    const place = { file: this.#file, line: this.#line };
    if (result.kind === 'bad') {
      this.#replay.bad(place, result.expected);
      return NO_VERDICTS;
    }
    const { answers } = this.#options;
    const guessAnswers =
      answers === undefined
        ? this.#format !== undefined && guessesAnswers(this.#format)
        : answers === 'by-port';
    const verdict = this.#replay.add(result.record, { ...place, guessAnswers });
    return verdict === undefined ? NO_VERDICTS : [verdict];
  }
}

const NO_VERDICTS: readonly FlowVerdictLine[] = [];
