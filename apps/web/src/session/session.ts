/** What the page knows: inputs, the running or finished run, and where the reader is looking. Lives as long as the page. */
import {
  DEFAULT_OPTIONS,
  entriesByRule,
  type LedgerEntry,
  type LedgerFilter,
  ledgerRow,
  type Target,
} from '@aclift/core';
import type { Change } from '@aclift/suggest';
import { Cancelled, EngineClient } from '../engine/client.ts';
import type { Numbered } from '../engine/desk.ts';
import { DeskClient } from '../engine/desk-client.ts';
import type {
  InputFile,
  Inputs,
  Phase,
  PolicyFile,
  Problem,
  Run,
  Settings,
  ShownText,
  TraceQuestion,
} from '../engine/messages.ts';

import type { OpenProject } from '../project/project-client.ts';
import type { ReviewTab } from './reviewing.ts';

/** Where the reader is looking. Entries and rules lead to each other. */
export type Focus =
  | { readonly kind: 'entry'; readonly entry: number }
  | { readonly kind: 'rule'; readonly ref: string }
  | { readonly kind: 'line'; readonly file: string; readonly line: number };

/** A finished run with the indexes that screens need. */
export interface Review extends Run {
  /** What it was made from. */
  readonly inputs: Inputs;
  /** Counts the runs of the page. */
  readonly key: number;
  readonly byRule: ReadonlyMap<string, readonly number[]>;
  readonly byPath: ReadonlyMap<string, PolicyFile>;
  readonly bySource: ReadonlyMap<string, ShownText>;
  /** The entry that stands on a line. */
  readonly entryAt: (file: string, line: number) => number | undefined;
  /** Entries of a file by line. */
  readonly entriesIn: (file: string) => ReadonlyMap<number, number>;
  readonly entry: (n: number) => LedgerEntry;
}

export type Work =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly phase: Phase; readonly phases: readonly Phase[] }
  | {
      readonly state: 'failed';
      readonly summary: string;
      readonly problems: readonly Problem[];
    };

export interface SessionState {
  readonly configs: readonly InputFile[];
  readonly inventory: InputFile | undefined;
  readonly decisions: InputFile | undefined;
  readonly hosts: readonly InputFile[];
  readonly counters: InputFile | undefined;
  /** Policies that the reader brought, to be held against the lists. */
  readonly policies: readonly InputFile[];
  /** Flows that were seen; as the browser holds them. */
  readonly flows: readonly File[];
  /** Why files were left out, one sentence each. */
  readonly refused: readonly string[];
  readonly settings: Settings;
  /** What was reviewed, in order; each step is undone as a whole. */
  readonly steps: readonly (readonly Change[])[];
  /** Steps that were undone, the last first. */
  readonly undone: readonly (readonly Change[])[];
  /** Drafts that somebody edited, by path. A run leaves them alone: they are compared with whatever it drafts. */
  readonly edited: ReadonlyMap<string, string>;
  /** Who reviews; goes into the decisions. Empty: not said. */
  readonly reviewer: string;
  /** Undefined: the page was not served by `aclift review`. */
  readonly project: OpenProject | undefined;
  /** Files of the project that somebody changed on disk since they were read, as far as the page has noticed. */
  readonly changedOnDisk: readonly string[];
  readonly work: Work;
  readonly review: Review | undefined;
  readonly focus: Focus | undefined;
  /** Path of the draft that was opened last. */
  readonly draft: string | undefined;
  /** What the trace form asks. */
  readonly tracing: TraceQuestion;
  /** Which of the traced flow's ways the network shows. */
  readonly way: { readonly packet: 'opening' | 'reply'; readonly at: number };
  /** What the ledger shows. */
  readonly ledgerFilter: LedgerFilter;
  /** What the review shows. */
  readonly reviewing: ReviewTab;
}

const { clientPorts, target, unseenTraffic } = DEFAULT_OPTIONS;
const DEFAULTS: Settings = { target, unseenTraffic, clientPorts, acl: [], upstream: [] };

const NOTHING: Omit<SessionState, 'settings'> = {
  configs: [],
  inventory: undefined,
  decisions: undefined,
  hosts: [],
  counters: undefined,
  policies: [],
  flows: [],
  refused: [],
  steps: [],
  undone: [],
  edited: new Map(),
  reviewer: '',
  project: undefined,
  changedOnDisk: [],
  work: { state: 'idle' },
  review: undefined,
  focus: undefined,
  draft: undefined,
  tracing: { from: '', to: '', service: '', sourcePort: '' },
  way: { packet: 'opening', at: 0 },
  ledgerFilter: {},
  reviewing: 'suggestions',
};

/** A store that React subscribes to. */
export class Session {
  readonly engine = new EngineClient();
  /** For reviews and drafts: its answers are shown while something else is looked at. */
  readonly desk = new DeskClient();
  /** For findings, which may take longer. */
  readonly analyst = new DeskClient();
  #state: SessionState = { ...NOTHING, settings: DEFAULTS };
  #again = false;
  #runs = 0;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): SessionState => this.#state;

  set(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  focus(focus: Focus | undefined): void {
    // A rule brings its own draft along.
    this.set(focus?.kind === 'line' ? { focus } : { focus, draft: undefined });
  }

  /** Drafts for another target from the same inputs. */
  async retarget(target: Target): Promise<void> {
    this.set({ settings: { ...this.#state.settings, target } });
    await this.run();
  }

  /** What a run reads. */
  inputs(): Inputs {
    const { configs, inventory, decisions, hosts, counters, settings, steps } = this.#state;
    return { configs, inventory, decisions, hosts, counters, settings, steps };
  }

  /** The inputs of the last run, with a number for each run. */
  numbered(review: Review): Numbered {
    return { key: review.key, inputs: review.inputs };
  }

  /** Reviews something: one step to undo. The drafts follow. */
  async take(step: readonly Change[]): Promise<void> {
    this.set({ steps: [...this.#state.steps, step], undone: [] });
    await this.run();
  }

  async undo(): Promise<void> {
    const { steps, undone } = this.#state;
    const last = steps.at(-1);
    if (last === undefined) return;
    this.set({ steps: steps.slice(0, -1), undone: [last, ...undone] });
    await this.run();
  }

  async redo(): Promise<void> {
    const { steps, undone } = this.#state;
    const [next, ...rest] = undone;
    if (next === undefined) return;
    this.set({ steps: [...steps, next], undone: rest });
    await this.run();
  }

  /** What was reviewed is in the project's files now: they are the inputs, and nothing is left to undo. */
  saved(project: OpenProject): void {
    const { review } = this.#state;
    if (review === undefined) return;
    const fileOf = (kind: 'inventory' | 'decisions'): InputFile | undefined => {
      const now = review[kind];
      return now === undefined
        ? undefined
        : { name: project[kind], bytes: new TextEncoder().encode(now.text) };
    };
    const inventory = fileOf('inventory');
    const decisions = fileOf('decisions');
    const inputs: Inputs = { ...review.inputs, inventory, decisions, steps: [] };
    this.#runs += 1;
    this.set({
      project,
      inventory,
      decisions,
      steps: [],
      undone: [],
      review: { ...review, inputs, key: this.#runs },
    });
  }

  /** @param text undefined: the draft as aclift wrote it. */
  edit(path: string, text: string | undefined): void {
    const edited = new Map(this.#state.edited);
    if (text === undefined || text === this.#state.review?.byPath.get(path)?.text) {
      edited.delete(path);
    } else edited.set(path, text);
    this.set({ edited });
  }

  /**
   * Runs on the present inputs; called during a run, it runs once more after it. Focus survives where it still means
   * something.
   * @returns whether there is a new run.
   */
  async run(): Promise<boolean> {
    if (this.#state.work.state === 'running') {
      this.#again = true;
      return false;
    }
    const done = await this.#runOnce();
    if (!this.#again) return done;
    this.#again = false;
    return await this.run();
  }

  async #runOnce(): Promise<boolean> {
    const inputs = this.inputs();
    const phases: Phase[] = [];
    const onPhase = (phase: Phase): void => {
      phases.push(phase);
      if (this.#state.work.state === 'running') {
        this.set({ work: { state: 'running', phase, phases: [...phases] } });
      }
    };
    this.set({ work: { state: 'running', phase: 'read', phases: [] } });
    try {
      const result = await this.engine.run(inputs, onPhase);
      if (!result.ok) {
        const { summary, problems } = result;
        this.set({ work: { state: 'failed', summary, problems } });
        return false;
      }
      this.#runs += 1;
      const { focus } = this.#state;
      const review = reviewOf(result.run, inputs, this.#runs);
      const keeps = focus !== undefined && focusExists(review, focus);
      this.set({ work: { state: 'idle' }, review, focus: keeps ? focus : undefined });
      return true;
    } catch (error) {
      const summary =
        error instanceof Cancelled
          ? 'Cancelled. Nothing was changed.'
          : `aclift itself failed: ${error instanceof Error ? error.message : String(error)}. Please report this.`;
      this.set({ work: { state: 'failed', summary, problems: [] } });
      return false;
    }
  }

  cancel(): void {
    this.#again = false;
    this.engine.cancel();
  }

  /** Forgets everything. */
  reset(): void {
    this.engine.cancel();
    this.set({ ...NOTHING, project: this.#state.project, settings: DEFAULTS });
  }
}

function reviewOf(run: Run, inputs: Inputs, key: number): Review {
  const { ledger } = run;
  const byFile = new Map<string, ReadonlyMap<number, number>>();
  const linesOf = (file: string): ReadonlyMap<number, number> => {
    const known = byFile.get(file);
    if (known !== undefined) return known;
    const lines = new Map<number, number>();
    for (let n = 0; n < ledger.count; n += 1) {
      if (ledger.lists[ledger.list[n] as number]?.file === file) {
        lines.set(ledger.line[n] as number, n);
      }
    }
    byFile.set(file, lines);
    return lines;
  };
  return {
    ...run,
    inputs,
    key,
    byRule: entriesByRule(ledger),
    byPath: new Map(run.policies.map((policy) => [policy.path, policy])),
    bySource: new Map(run.configs.map((config) => [config.name, config])),
    entryAt: (file, line) => linesOf(file).get(line),
    entriesIn: linesOf,
    entry: (n) => ledgerRow(ledger, n),
  };
}

function focusExists(review: Review, focus: Focus): boolean {
  switch (focus.kind) {
    case 'entry':
      return focus.entry < review.ledger.count;
    case 'rule':
      return review.byRule.has(focus.ref);
    case 'line':
      return review.bySource.has(focus.file);
  }
}
