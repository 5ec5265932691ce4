/** The computing side of a run: reads inputs, runs the pipeline, answers questions about the last run. Lives in a worker. */
import { transfer } from 'comlink';
import {
  differenceGroups,
  filterLedger,
  groupUsers,
  LedgerAddresses,
  type LedgerEntry,
  type LedgerFilter,
  ledgerColumns,
  mappingCoverage,
  migrate,
  type Migration,
  nextSteps,
  policyViews,
  headlineOf,
} from '@aclift/core';
import { readTracedService, trace, type TraceInput } from '@aclift/insight';
import { placed } from './place-problems.ts';
import { migrateInput, readInputs, type ReadInputs } from './read-inputs.ts';
import type {
  FoundLines,
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
  #addresses: LedgerAddresses | undefined;
  /** Undefined: no run, or one without an inventory. */
  #traceable: Omit<TraceInput, 'flow'> | undefined;

  /** Reads, migrates and proves. `onPhase` is called as each phase begins. Only our own bugs throw. */
  async run(inputs: Inputs, onPhase: (phase: Phase) => void): Promise<RunResult> {
    const result = readInputs(inputs, onPhase);
    if (!result.ok) return result;
    const { read } = result;
    const input = migrateInput(read);
    const migration = migrate({ ...input, onStage: onPhase });
    const errors = migration.diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0 && migration.report.drafts.length === 0 && read.inventory !== undefined) {
      return {
        ok: false,
        summary: 'Nothing was drafted.',
        problems: placed([...errors, ...read.said], read.sources),
      };
    }
    this.#entries = migration.report.ledger.entries;
    this.#addresses = new LedgerAddresses(read.devices, read.configs);
    const { inventory } = read;
    this.#traceable =
      inventory === undefined
        ? undefined
        : {
            ...input,
            inventory,
            policies: migration.files
              .filter(({ path }) => path.startsWith('policies') && path.endsWith('.yaml'))
              .map(({ path, text }) => ({ name: path, text })),
            diagnostics: [],
          };
    const problems = placed([...read.said, ...migration.diagnostics], read.sources);
    const run = runOf(migration, read, problems);
    // Reports of long lists have tens of megabytes: copying them would make the page wait.
    return transfer(
      { ok: true, run },
      run.files.map(({ bytes }) => bytes.buffer),
    );
  }

  /** Follows one flow through the lists and the drafts of the last run. */
  trace({ from, service: text, sourcePort, to }: TraceQuestion): TraceAnswer {
    if (this.#traceable === undefined) {
      return { ok: false, summary: 'Tracing needs an inventory: it says who has which address.' };
    }
    const service = readTracedService(text);
    if (service === undefined) {
      const summary = `"${text}" is no service: write 443/tcp, 53/udp, icmp/8, icmp, or a protocol number.`;
      return { ok: false, summary };
    }
    const port = Number(sourcePort);
    if (!/^\d{0,5}$/.test(sourcePort) || port > MAX_PORT) {
      return { ok: false, summary: `"${sourcePort}" is no port: write 0 to 65535, or nothing.` };
    }
    const result = trace({
      ...this.#traceable,
      flow: { from, to, ...service, ...(sourcePort === '' ? {} : { sourcePort: port }) },
    });
    if (result.kind === 'traced') return { ok: true, report: result.report };
    const { candidates, text: end } = result.end;
    const summary =
      candidates.length === 0
        ? `"${end}" is no address, and the inventory has no workload or external of that name.`
        : `"${end}" could be ${candidates.join(', ')}: write namespace/name.`;
    return { ok: false, summary };
  }

  /** Lines of the last run's ledger. */
  filter(filter: LedgerFilter): FoundLines {
    const { byAny, entries } = filterLedger(this.#entries, filter, this.#addresses);
    return { entries: Uint32Array.from(entries), byAny };
  }
}

const MAX_PORT = 65_535;

const encoder = new TextEncoder();

function runOf(
  { report, files }: Migration,
  { configs, decisionsText, inventory, inventoryText }: ReadInputs,
  problems: readonly Problem[],
): Run {
  const { entries, ...ledger } = report.ledger;
  const drafts = new Map(report.drafts.map((draft) => [draft.path, draft]));
  const usersOf = groupUsers(
    files.filter(({ path }) => drafts.has(path)).map(({ path, text }) => ({ name: path, text })),
  );
  const policies = files.flatMap(({ path, text }): PolicyFile[] => {
    const draft = drafts.get(path);
    if (draft === undefined) return [];
    const { origin, workload, isolates } = draft;
    return [
      {
        path,
        text,
        origin,
        workload,
        isolates,
        objects: policyViews({ name: path, text }, usersOf),
      },
    ];
  });
  return {
    report: { ...report, ledger },
    ledger: ledgerColumns(entries),
    configs,
    inventory: inventoryText,
    decisions: decisionsText,
    owners: {
      workloads: (inventory?.workloads ?? []).map(({ id, labels, namespace }) => ({
        id,
        namespace,
        labels,
      })),
      externals: (inventory?.externals ?? []).map(({ name }) => name),
    },
    policies,
    groups: differenceGroups(report.proof.differences),
    verdict: headlineOf(report),
    steps: nextSteps(report),
    coverage: mappingCoverage(report),
    problems,
    files: files.map(({ path, text }) => ({ path, bytes: encoder.encode(text) })),
  };
}
