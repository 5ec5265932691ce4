/**
 * The worker's other role: questions beside the run that a reviewer asks while reading, such as what a change would do. It
 * computes from the inputs alone, so that the page can stop it at any time without losing the run.
 */
import { engineOfTarget, migrate, type Migration } from '@aclift/core';
import { type Change, effectOf, suggestReport, type SuggestReport } from '@aclift/suggest';
import {
  connectivity,
  type Connectivity,
  diffPolicies,
  FlowFile,
  networkView,
  type NetworkView,
  Replay,
  type ReplayedFile,
  UnknownFormat,
  validatePolicies,
  verifyPolicies,
} from '@aclift/insight';
import { fixLists, lint, type LintReport } from '@aclift/analysis';
import type { SourceText } from '@aclift/diagnostics';
import { printLine, readDevice, readLogMessage } from '@aclift/dialects';
import { BrokenOff, forAnalyser } from '@aclift/workspace';
import { flowFileLines } from './flow-file-lines.ts';
import { migrateInput, readInputs, type ReadInputs } from './read-inputs.ts';
import type {
  EffectAnswer,
  Findings,
  FlowsAnswer,
  Inputs,
  Judgement,
  ShownText,
  Verification,
} from './messages.ts';

/** Inputs with a number that changes when they do. */
export interface Numbered {
  readonly key: number;
  readonly inputs: Inputs;
}

export class Desk {
  #key = -1;
  #read: ReadInputs | undefined;
  #before: Migration | undefined;

  /** Who the unnamed addresses could be. Undefined: the inputs cannot be read, which the run has said. */
  suggestions(given: Numbered): SuggestReport | undefined {
    const read = this.#inputs(given);
    if (read === undefined) return undefined;
    const { decisions, devices, hosts, inventory, sources } = read;
    const reviews = decisions?.suggestions ?? [];
    return suggestReport({ devices, sources, inventory, hosts, reviews });
  }

  /** What a step would change: two migrations, of which the first is kept. */
  effect(given: Numbered, step: readonly Change[]): EffectAnswer {
    const read = this.#inputs(given);
    if (read === undefined) return { ok: false, summary: 'The inputs cannot be read.' };
    const after = readInputs(
      { ...given.inputs, steps: [...given.inputs.steps, step] },
      () => undefined,
    );
    if (!after.ok) return { ok: false, summary: after.summary };
    this.#before ??= migrate(migrateInput(read));
    return { ok: true, effect: effectOf(this.#before, migrate(migrateInput(after.read))) };
  }

  /** What is dead, wrong or dangerous in the lists. `today` as `YYYY-MM-DD`. */
  findings(given: Numbered, today: string): Findings | undefined {
    const read = this.#inputs(given);
    if (read === undefined) return undefined;
    const { counters, ...rest } = read;
    const device = counters === undefined ? undefined : readDevice(counters);
    const counted = device !== undefined && read.devices.length === 1;
    return {
      report: lint({
        ...lintInput(rest),
        options: { today, ...(counted ? { counters: device } : {}) },
      }),
      countersIgnored:
        counters === undefined || counted
          ? undefined
          : `${counters.name} was not used: counters count for a single configuration.`,
    };
  }

  /** The configurations without what does nothing, proven to decide every packet alike. */
  fixes(
    given: Numbered,
    suppressed: LintReport['suppressed'],
  ): ReturnType<typeof fixLists> | undefined {
    const read = this.#inputs(given);
    return read === undefined
      ? undefined
      : fixLists({ ...lintInput(read), suppressed, reread: readDevice });
  }

  /** What drafts that somebody edited say: against the drafts as they were, and against the lists. */
  judge(given: Numbered, drafts: readonly ShownText[], edited: readonly ShownText[]): Judgement {
    const read = this.#inputs(given);
    if (read?.inventory === undefined || read.inventoryText === undefined) {
      throw new Error('drafts come from an inventory');
    }
    const texts = new Map(edited.map(({ name, text }) => [name, text]));
    const now = drafts.map(({ name, text }): SourceText => ({
      name,
      text: texts.get(name) ?? text,
    }));
    const { decisions, devices, inventory, inventoryText, options, sources } = read;
    const { findings } = validatePolicies(now.filter(({ name }) => texts.has(name)));
    return {
      findings,
      diff: diffPolicies({
        inventory,
        a: drafts,
        b: now,
        sources: [inventoryText],
        diagnostics: [],
        options: {},
      }),
      verify: verifyPolicies({
        devices,
        inventory,
        ...(decisions === undefined ? {} : { decisions }),
        policies: now,
        sources,
        diagnostics: [],
        options,
      }),
    };
  }

  /** Who may open what to whom, today and with drafts. Undefined: without an inventory there is nobody. */
  connectivity(given: Numbered, drafts: readonly ShownText[]): Connectivity | undefined {
    const read = this.#inputs(given);
    if (read?.inventory === undefined) return undefined;
    const { decisions, devices, inventory, options, sources } = read;
    return connectivity({
      devices,
      inventory,
      ...(decisions === undefined ? {} : { decisions }),
      policies: drafts,
      sources,
      options: {
        ...options,
        engine: engineOfTarget(given.inputs.settings.target),
      },
    });
  }

  /** Devices, segments and the filters between them. Undefined: the inputs cannot be read, which the run has said. */
  network(given: Numbered): NetworkView | undefined {
    const read = this.#inputs(given);
    if (read === undefined) return undefined;
    const { decisions, devices, inventory, options, sources } = read;
    return networkView({
      devices,
      inventory,
      ...(decisions === undefined ? {} : { decisions }),
      sources,
      options,
    });
  }

  /** Policies that somebody brought, against the lists. */
  verify(given: Numbered, policies: readonly ShownText[]): Verification | undefined {
    const read = this.#inputs(given);
    if (read?.inventory === undefined) return undefined;
    const { decisions, devices, inventory, options, sources } = read;
    return {
      findings: validatePolicies(policies).findings,
      verify: verifyPolicies({
        devices,
        inventory,
        ...(decisions === undefined ? {} : { decisions }),
        policies,
        sources,
        diagnostics: [],
        options,
      }),
    };
  }

  /** Flows that were seen, against lists and policies. Undefined: without an inventory nobody is a pod. */
  async replay(
    given: Numbered,
    policies: readonly ShownText[],
    flows: readonly File[],
  ): Promise<FlowsAnswer | undefined> {
    const read = this.#inputs(given);
    if (read?.inventory === undefined) return undefined;
    const { decisions, devices, inventory, options, sources } = read;
    const replay = new Replay({
      devices,
      inventory,
      ...(decisions === undefined ? {} : { decisions }),
      policies,
      sources,
      diagnostics: [],
      options,
    });
    const files: ReplayedFile[] = [];
    let brokenOff: string | undefined;
    for (const file of flows) {
      const reader = new FlowFile(replay, file.name, { readLog: readLogMessage });
      try {
        try {
          for await (const line of flowFileLines(file)) reader.line(line);
        } catch (error) {
          if (!(error instanceof BrokenOff)) throw error;
          brokenOff = error.message;
        }
        reader.end();
      } catch (error) {
        if (!(error instanceof UnknownFormat)) throw error;
        return { ok: false, summary: brokenOff ?? error.message };
      }
      files.push(reader.account);
    }
    const nothing = files.filter(({ judged }) => judged === 0).map(({ file }) => file);
    const summary = `No flow of ${nothing.join(', ')} could be judged, so nothing is known of them.`;
    if (nothing.length > 0 && brokenOff === undefined) return { ok: false, summary };
    return { ok: true, report: replay.report(files, brokenOff === undefined), brokenOff };
  }

  #inputs({ inputs, key }: Numbered): ReadInputs | undefined {
    if (key !== this.#key) {
      const result = readInputs(inputs, () => undefined);
      this.#key = key;
      this.#read = result.ok ? result.read : undefined;
      this.#before = undefined;
    }
    return this.#read;
  }
}

function lintInput({
  configs,
  devices,
  said,
}: Pick<ReadInputs, 'configs' | 'devices' | 'said'>): Pick<
  Parameters<typeof lint>[0],
  'devices' | 'sources' | 'diagnostics' | 'printLine'
> {
  const names = new Set(configs.map(({ name }) => name));
  return {
    devices,
    sources: configs,
    diagnostics: forAnalyser(said.filter(({ source }) => names.has(source))),
    printLine,
  };
}
