/** Cisco IOS and IOS-XE: from text to the shared IR, and back. */
export type { ForeignDialect, IosDiagnostic } from './diagnostics.ts';
export type { IosParse, Recognised } from './parse-ios.ts';
export { ios } from './ios.ts';
export { iosCatalogue } from './catalogue.ts';
export { readLogMessage } from './log-message/read-log-message.ts';
export { parseIos } from './parse-ios.ts';
export { printAcl } from './print/print-acl.ts';
export { printLine } from './print/print-line.ts';
export { printDevice } from './print/print-device.ts';
export { renderSupportTable, supportTable } from './support/support-table.ts';
export { supportSummary } from './support/support-summary.ts';
