/** The reader of a file: its format, in the form in which the file has it. */
import { eachLine, type ReadLine, type RecordReader } from '../flow-record.ts';
import type { FlowFormat } from './format.ts';
import { jsonObjects } from './json-values.ts';
import { type LogReader, logRecord } from './log-records.ts';
import { NFDUMP_TEXT, readNfdumpLine } from './nfdump-lines.ts';
import { isKnownObject, objectReader } from './object-format.ts';
import { awsRecords, csvRecords, tableHeader, textColumn } from './table-records.ts';
import { isJson } from './tell-format.ts';
import { zeekLines } from './zeek-records.ts';

/** @param first the first line that says something. */
export function readerOf(format: FlowFormat, first: string, readLog: LogReader): RecordReader {
  const readText = (text: string): ReadLine => logRecord(readLog, text);
  if (isJson(first)) {
    return jsonObjects(
      objectReader(format, format === 'aws' ? awsRecords() : readText),
      isKnownObject,
    );
  }
  switch (format) {
    case 'hubble':
    case 'calico':
    case 'gcp':
    case 'azure':
    case 'json':
      return jsonObjects(objectReader(format, readText), isKnownObject);
    case 'zeek':
      return eachLine(zeekLines());
    case 'aws':
      return eachLine(awsRecords());
    case 'nfdump':
      return eachLine(NFDUMP_TEXT.test(first) ? readNfdumpLine : csvRecords(format));
    case 'csv':
    case 'goflow2':
    case 'pmacct':
    case 'ecs':
      return eachLine(csvRecords(format));
    case 'syslog':
      return tableHeader(first)?.text === undefined ? eachLine(readText) : textColumn(readText);
  }
}
