/** What analysers of lists take from the reader. */
import type { Device } from '@aclift/ir';
import type { SourceText } from '@aclift/diagnostics';
import { parseIos } from './parse-ios.ts';

/** A text as a device; undefined: it is another dialect. */
export function iosDevice(source: SourceText): Device | undefined {
  const { device, dialect } = parseIos(source);
  return dialect.kind === 'ios' ? device : undefined;
}

/** Codes that the analyser of lists repeats for each line that it concerns, with the cause: it leaves out the reader's own. */
export const SAID_BY_ANALYSER: ReadonlySet<string> = new Set([
  'ios/unreachable-entries',
  'ios/empty-port-range',
  'ios/neighbour-discovery-denied',
]);
