/** Messages of IOS as flows: where the reader of IOS and the replay meet. */
import { type LineReader, recordOf } from '@aclift/core';
import { readLogMessage } from '@aclift/ios';

/** Lines about other things are nothing; standard lists say no destination, so there is no flow to judge. */
export function logRecords(): LineReader {
  return (line) => {
    const read = readLogMessage(line);
    if (read.kind === 'other') return { kind: 'nothing' };
    if (read.kind === 'unreadable') return { kind: 'bad', expected: read.expected };
    const { action, destination, destinationPort, icmp, list, protocol, source, sourcePort } =
      read.message;
    if (destination === undefined) {
      return { kind: 'bad', expected: 'a destination: messages of standard lists have none' };
    }
    const result = recordOf({
      source,
      destination,
      protocol: String(protocol),
      ...(destinationPort === undefined ? {} : { port: String(destinationPort) }),
      ...(sourcePort === undefined ? {} : { sourcePort: String(sourcePort) }),
      ...(icmp === undefined ? {} : { icmp: { type: String(icmp.type), code: String(icmp.code) } }),
    });
    return result.kind === 'record'
      ? { kind: 'record', record: { ...result.record, logged: { list, action } } }
      : result;
  };
}
