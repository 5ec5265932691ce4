/** Flow logs of Google Cloud and Azure. Those of AWS are tables. */
import { bad, type PodName, type ReadLine } from '../flow-record.ts';
import { podName } from '../pod-name.ts';
import { recordOf } from '../record-texts.ts';
import { isObject, type JsonObject } from './json-values.ts';
import { REFUSING } from './named-records.ts';

export function isGcp(object: JsonObject): boolean {
  const payload = payloadOf(object);
  return isObject(payload['connection']) && 'src_ip' in payload['connection'];
}

/**
 * VPC flow logs, which do not say who opened, and logs of firewall rules, whose source did.
 * @see https://docs.cloud.google.com/vpc/docs/about-flow-logs-records,
 * https://docs.cloud.google.com/firewall/docs/firewall-rules-logging
 */
export function gcpRecord(object: JsonObject): ReadLine {
  const payload = payloadOf(object);
  const { connection, disposition } = payload;
  if (!isObject(connection)) return bad('a flow of Google Cloud, with "connection"');
  const [source, destination] = [
    gkePod(payload['src_gke_details']),
    gkePod(payload['dest_gke_details']),
  ];
  const decided = textOf(disposition);
  return recordOf(
    {
      source: textOf(connection['src_ip']),
      destination: textOf(connection['dest_ip']),
      protocol: textOf(connection['protocol']),
      port: textOf(connection['dest_port']),
      sourcePort: textOf(connection['src_port']),
      pods: {
        ...(source === undefined ? {} : { source }),
        ...(destination === undefined ? {} : { destination }),
      },
    },
    {
      ...(decided === '' ? {} : { answer: false }),
      ...(REFUSING.test(decided) ? { refused: decided } : {}),
    },
    'sparse',
  );
}

function payloadOf(object: JsonObject): JsonObject {
  return isObject(object['jsonPayload']) ? object['jsonPayload'] : object;
}

/** They name the pod and not its labels. */
function gkePod(details: unknown): PodName | undefined {
  const pod = isObject(details) ? details['pod'] : undefined;
  return isObject(pod) ? podName(textOf(pod['pod_namespace']), []) : undefined;
}

export function isAzure(object: JsonObject): boolean {
  const { flowRecords, properties } = object;
  return isObject(flowRecords) || (isObject(properties) && Array.isArray(properties['flows']));
}

/**
 * Flow logs of network security groups (versions 1 and 2) and of virtual networks: many flows in one object, each as a text with
 * commas. The first address is the end that opened.
 * @see https://learn.microsoft.com/azure/network-watcher/nsg-flow-logs-overview,
 * https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview
 */
export function azureRecords(object: JsonObject): readonly ReadLine[] {
  if (!isAzure(object))
    return [bad('a flow log of Azure, with "flowRecords" or "properties.flows"')];
  const groups = isObject(object['flowRecords']);
  const tuples = tuplesIn(groups ? object['flowRecords'] : object['properties']);
  if (tuples.length === 0) return [{ kind: 'nothing', why: 'no-data' }];
  return tuples.map((tuple) => (groups ? networkTuple(tuple) : groupTuple(tuple)));
}

/** Every text of every `flowTuples`, however deep. */
function tuplesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => tuplesIn(one));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'flowTuples' && Array.isArray(part)
      ? part.map((tuple) => String(tuple))
      : tuplesIn(part),
  );
}

const GROUP_PROTOCOLS: Readonly<Record<string, string>> = { T: 'tcp', U: 'udp' };

/** `seconds,source,destination,port,port,T,I,A,B,…`: from version 2 on with state and counts. */
function groupTuple(tuple: string): ReadLine {
  const [, source, destination, sourcePort, port, protocol = '', , decision = ''] =
    tuple.split(',');
  return recordOf(
    { source, destination, protocol: GROUP_PROTOCOLS[protocol] ?? protocol, port, sourcePort },
    { answer: false, ...(decision === 'D' ? { refused: 'denied' } : {}) },
    'sparse',
  );
}

/** `milliseconds,source,destination,port,port,6,I,B,NX,…`. State D: denied. */
function networkTuple(tuple: string): ReadLine {
  const [, source, destination, sourcePort, port, protocol, , state] = tuple.split(',');
  return recordOf(
    { source, destination, protocol, port, sourcePort },
    { answer: false, ...(state === 'D' ? { refused: 'denied' } : {}) },
    'sparse',
  );
}

function textOf(part: unknown): string {
  return typeof part === 'string' ? part : typeof part === 'number' ? String(part) : '';
}
