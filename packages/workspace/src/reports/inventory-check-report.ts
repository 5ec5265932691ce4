/** The report of `aclift inventory check` as data: what `--json` prints. Versioned by `schema`. */
import type { Reach } from '@aclift/insight';
import {
  type ExplainedDiagnostic,
  LineMap,
  type Severity,
  type SourceText,
} from '@aclift/diagnostics';
import type { Inventory } from '@aclift/inventory';

/** A finding about the inventory's text. */
export interface CheckedFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly help?: string;
}

export interface InventoryCheckReport {
  readonly schema: 'aclift/inventory-check/1';
  readonly inventory: string;
  readonly configs: readonly string[];
  /** Null: nothing of the file could be used. */
  readonly counts: {
    readonly namespaces: number;
    readonly workloads: number;
    readonly externals: number;
  } | null;
  readonly totals: Readonly<Record<Severity, number>>;
  /** In order of the text. */
  readonly findings: readonly CheckedFinding[];
  /** Null without configurations, or when nothing of the file could be used. */
  readonly coverage: Reach | null;
}

export function inventoryCheckReport(
  source: SourceText,
  configs: readonly string[],
  inventory: Inventory | undefined,
  diagnostics: readonly ExplainedDiagnostic[],
  coverage: Reach | undefined,
): InventoryCheckReport {
  const lines = new LineMap(source.text);
  const count = (severity: Severity): number =>
    diagnostics.filter((one) => one.severity === severity).length;
  return {
    schema: 'aclift/inventory-check/1',
    inventory: source.name,
    configs,
    counts:
      inventory === undefined
        ? null
        : {
            namespaces: inventory.namespaces.length,
            workloads: inventory.workloads.length,
            externals: inventory.externals.length,
          },
    totals: { error: count('error'), warning: count('warning'), note: count('note') },
    findings: diagnostics.map(({ code, severity, source: file, span, message, help }) => ({
      code,
      severity,
      file,
      ...lines.position(span.start),
      message,
      ...(help === undefined ? {} : { help }),
    })),
    coverage: coverage ?? null,
  };
}
