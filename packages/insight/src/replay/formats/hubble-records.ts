/**
 * Flows as Hubble prints them with `-o jsonpb` or `-o json`.
 * @see https://docs.cilium.io/en/stable/_api/v1/flow/README/
 */
import { bad, type ReadLine } from '../flow-record.ts';
import { podName, reservedEnd } from '../pod-name.ts';
import { type RecordSays, recordOf } from '../record-texts.ts';
import { isObject, type JsonObject } from './json-values.ts';
import { flagsSay } from './tcp-flags.ts';

const OTHER_EVENTS = ['node_status', 'agent_event', 'debug_event', 'lost_events'] as const;
const PARTS_OF_FLOWS = [
  'IP',
  'l4',
  'verdict',
  'Type',
  'ethernet',
  'event_type',
  'is_reply',
] as const;

export function isHubble(object: JsonObject): boolean {
  if (OTHER_EVENTS.some((name) => isObject(object[name]))) return true;
  const flow = object['flow'];
  if (isObject(flow)) {
    return Object.keys(flow).length === 0 || PARTS_OF_FLOWS.some((name) => name in flow);
  }
  return isObject(object['IP']) && ('l4' in object || 'verdict' in object);
}

/** One event. Those about the recorder itself hold no flow. */
export function hubbleRecord(event: JsonObject): ReadLine {
  const lost = event['lost_events'];
  if (isObject(lost)) {
    const missed = Number(lost['num_events_lost'] ?? 1);
    return { kind: 'nothing', why: 'other-events', missed: Number.isFinite(missed) ? missed : 1 };
  }
  if (!isHubble(event)) return bad('a flow of Hubble, with "IP" and "l4"');
  const flow = isObject(event['flow']) ? event['flow'] : event;
  const { IP: ip, l4 } = flow;
  if (flow['Type'] === 'SOCK' || /^(?:TRACED|TRANSLATED)$/.test(textOf(flow['verdict']))) {
    return { kind: 'nothing', why: 'socket-events' };
  }
  if (!isObject(ip)) return { kind: 'nothing', why: 'other-events' };
  const source = podOf(flow['source']) ?? serviceOf(flow['source_service']);
  const destination = podOf(flow['destination']) ?? serviceOf(flow['destination_service']);
  const ends = {
    source: textOf(ip['source']),
    destination: textOf(ip['destination']),
    pods: {
      ...(source === undefined ? {} : { source }),
      ...(destination === undefined ? {} : { destination }),
    },
  };
  // Protocols that Hubble does not take apart.
  if (!isObject(l4)) return recordOf(ends, saysOf(flow, undefined), 'sparse');
  const [[protocol, parts] = []] = Object.entries(l4);
  if (protocol === undefined || !isObject(parts)) return bad('a protocol in "l4"');
  return recordOf(
    {
      ...ends,
      protocol,
      ...(/^ICMP/i.test(protocol)
        ? // protobuf leaves out what is zero
          { icmp: { type: textOf(parts['type'] ?? 0), code: textOf(parts['code'] ?? 0) } }
        : {
            port: textOf(parts['destination_port']),
            sourcePort: textOf(parts['source_port']),
          }),
    },
    saysOf(flow, parts['flags']),
  );
}

function saysOf(flow: JsonObject, flags: unknown): RecordSays {
  const answer = answerOf(flow);
  const say = isObject(flags)
    ? flagsSay({ syn: flags['SYN'] === true, ack: flags['ACK'] === true }, 'packet')
    : undefined;
  const dropped = flow['verdict'] === 'DROPPED';
  const reason = textOf(flow['drop_reason_desc'] ?? flow['drop_reason']);
  return {
    ...(answer === undefined ? {} : { answer }),
    ...(say === undefined ? {} : { flags: say }),
    ...(dropped ? { refused: reason === '' ? 'DROPPED' : reason } : {}),
  };
}

/**
 * Newer versions wrap it, to tell "no" from "not known": `false`, `{"value":false}` and `{}` are "no", nothing and null are "not
 * known". Older ones have `reply`, which is there only when it is true.
 */
function answerOf({ is_reply: said, reply }: JsonObject): boolean | undefined {
  if (typeof said === 'boolean') return said;
  if (isObject(said)) return said['value'] === true;
  return reply === true ? true : undefined;
}

function podOf(endpoint: unknown): ReturnType<typeof podName> {
  if (!isObject(endpoint)) return undefined;
  const { labels, namespace } = endpoint;
  return podName(
    textOf(namespace) || undefined,
    Array.isArray(labels) ? labels.filter((label) => typeof label === 'string') : [],
  );
}

/** The address of a Service, before it is translated: the pod behind it is not known yet. */
function serviceOf(service: unknown): ReturnType<typeof podName> {
  return isObject(service) ? reservedEnd(['service']) : undefined;
}

function textOf(part: unknown): string {
  return typeof part === 'string' ? part : typeof part === 'number' ? String(part) : '';
}
