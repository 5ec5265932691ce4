/** The computing side: reads inputs, runs the pipeline, answers questions about the last run. Lives in the worker. */
import {
  differenceGroups,
  filterLedger,
  type LedgerEntry,
  type LedgerFilter,
  ledgerColumns,
  mappingCoverage,
  migrate,
  type Migration,
  nextSteps,
  policyViews,
  readTracedService,
  trace,
  type TraceInput,
  verdictOf,
} from '@aclift/core';
import { explain, type ExplainedDiagnostic, LineMap, type SourceText } from '@aclift/diagnostics';
import { inventoryCatalogue, readInventory } from '@aclift/inventory';
import { iosCatalogue, parseIos } from '@aclift/ios';
import { decodeText } from './decode-text.ts';
import type {
  Inputs,
  Phase,
  PolicyFile,
  Problem,
  Run,
  RunResult,
  TraceAnswer,
  TraceQuestion,
} from './messages.ts';

/** One engine serves one page; every run replaces the one before. */
export class Engine {
  #entries: readonly LedgerEntry[] = [];
  /** Undefined: no run, or one without an inventory. */
  #traceable: Omit<TraceInput, 'flow'> | undefined;

  /** Reads, migrates and proves. `onPhase` is called as each phase begins. Only our own bugs throw. */
  async run(inputs: Inputs, onPhase: (phase: Phase) => void): Promise<RunResult> {
    onPhase('read');
    const configs = inputs.configs.map(({ name, bytes }) => ({ name, text: decodeText(bytes) }));
    const parsed = configs.map((source) => ({ source, ...parseIos(source) }));
    const said = parsed.flatMap(({ diagnostics }) =>
      diagnostics.map((d) => explain(iosCatalogue, d)),
    );
    const foreign = parsed.filter(({ dialect }) => dialect.kind === 'other');
    if (foreign.length > 0) {
      const names = foreign.map(({ source }) => source.name).join(', ');
      return {
        ok: false,
        summary: `${names}: no Cisco IOS configuration. Leave it out and try again.`,
        problems: placed(said, configs).filter(({ file }) =>
          foreign.some(({ source }) => source.name === file),
        ),
      };
    }
    onPhase('inventory');
    const source =
      inputs.inventory === undefined
        ? undefined
        : { name: inputs.inventory.name, text: decodeText(inputs.inventory.bytes) };
    const sources = source === undefined ? configs : [...configs, source];
    const read = source === undefined ? undefined : readInventory(source);
    const ofInventory = (read?.diagnostics ?? []).map((d) => explain(inventoryCatalogue, d));
    if (
      read !== undefined &&
      (read.value === undefined || ofInventory.some(({ severity }) => severity === 'error'))
    ) {
      return {
        ok: false,
        summary: 'Nothing was drafted: mend the inventory first.',
        problems: placed(ofInventory, sources),
      };
    }
    said.push(...ofInventory);
    const { acl, ...settings } = inputs.settings;
    const devices = parsed.map(({ device }) => device);
    const migration = migrate({
      devices,
      sources,
      inventory: read?.value,
      diagnostics: said,
      options: { ...settings, detached: acl },
      onStage: onPhase,
    });
    const errors = migration.diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0 && migration.report.drafts.length === 0 && read !== undefined) {
      return {
        ok: false,
        summary: 'Nothing was drafted.',
        problems: placed([...errors, ...said], sources),
      };
    }
    this.#entries = migration.report.ledger.entries;
    this.#traceable =
      read?.value === undefined
        ? undefined
        : {
            devices,
            sources,
            inventory: read.value,
            policies: migration.files
              .filter(({ path }) => path.startsWith('policies') && path.endsWith('.yaml'))
              .map(({ path, text }) => ({ name: path, text })),
            diagnostics: [],
            options: { ...settings, detached: acl },
          };
    return {
      ok: true,
      run: runOf(migration, configs, source, placed([...said, ...migration.diagnostics], sources)),
    };
  }

  /** Follows one flow through the lists and the drafts of the last run. */
  trace({ from, service: text, to }: TraceQuestion): TraceAnswer {
    if (this.#traceable === undefined) {
      return { ok: false, summary: 'Tracing needs an inventory: it says who has which address.' };
    }
    const service = readTracedService(text);
    if (service === undefined) {
      const summary = `"${text}" is no service: write 443/tcp, 53/udp, icmp/8, icmp, or a protocol number.`;
      return { ok: false, summary };
    }
    const result = trace({ ...this.#traceable, flow: { from, to, ...service } });
    if (result.kind === 'traced') return { ok: true, report: result.report };
    const { candidates, text: end } = result.end;
    const summary =
      candidates.length === 0
        ? `"${end}" is no IPv4 address, and the inventory has no workload or external of that name.`
        : `"${end}" could be ${candidates.join(', ')}: write namespace/name.`;
    return { ok: false, summary };
  }

  /** Indexes of ledger entries of the last run. */
  filter(filter: LedgerFilter): Uint32Array {
    return Uint32Array.from(filterLedger(this.#entries, filter));
  }
}

function runOf(
  { report, files }: Migration,
  configs: readonly SourceText[],
  inventory: SourceText | undefined,
  problems: readonly Problem[],
): Run {
  const { entries, ...ledger } = report.ledger;
  const drafts = new Map(report.drafts.map((draft) => [draft.path, draft]));
  const policies = files.flatMap(({ path, text }): PolicyFile[] => {
    const draft = drafts.get(path);
    if (draft === undefined) return [];
    const { origin, workload, isolates } = draft;
    return [{ path, text, origin, workload, isolates, objects: policyViews({ name: path, text }) }];
  });
  return {
    report: { ...report, ledger },
    ledger: ledgerColumns(entries),
    configs,
    inventory,
    policies,
    groups: differenceGroups(report.proof.differences),
    verdict: verdictOf(report),
    steps: nextSteps(report),
    coverage: mappingCoverage(report),
    problems,
    files,
  };
}

const RANK = { error: 0, warning: 1, note: 2 };

/** Messages with the place that people count by, errors first. */
function placed(
  diagnostics: readonly ExplainedDiagnostic[],
  sources: readonly SourceText[],
): readonly Problem[] {
  const maps = new Map(sources.map(({ name, text }) => [name, new LineMap(text)]));
  return diagnostics
    .map(({ code, severity, source, span, message, help }): Problem => {
      const lines = maps.get(source);
      const at = lines?.position(span.start);
      return {
        code,
        severity,
        file: source,
        ...(at === undefined ? {} : { ...at, lineText: lines?.lineText(at.line) ?? '' }),
        message,
        ...(help === undefined ? {} : { help }),
      };
    })
    .toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}
