/**
 * What a terminal showed of the neighbours of a device, several commands in one text too: `show ip arp` and `show arp`,
 * `show ipv6 neighbors`, `show mac address-table`, of IOS, IOS XE, NX-OS, IOS XR and ASA. A MAC address table has no
 * addresses of its own: each station is one of the other tables of the run.
 * @see Command references of these systems: show arp, show ip arp, show ipv6 neighbors, show mac address-table.
 */
import { deviceLines } from '../device-text.ts';
import type { DeviceLine } from '../device-text.ts';
import { hostText } from '../host-text.ts';
import { byPlace, eachAlone, skipped } from '../record.ts';
import type { Importer, SourceRecord } from '../record.ts';
import { hasMac, isAsaArp, rowRecord, tableOf } from './neighbor-rows.ts';
import type { Table } from './neighbor-rows.ts';

/** `Total number of entries: 22` comes before the rows, `Total Mac Addresses for this criterion: 11` behind them. */
const TOTAL = /^\s*Total (?:number of entries|Mac Addresses for this criterion):\s*(\d+)/i;
/** Legends, titles, rules, and lines between the tables of line cards. */
const ASIDE = new RegExp(
  [
    String.raw`^[\s+|-]+$`,
    String.raw`^\s*(?:flags|legend|note|codes):`,
    // What a sign before an entry means.
    String.raw`^\s+\S.*\s-\s`,
    String.raw`^\s*(?:ip arp (?:table|adjacency)|ipv6 adjacency table|mac address table|(?:unicast|multicast) entries|non-static address table|displaying entries)`,
    String.raw`^(?:total mac addresses|(?:dynamic|secure|static|system self) .*count:)`,
    String.raw`^\d+\/\w+\/\w+\s*$`,
    String.raw`^\s*show\s`,
  ].join('|'),
  'i',
);
/** Ports of a group that did not fit on its line. */
const MORE_PORTS = /^\s{20,}\S+$/;

export const arp: Importer = {
  detects: (source) => {
    const lines = deviceLines(source).lines.filter(({ isPrompt }) => !isPrompt);
    if (lines.some(({ text }) => tableOf(text) !== undefined)) return true;
    return lines.length > 0 && lines.every(({ text }) => isAsaArp(text));
  },
  read: eachAlone((source) => {
    const { cut, lines } = deviceLines(source);
    const reading = new Reading();
    for (const line of lines) reading.line(line);
    return byPlace([...cut, ...reading.end()]);
  }),
};

/** What a device counted. */
interface Total {
  readonly line: DeviceLine;
  readonly said: number;
}

/** One pass over the lines, with the table in which it is. */
class Reading {
  readonly #records: SourceRecord[] = [];
  #table: Table | undefined;
  /** An IPv6 address of NX-OS whose rest is on the next line. */
  #open: DeviceLine | undefined;
  /** What the device counted before its rows. */
  #total: Total | undefined;
  /** Rows since the last count or table. */
  #rows = 0;

  line(line: DeviceLine): void {
    const { span, text } = line;
    const said = TOTAL.exec(text)?.[1];
    if (line.isPrompt) this.#begin(undefined);
    else if (said !== undefined) this.#count(line, Number(said));
    else if (tableOf(text) !== undefined) this.#begin(tableOf(text));
    else if (this.#isAside(text)) return;
    else if (this.#table?.kind === 'ipv6' && hostText(text.trim()) !== undefined) {
      this.#close();
      this.#open = line;
    } else {
      const before = this.#open;
      this.#open = undefined;
      const all = before === undefined ? text : `${before.text.trim()} ${text.trim()}`;
      const place = { start: before?.span.start ?? span.start, end: span.end };
      this.#records.push(rowRecord(place, all, this.#table));
      this.#rows += 1;
    }
  }

  end(): readonly SourceRecord[] {
    this.#begin(undefined);
    return this.#records;
  }

  #isAside(text: string): boolean {
    if (this.#table?.kind === 'mac') {
      return !hasMac(text) && (ASIDE.test(text) || MORE_PORTS.test(text));
    }
    return ASIDE.test(text) && !isAsaArp(text);
  }

  /** A count that stands before the first line of a table is of the rows that follow. */
  #begin(table: Table | undefined): void {
    this.#close();
    if (table === undefined || this.#rows > 0) this.#settle();
    this.#rows = 0;
    this.#table = table;
  }

  #count(line: DeviceLine, said: number): void {
    this.#close();
    // Behind the rows of a MAC address table, before those of the others.
    const isBehind = this.#table?.kind === 'mac';
    if (!isBehind) this.#settle();
    this.#total = { line, said };
    if (isBehind) this.#settle();
    this.#rows = 0;
  }

  #settle(): void {
    const total = this.#total;
    this.#total = undefined;
    if (total === undefined || this.#rows >= total.said) return;
    const what = `${total.line.text.trim()}, but ${this.#rows} are here`;
    this.#records.push(skipped(total.line.span, what, 'pages-missing'));
  }

  #close(): void {
    const open = this.#open;
    if (open !== undefined) this.#records.push(skipped(open.span, open.text, 'unreadable'));
    this.#open = undefined;
  }
}
