/**
 * Flows as Hubble prints them with `-o jsonpb` or `-o json`, one object a line.
 * @see https://docs.cilium.io/en/stable/_api/v1/flow/README/
 */
import { bad, type LineReader, NOTHING_HERE, type ReadLine, recordOf } from './flow-record.ts';

interface Hubble {
  readonly flow?: Hubble;
  readonly IP?: { readonly source?: unknown; readonly destination?: unknown };
  readonly l4?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly is_reply?: unknown;
}

/** Other events (agent, debug, lost) are nothing. */
export function hubbleRecords(): LineReader {
  return (line) => {
    if (line.trim() === '') return NOTHING_HERE;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return bad('one JSON object a line');
    }
    if (typeof value !== 'object' || value === null) return bad('one JSON object a line');
    return recordFrom(value as Hubble);
  };
}

function recordFrom(event: Hubble): ReadLine {
  const flow = event.flow ?? event;
  const { IP: ip, l4 } = flow;
  if (typeof ip !== 'object' || typeof l4 !== 'object' || l4 === null) return NOTHING_HERE;
  const [[protocol, ports] = []] = Object.entries(l4);
  if (protocol === undefined || typeof ports !== 'object') return bad('a protocol in "l4"');
  const text = (part: unknown): string => (typeof part === 'string' ? part : '');
  const number = (part: unknown): string => (typeof part === 'number' ? String(part) : text(part));
  const icmp = /^ICMP/i.test(protocol);
  return recordOf({
    source: text(ip.source),
    destination: text(ip.destination),
    protocol: protocol.replace(/^ICMPv4$/i, 'icmp'),
    ...(icmp
      ? // protobuf leaves out what is zero
        { icmp: { type: number(ports['type'] ?? 0), code: number(ports['code'] ?? 0) } }
      : { port: number(ports['destination_port']), sourcePort: number(ports['source_port']) }),
    ...answerOf(flow.is_reply),
  });
}

/** Newer versions wrap it, to tell "no" from "not known". */
function answerOf(said: unknown): { readonly answer?: boolean } {
  if (typeof said === 'boolean') return { answer: said };
  const value =
    typeof said === 'object' && said !== null && 'value' in said ? said.value : undefined;
  return typeof value === 'boolean' ? { answer: value } : {};
}
