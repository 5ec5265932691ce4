/** The dialects that are read: the applications know no other package of any of them. */
export { DIALECTS } from './all.ts';
export { byId, type DialectText, readDevice, readText } from './read-text.ts';
export { printLine, readLogMessage, SAID_BY_ANALYSER } from './speak.ts';
