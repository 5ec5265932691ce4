/**
 * Flow logs of Calico: files and indexes of Calico Enterprise and Cloud, and what Goldmane and Whisker of the open source project
 * answer. The source is the end that opened; where flows are put together, addresses and source ports are missing.
 * @see https://docs.tigera.io/calico-enterprise/latest/observability/elastic/flow/datatypes; goldmane/proto/api.proto
 */
import { bad, type PodName, type ReadLine } from '../flow-record.ts';
import { podName, reservedEnd } from '../pod-name.ts';
import { recordOf } from '../record-texts.ts';
import { flattened } from './flattened.ts';
import { plain } from './field-names.ts';
import { isObject, type JsonObject } from './json-values.ts';
import { REFUSING, valueOf } from './named-records.ts';

const OWN = new Set(['sourcenamespace', 'destnamespace', 'sourcenameaggr', 'destnameaggr']);

export function isCalico(object: JsonObject): boolean {
  const flow = isObject(object['flow']) ? object['flow'] : object;
  return (
    isObject(flow['Key'] ?? flow['key']) || Object.keys(flow).some((key) => OWN.has(plain(key)))
  );
}

export function calicoRecord(object: JsonObject): ReadLine {
  if (!isCalico(object)) return bad('a flow of Calico, with source_namespace and dest_namespace');
  const flow = isObject(object['flow']) ? object['flow'] : object;
  const key = flow['Key'] ?? flow['key'];
  const all: JsonObject = isObject(key) ? { ...flow, ...key } : flow;
  const values = flattened(all);
  const get = (name: string): string | undefined => valueOf(values.get(name));
  const [source, destination] = [podOf(all, get, 'source'), podOf(all, get, 'dest')];
  const action = get('action') ?? '';
  const protocol = get('proto') ?? get('protocol');
  return recordOf(
    {
      source: get('sourceip'),
      destination: get('destip'),
      protocol,
      port: get('destport'),
      sourcePort: get('sourceport'),
      pods: {
        ...(source === undefined ? {} : { source }),
        ...(destination === undefined ? {} : { destination }),
      },
    },
    { answer: false, ...(REFUSING.test(action) ? { refused: action } : {}) },
    'aggregated',
  );
}

/** Of the types of ends only workload endpoints are pods; host endpoints are nodes. */
function podOf(
  flow: JsonObject,
  get: (name: string) => string | undefined,
  end: 'source' | 'dest',
): PodName | undefined {
  const type = get(`${end}type`);
  if (/^(?:hep|hostendpoint)$/i.test(type ?? '')) return reservedEnd(['host']);
  if (type !== undefined && !/^(?:wep|workloadendpoint)$/i.test(type)) return undefined;
  const found = Object.entries(flow).find(([key]) => plain(key) === `${end}labels`)?.[1];
  return podName(get(`${end}namespace`), labelTexts(found));
}

/** `["a=b"]`, `{"labels":["a=b"]}`, `{"a":"b"}` or `"a=b | c=d"`. */
function labelTexts(labels: unknown): readonly string[] {
  if (typeof labels === 'string') return labels.split('|').map((label) => label.trim());
  if (Array.isArray(labels)) return labels.filter((label) => typeof label === 'string');
  if (!isObject(labels)) return [];
  return Array.isArray(labels['labels'])
    ? labelTexts(labels['labels'])
    : Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`);
}
