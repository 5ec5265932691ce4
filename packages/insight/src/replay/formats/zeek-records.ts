/**
 * Connections as Zeek writes them in conn.log, as text with tabs or as JSON. The originator opened, unless Zeek saw only the middle.
 * @see https://docs.zeek.org/en/master/logs/conn.html
 */
import { bad, LAYOUT, type ReadLine } from '../flow-record.ts';
import { recordOf } from '../record-texts.ts';
import { isObject, type JsonObject } from './json-values.ts';
import { valueOf } from './named-records.ts';

export function isZeek(object: JsonObject): boolean {
  return 'id.orig_h' in object || (isObject(object['id']) && 'orig_h' in object['id']);
}

export function zeekObject(object: JsonObject): ReadLine {
  if (!isZeek(object)) return bad('a connection of Zeek, with "id.orig_h"');
  const id = isObject(object['id']) ? object['id'] : {};
  return zeekRecord((name) => {
    const value = object[name] ?? (name.startsWith('id.') ? id[name.slice(3)] : undefined);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  });
}

/** A line that only a log of Zeek has. */
export const ZEEK_HEADER: RegExp =
  /^#(?:separator|set_separator|fields|path|types|unset_field|empty_field|open|close)\b/;

/** The text form: `#separator` and `#fields` say what the rows are. */
export function zeekLines(): (line: string) => ReadLine {
  let separator = '\t';
  let names: readonly string[] | undefined;
  return (line) => {
    if (line.trim() === '') return LAYOUT;
    if (line.startsWith('#')) {
      const [, hex] = /^#separator\s+\\x([0-9a-f]{2})/i.exec(line) ?? [];
      if (hex !== undefined) separator = String.fromCharCode(Number.parseInt(hex, 16));
      const [word = '', ...fields] = line.split(separator);
      if (word === '#fields') names = fields;
      return LAYOUT;
    }
    if (names === undefined) return bad('"#fields" before the first record');
    const cells = line.split(separator);
    return zeekRecord((name) => cells[names?.indexOf(name) ?? -1]);
  };
}

/** `icmp` has its type where others have the originator's port, and its code where they have the responder's. */
function zeekRecord(value: (name: string) => string | undefined): ReadLine {
  const get = (name: string): string | undefined => valueOf(value(name));
  const protocol = get('proto')?.toLowerCase();
  if (protocol === undefined)
    return bad('"proto", as conn.log has it: other logs of Zeek say less');
  const [from, to] = [get('id.orig_p'), get('id.resp_p')];
  const source = get('id.orig_h');
  const middle = protocol === 'tcp' && get('conn_state') === 'OTH';
  const icmp =
    protocol === 'icmp' && from !== undefined ? { type: from, code: to ?? '0' } : undefined;
  return recordOf(
    {
      source,
      destination: get('id.resp_h'),
      protocol:
        protocol === 'icmp' && source?.includes(':') === true
          ? 'icmpv6'
          : protocol === 'unknown_transport'
            ? ''
            : protocol,
      port: to,
      sourcePort: from,
      icmp,
    },
    middle ? {} : { answer: false },
    'sparse',
  );
}
