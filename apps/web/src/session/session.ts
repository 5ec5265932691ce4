/** What the page knows: inputs, the running or finished run, and where the reader is looking. Lives as long as the page. */
import {
  entriesByRule,
  type LedgerEntry,
  type LedgerFilter,
  ledgerRow,
  type Target,
} from '@aclift/core';
import { Cancelled, EngineClient } from '../engine/client.ts';
import type {
  InputFile,
  Phase,
  PolicyFile,
  Problem,
  Run,
  Settings,
  ShownText,
} from '../engine/messages.ts';

/** Where the reader is looking. Entries and rules lead to each other. */
export type Focus =
  | { readonly kind: 'entry'; readonly entry: number }
  | { readonly kind: 'rule'; readonly ref: string }
  | { readonly kind: 'line'; readonly file: string; readonly line: number };

/** A finished run with the indexes that screens need. */
export interface Review extends Run {
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
  readonly settings: Settings;
  readonly work: Work;
  readonly review: Review | undefined;
  readonly focus: Focus | undefined;
  /** Path of the draft that was opened last. */
  readonly draft: string | undefined;
  /** What the ledger shows. */
  readonly ledgerFilter: LedgerFilter;
}

const DEFAULTS: Settings = {
  target: 'networkpolicy',
  unseenTraffic: 'preserve',
  clientPorts: 'any',
  acl: [],
  upstream: [],
};

/** A store that React subscribes to. */
export class Session {
  readonly engine = new EngineClient();
  #state: SessionState = {
    configs: [],
    inventory: undefined,
    settings: DEFAULTS,
    work: { state: 'idle' },
    review: undefined,
    focus: undefined,
    draft: undefined,
    ledgerFilter: {},
  };
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

  /** Runs on the present inputs. Focus survives where it still means something. @returns whether there is a new run. */
  async run(): Promise<boolean> {
    const { configs, inventory, settings } = this.#state;
    const phases: Phase[] = [];
    const onPhase = (phase: Phase): void => {
      phases.push(phase);
      if (this.#state.work.state === 'running') {
        this.set({ work: { state: 'running', phase, phases: [...phases] } });
      }
    };
    this.set({ work: { state: 'running', phase: 'read', phases: [] } });
    try {
      const result = await this.engine.run({ configs, inventory, settings }, onPhase);
      if (!result.ok) {
        const { summary, problems } = result;
        this.set({ work: { state: 'failed', summary, problems } });
        return false;
      }
      const review = reviewOf(result.run);
      const { focus } = this.#state;
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
    this.engine.cancel();
  }

  /** Forgets everything. */
  reset(): void {
    this.engine.cancel();
    this.set({
      configs: [],
      inventory: undefined,
      settings: DEFAULTS,
      work: { state: 'idle' },
      review: undefined,
      focus: undefined,
      draft: undefined,
      ledgerFilter: {},
    });
  }
}

function reviewOf(run: Run): Review {
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
