/** IOS and IOS-XE as a dialect beside others. */
import { explain } from '@aclift/diagnostics';
import type { Dialect } from '@aclift/dialect-kit';
import { iosCatalogue } from './catalogue.ts';
import { readLogMessage } from './log-message/read-log-message.ts';
import { printLine } from './print/print-line.ts';
import { readConfig } from './reader/config-reader.ts';
import { supportSummary } from './support/support-summary.ts';
import { supportTable, SYSTEMS } from './support/support-table.ts';

export const ios: Dialect = {
  id: 'ios',
  name: 'Cisco IOS',
  systems: SYSTEMS,
  short: 'IOS',
  marks: [],
  read: (source) => {
    const { diagnostics, ...read } = readConfig(source);
    return { ...read, diagnostics: diagnostics.map((one) => explain(iosCatalogue, one)) };
  },
  saidByAnalyser: new Set([
    'ios/unreachable-entries',
    'ios/empty-port-range',
    'ios/neighbour-discovery-denied',
  ]),
  printLine,
  readLogMessage,
  support: supportTable,
  supportSummary,
};
