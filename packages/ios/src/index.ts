/** Cisco IOS and IOS-XE: from text to the shared IR, and back. */
export type { ForeignDialect, IosDiagnostic } from './diagnostics.ts';
export type { LineAccount, LineOutcome, LineRun, NotOurs } from './line-account.ts';
export type { Dialect, IosParse } from './parse-ios.ts';
export { iosCatalogue } from './catalogue.ts';
export type { LogLine, LogMessage } from './log-message/read-log-message.ts';
export { readLogMessage } from './log-message/read-log-message.ts';
export { iosDevice, SAID_BY_ANALYSER } from './ios-device.ts';
export { parseIos } from './parse-ios.ts';
export { printAcl } from './print/print-acl.ts';
export { printLine } from './print/print-line.ts';
export { printDevice } from './print/print-device.ts';
export type { SupportRow, SupportSection, SupportState } from './support/support-row.ts';
export { renderSupportTable, supportTable } from './support/support-table.ts';
export { supportSummary, type SupportUse } from './support/support-summary.ts';
