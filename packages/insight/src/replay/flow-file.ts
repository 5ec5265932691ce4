/** A file of flows on its way into a replay, line by line: its format is told from the first lines. */
import { icmpProtocol } from '@aclift/verify';
import type { Opener } from './direction/by-ports.ts';
import { icmpMeaning } from './direction/icmp-meaning.ts';
import { type Answers, type Found, OpenerFinder } from './direction/opener-finder.ts';
import type { FlowRecord, ReadLine, RecordReader, Take } from './flow-record.ts';
import {
  FLOW_FORMATS,
  type FlowFormat,
  LINES_TO_TELL,
  MOST_LINES_TO_TELL,
} from './formats/format.ts';
import type { LogReader } from './formats/log-records.ts';
import { readerOf } from './formats/reader-of.ts';
import { firstOf, formatOf, isJson, whatIsThere } from './formats/tell-format.ts';
import type { RecordPlace } from './record-counts.ts';
import type { Replay } from './replay.ts';
import type { FlowVerdictLine, ReplayedFile, Unjudged } from './replay-report.ts';

/** The lines are in no format that is known here. */
export class UnknownFormat extends Error {
  /** @param there what stands in the file instead. */
  constructor(file: string, there: string) {
    super(
      `${file} is in no format that is known here: ${there}. Known are ${FLOW_FORMATS.join(', ')}`,
    );
    this.name = 'UnknownFormat';
  }
}

export interface FlowFileOptions {
  /** Absent: told from the first lines. */
  readonly format?: FlowFormat;
  /**
   * How to take records that do not say who opened: the lower port is the server's where nothing else tells, or all are openings as
   * they stand there. Absent: those that nothing tells are not judged.
   */
  readonly answers?: Answers;
  readonly readLog: LogReader;
}

/** One file. Memory stays the same however long it is. */
export class FlowFile {
  readonly #replay: Replay;
  readonly #file: string;
  readonly #options: FlowFileOptions;
  readonly #openers: OpenerFinder<RecordPlace>;
  #format: FlowFormat | undefined;
  #reader: RecordReader | undefined;
  #waiting: string[] = [];
  /** How many lines are waited for before the format is told. */
  #enough = LINES_TO_TELL;
  #verdicts: FlowVerdictLine[] = [];
  #counts = { lines: 0, judged: 0, bad: 0, unjudged: 0 };

  /** @param file as reports name it. */
  constructor(replay: Replay, file: string, options: FlowFileOptions) {
    this.#replay = replay;
    this.#file = file;
    this.#options = options;
    this.#format = options.format;
    this.#openers = new OpenerFinder(replay.namedPorts, options.answers);
  }

  /** Undefined: not told yet. */
  get format(): FlowFormat | undefined {
    return this.#format;
  }

  /** What became of the lines so far. */
  get account(): ReplayedFile {
    return { file: this.#file, format: this.#format ?? 'unknown', ...this.#counts };
  }

  /**
   * Takes one line, without its end.
   * @returns the verdicts that are known by it: of lines before too, once the format is told or another record tells who opened.
   * @throws UnknownFormat
   */
  line(text: string): readonly FlowVerdictLine[] {
    if (this.#reader === undefined) {
      this.#waiting.push(text);
      const enough = this.#format === undefined ? this.#canTell() : text.trim() !== '';
      return enough ? this.#begin() : NO_VERDICTS;
    }
    this.#readLine(text, this.#reader);
    return this.#known();
  }

  /** Ends the file. @returns the verdicts that were still open. @throws UnknownFormat */
  end(): readonly FlowVerdictLine[] {
    if (this.#reader === undefined && this.#format === undefined) this.#tell();
    const verdicts = this.#reader === undefined ? this.#begin() : NO_VERDICTS;
    this.#reader?.end(this.#take);
    for (const found of this.#openers.end()) this.#judge(found);
    return [...verdicts, ...this.#known()];
  }

  /** An object of JSON may be longer than the lines that other formats need. */
  #canTell(): boolean {
    if (this.#waiting.length < this.#enough) return false;
    const open = isJson(firstOf(this.#waiting) ?? '') && formatOf(this.#waiting) === undefined;
    if (!open || this.#enough >= MOST_LINES_TO_TELL) return true;
    this.#enough *= 2;
    return false;
  }

  #tell(): FlowFormat {
    const format = formatOf(this.#waiting);
    if (format === undefined) throw new UnknownFormat(this.#file, whatIsThere(this.#waiting));
    this.#format = format;
    return format;
  }

  #begin(): readonly FlowVerdictLine[] {
    const format = this.#format ?? this.#tell();
    const reader = readerOf(format, firstOf(this.#waiting) ?? '', this.#options.readLog);
    this.#reader = reader;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const text of waiting) this.#readLine(text, reader);
    return this.#known();
  }

  #known(): readonly FlowVerdictLine[] {
    if (this.#verdicts.length === 0) return NO_VERDICTS;
    const verdicts = this.#verdicts;
    this.#verdicts = [];
    return verdicts;
  }

  #readLine(text: string, reader: RecordReader): void {
    this.#counts.lines += 1;
    reader.line(text, this.#counts.lines, this.#take);
  }

  readonly #take: Take = (read: ReadLine, line: number) => {
    const place = { file: this.#file, line };
    switch (read.kind) {
      case 'nothing':
        this.#replay.counts.skipped(read.why, read.missed ?? 0);
        return;
      case 'bad':
        this.#counts.bad += 1;
        this.#replay.counts.bad(place, read.expected);
        return;
      case 'record':
        for (const found of this.#opener(read.record, place)) this.#judge(found);
    }
  };

  /** Of ICMP the type says who opened, of everything else the finder. */
  #opener(record: FlowRecord, along: RecordPlace): readonly Found<RecordPlace>[] {
    const { answer, family = 'ipv4', protocol, service } = record;
    if (protocol === undefined || protocol !== icmpProtocol(family)) {
      return this.#openers.take(record, along);
    }
    // Without a type there is nothing to judge, whoever opened.
    if (service === undefined) return [{ record, along, opener: 'source' }];
    const meaning = icmpMeaning(family, service >> 8);
    if (meaning === 'error' || meaning === 'link') {
      this.#leave(meaning === 'error' ? 'icmp-error' : 'on-link', record, along);
      return [];
    }
    const opener: Opener = meaning === 'opens' ? 'source' : 'destination';
    return [{ record, along, opener: answer === true && opener === 'source' ? undefined : opener }];
  }

  #judge({ along, opener, record }: Found<RecordPlace>): void {
    const { service, sourcePort } = record;
    // Where no port was recorded, that is the reason.
    if (opener === undefined && (service !== undefined || sourcePort !== undefined)) {
      this.#leave('direction', record, along);
      return;
    }
    const verdict = this.#replay.add(record, along, opener === 'destination');
    if (verdict === undefined) this.#counts.unjudged += 1;
    else {
      this.#counts.judged += 1;
      this.#verdicts.push(verdict);
    }
  }

  #leave(why: Unjudged, record: FlowRecord, place: RecordPlace): void {
    this.#counts.unjudged += 1;
    this.#replay.counts.unjudged(why, record, place);
  }
}

const NO_VERDICTS: readonly FlowVerdictLine[] = [];
