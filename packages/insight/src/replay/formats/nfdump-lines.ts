/**
 * The text that nfdump prints with `-o line`, `long`, `extended`, `biline` and `bilong`:
 * `date time duration protocol source:port -> destination:port flags …`. IPv6 has a dot before the port.
 * @see nfdump(1), output formats
 */
import { bad, LAYOUT, type ReadLine } from '../flow-record.ts';
import { recordOf } from '../record-texts.ts';
import { flagsSay, readTcpFlags } from './tcp-flags.ts';

/** `10.0.0.1:443`, `2001:db8::1.443`; with ICMP the second is type and code. */
const END = String.raw`(?:(\d{1,3}(?:\.\d{1,3}){3}):|([0-9a-fA-F:]*:[0-9a-fA-F:.]*?)\.)(\d+(?:\.\d+)?)`;
const RECORD = new RegExp(
  String.raw`^\s*\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\s+(?:\S+\s+)*?([A-Za-z][\w-]*|\d{1,3})\s+${END}\s+<?->\s+${END}(?=\s|$)(?:\s+([CEUAPRSF.]{6,9}|0x[0-9a-f]+)(?=\s))?`,
);
/** A line of these formats, or their header. */
export const NFDUMP_TEXT: RegExp =
  /^(?:Date (?:first seen|flow start)\s|\s*\d{4}-\d\d-\d\d \d\d:\d\d:\d\d.*\s<?->\s)/;
/** No line of these formats is longer. */
const LONGEST = 1000;
const LAST = /^(?:Summary:|Time window:|Total flows processed:|Sys:|Ident:|No matched flows)/;

export function readNfdumpLine(line: string): ReadLine {
  if (line.trim() === '' || line.startsWith('Date f') || LAST.test(line)) return LAYOUT;
  const found = line.length > LONGEST ? null : RECORD.exec(line);
  if (found === null) {
    return bad('"DATE TIME DURATION PROTOCOL SOURCE:PORT -> DESTINATION:PORT" as nfdump prints it');
  }
  const [, protocol = '', source4, source6, sourcePort, to4, to6, port = '', flags] = found;
  const [type = '', code] = port.split('.');
  const icmp = /^(?:icmp6?|ICMP6?|IPv6-ICMP|ICMPv6|1|58)$/.test(protocol);
  const both = Number(type);
  const say = flagsSay(readTcpFlags(flags), 'sum');
  return recordOf(
    {
      source: source4 ?? source6,
      destination: to4 ?? to6,
      protocol,
      port: type,
      sourcePort,
      // An echo reply has type 0, and so has a record without its ports.
      ...(icmp && Number(port) !== 0
        ? {
            icmp:
              code === undefined
                ? { type: String(both >> 8), code: String(both & 255) }
                : { type, code },
          }
        : {}),
    },
    say === undefined ? {} : { flags: say },
    'sparse',
  );
}
