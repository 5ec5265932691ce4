/** Which format a JSON object is of, and how it is read. */
import { bad, type ReadLine } from '../flow-record.ts';
import { calicoRecord, isCalico } from './calico-records.ts';
import { azureRecords, gcpRecord, isAzure, isGcp } from './cloud-records.ts';
import type { FlowFormat } from './format.ts';
import { hubbleRecord, isHubble } from './hubble-records.ts';
import type { JsonObject, ObjectReader } from './json-values.ts';
import { namedObject, namedObjectFormat, textIn, wrappedObject } from './named-objects.ts';
import { AWS_DEFAULT_LINE } from './table-records.ts';
import { isZeek, zeekObject } from './zeek-records.ts';

/** A line of a log that is a message of some access list. */
export const LIST_MESSAGE: RegExp = /(?:^|[^A-Z])(?:IP|IPV6)?ACCESSLOG[A-Z]{0,2}\b/;

/** Wrappings in wrappings are not deeper. */
const DEEPEST = 3;

/** @returns undefined: none that is known here. */
export function objectFormat(object: JsonObject, depth = 0): FlowFormat | undefined {
  const own = ownFormat(object);
  if (own !== undefined || depth === DEEPEST) return own;
  const inside = wrappedObject(object);
  if (inside !== undefined) return objectFormat(inside, depth + 1);
  const text = textIn(object) ?? '';
  if (LIST_MESSAGE.test(text)) return 'syslog';
  return AWS_DEFAULT_LINE.test(text.trim()) ? 'aws' : undefined;
}

/** Whether an object is a record of some format itself. */
export function isKnownObject(object: JsonObject): boolean {
  return ownFormat(object) !== undefined;
}

function ownFormat(object: JsonObject): FlowFormat | undefined {
  if (isHubble(object)) return 'hubble';
  if (isZeek(object)) return 'zeek';
  if (isAzure(object)) return 'azure';
  if (isGcp(object)) return 'gcp';
  if (isCalico(object)) return 'calico';
  return namedObjectFormat(object);
}

/** @param readText for lines of logs that objects keep. */
export function objectReader(
  format: FlowFormat,
  readText: (text: string) => ReadLine,
): ObjectReader {
  const read = (object: JsonObject, depth: number): readonly ReadLine[] => {
    const unwrapped = (is: boolean, reader: ObjectReader): readonly ReadLine[] => {
      const inside = is || depth === DEEPEST ? undefined : wrappedObject(object);
      return inside === undefined ? reader(object) : read(inside, depth + 1);
    };
    switch (format) {
      case 'hubble':
        return unwrapped(isHubble(object), (one) => [knownBy(one, hubbleRecord(one))]);
      case 'calico':
        return unwrapped(isCalico(object), (one) => [knownBy(one, calicoRecord(one))]);
      case 'zeek':
        return unwrapped(isZeek(object), (one) => [knownBy(one, zeekObject(one))]);
      case 'gcp':
        return unwrapped(isGcp(object), (one) => [knownBy(one, gcpRecord(one))]);
      case 'azure':
        return unwrapped(isAzure(object), (one) => azureRecords(one).map((r) => knownBy(one, r)));
      case 'syslog':
        return unwrapped(textIn(object) !== undefined, (one) => {
          const text = textIn(one);
          return [text === undefined ? knownBy(one, bad('a line of a log')) : readText(text)];
        });
      case 'csv':
      case 'json':
      case 'nfdump':
      case 'aws':
      case 'goflow2':
      case 'pmacct':
      case 'ecs': {
        const text = format === 'aws' ? textIn(object) : undefined;
        if (text !== undefined && AWS_DEFAULT_LINE.test(text.trim())) return [readText(text)];
        const named = namedObject(format, object);
        return unwrapped(named !== undefined, (one) => [
          named ?? knownBy(one, bad(`a flow of the format ${format}`)),
        ]);
      }
    }
  };
  return (object) => read(object, 0);
}

/** What was expected, and what is there instead. */
function knownBy(object: JsonObject, read: ReadLine): ReadLine {
  if (read.kind !== 'bad' || !/^a (?:flow|connection|line)\b/.test(read.expected)) return read;
  return bad(`${read.expected}, not an object with ${keysOf(object)}`);
}

const MOST_KEYS = 6;

/** The first keys of an object, for messages. */
export function keysOf(object: JsonObject): string {
  const keys = Object.keys(object);
  if (keys.length === 0) return 'no keys';
  const more = keys.length > MOST_KEYS ? ' …' : '';
  return `the keys ${keys.slice(0, MOST_KEYS).join(', ')}${more}`;
}
