/**
 * ServiceNow: list exports of `cmdb_ci` tables as CSV, with names of elements (`ip_address`) or labels (`IP Address`).
 * Columns are those of other tables; the numbers of its choice lists are known here.
 * @see ServiceNow documentation, "Configuration Item [cmdb_ci] class": Class, Status (install_status), Operational status.
 */
import type { SourceText } from '@aclift/diagnostics';
import { eachAlone } from '../record.ts';
import type { Importer } from '../record.ts';
import { headOf } from '../table.ts';
import { tableRecords, unusedColumns } from './csv.ts';

export const servicenow: Importer = {
  detects: (source) => {
    const columns = new Set(headOf(source));
    const has = (...names: readonly string[]): boolean => names.some((name) => columns.has(name));
    const isOfClass =
      has('sys_id', 'sys_class_name', 'sys id') ||
      (has('class') &&
        has('operational status', 'install status', 'asset tag', 'discovery source'));
    return isOfClass && has('ip_address', 'ip address');
  },
  read: eachAlone((source: SourceText, options) =>
    tableRecords(source, options, (column, cell) => RETIRED[column]?.has(cell) ?? false),
  ),
  unusedColumns,
};

/**
 * Numbers of the choice lists that mean: not there (any more). Releases number the later choices of `install_status`
 * differently (in stock, retired, stolen, absent, on order), but none of these is in use.
 */
const RETIRED: Readonly<Record<string, ReadonlySet<string>>> = {
  install_status: new Set(['6', '7', '8', '100']),
  operational_status: new Set(['6']),
};
