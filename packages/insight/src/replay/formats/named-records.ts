/** Records whose fields have names: rows of tables and flat JSON objects of many programs, told apart by the names. */
import type { ReadLine } from '../flow-record.ts';
import { type RecordSays, recordOf } from '../record-texts.ts';
import { type Field, FIELD_NAMES, NEEDED, plain } from './field-names.ts';
import { type FlagsAre, flagsSay, readTcpFlags } from './tcp-flags.ts';

/** Formats that are read by the names of their fields. */
export type NamedFormat = 'csv' | 'json' | 'nfdump' | 'aws' | 'goflow2' | 'pmacct' | 'ecs';

/** The value of a field; undefined: the record has none. */
export type Lookup = (field: Field) => string | undefined;

/** Values that stand for none: `-` in flow logs and tables. */
export function valueOf(text: string | undefined): string | undefined {
  const word = text?.trim() ?? '';
  return word === '' || word === '-' ? undefined : word;
}

/**
 * Which program's names these are.
 * @param names as written. @returns undefined: they do not name a flow.
 */
export function namedFormatOf(
  names: readonly string[],
  kind: 'table' | 'object',
): NamedFormat | undefined {
  const plainNames = new Set(names.map((name) => plain(name)));
  const has = (...some: readonly string[]): boolean => some.some((name) => plainNames.has(name));
  const all = (...some: readonly string[]): boolean => some.every((name) => plainNames.has(name));
  const counted = has(...FIELD_NAMES.packets, ...FIELD_NAMES.bytes);
  if (!NEEDED.every((field) => has(...FIELD_NAMES[field]))) return undefined;
  if (all('sa', 'da') || has('src4addr', 'src6addr')) return 'nfdump';
  if (all('srcaddr', 'dstaddr')) {
    if (names.some((name) => /^["']?srcAddr/.test(name)) || has('firstseen')) return 'nfdump';
    if (kind === 'object' && names.includes('src_addr') && (counted || has('type', 'etype'))) {
      return 'goflow2';
    }
    if (has('accountid', 'interfaceid', 'logstatus', 'enid', 'action')) return 'aws';
  }
  if (all('ipsrc', 'ipdst')) return 'pmacct';
  if (kind === 'table' && counted && names.some((name) => /^"?SRC_(?:IP|HOST)"?$/.test(name))) {
    return 'pmacct';
  }
  if (has('flowsrcipaddr', 'flowsrcaddr')) return 'ecs';
  if (names.some((name) => /^"?source\.ip"?$/.test(name))) return 'ecs';
  return kind === 'table' ? 'csv' : 'json';
}

/** Formats of collectors: they leave 0 where a field was not kept, and know directions only by flags. */
const OF_COLLECTORS: ReadonlySet<NamedFormat> = new Set([
  'nfdump',
  'aws',
  'goflow2',
  'pmacct',
  'ecs',
]);

/** @param sampled records of single packets, as sFlow has them. */
export function namedRecord(format: NamedFormat, get: Lookup, sampled = false): ReadLine {
  const status = get('status')?.toUpperCase();
  if (status === 'NODATA') return { kind: 'nothing', why: 'no-data' };
  if (status === 'SKIPDATA') return { kind: 'nothing', why: 'no-data', missed: 1 };
  const collected = OF_COLLECTORS.has(format);
  const icmp = icmpOf(format, get);
  return recordOf(
    {
      source: get('source'),
      destination: get('destination'),
      protocol: get('protocol'),
      port: get('port'),
      sourcePort: get('sourcePort'),
      icmp: icmp === 'unknown' ? undefined : icmp,
    },
    saysOf(format, get, sampled),
    collected || icmp === 'unknown' ? 'sparse' : 'complete',
  );
}

function saysOf(format: NamedFormat, get: Lookup, sampled: boolean): RecordSays {
  const flags = get('flags');
  const packets = get('packets');
  const are: FlagsAre =
    sampled || packets === '1' ? 'packet' : format === 'aws' ? 'handshake' : 'sum';
  const say = flagsSay(readTcpFlags(flags), are);
  const answer = get('answer');
  const action = get('action');
  // A table that counts packets was made by a collector: its rows are of either direction.
  const plainTable =
    !OF_COLLECTORS.has(format) && [flags, packets, get('bytes')].every((one) => one === undefined);
  return {
    ...(say === undefined ? {} : { flags: say }),
    ...(answer === undefined ? {} : { answer: /^(?:1|true|yes|y)$/i.test(answer) }),
    ...(plainTable ? { assumed: 'opening' } : {}),
    ...(action !== undefined && REFUSING.test(action) ? { refused: action } : {}),
  };
}

/** Words of flow logs and firewalls for what they stopped. */
export const REFUSING: RegExp = /^(?:reject|den[yi]|drop|block|discard)/i;

/**
 * Type and code in fields of their own, or in the port's: `8.0` or 2048 as collectors write it. A collector's 0 may be an echo reply
 * or a field that was not kept.
 */
function icmpOf(
  format: NamedFormat,
  get: Lookup,
): { readonly type: string; readonly code: string } | 'unknown' | undefined {
  const type = get('type');
  const code = get('code') ?? '0';
  if (type !== undefined) {
    return OF_COLLECTORS.has(format) && Number(type) === 0 ? 'unknown' : { type, code };
  }
  const port = get('port') ?? '';
  const dotted = /^(\d+)\.(\d+)$/.exec(port);
  if (dotted !== null) {
    const [, first = '', second = ''] = dotted;
    return OF_COLLECTORS.has(format) && Number(first) === 0
      ? 'unknown'
      : { type: first, code: second };
  }
  if (!/^\d{1,5}$/.test(port)) return undefined;
  const both = Number(port);
  return both === 0 ? 'unknown' : { type: String(both >> 8), code: String(both & 255) };
}

/** What a header or an object would have to name, for messages. */
export const NAMED_EXPECTED = 'the columns source, destination, protocol and port';
