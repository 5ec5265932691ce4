/** The page's side of the worker: one at a time, replaced when a run is cancelled. */
import { proxy, type Remote, wrap } from 'comlink';
import type { LedgerFilter } from '@aclift/core';
import type { Engine } from './engine.ts';
import { makeWorker } from './make-worker.ts';
import type {
  FoundLines,
  Inputs,
  Phase,
  RunResult,
  TraceAnswer,
  TraceQuestion,
} from './messages.ts';

/** The user asked to stop. */
export class Cancelled extends Error {}

/** Keeps a worker ready. */
export class EngineClient {
  #worker: Worker | undefined;
  #engine: Remote<Engine> | undefined;
  #stop: ((reason: Error) => void) | undefined;

  /**
   * @throws Cancelled after {@link cancel}.
   * @throws Error when the worker broke: our bug, or the browser ran out of memory.
   */
  async run(inputs: Inputs, onPhase: (phase: Phase) => void): Promise<RunResult> {
    const engine = this.#ready();
    const stopped = new Promise<never>((_, reject) => {
      this.#stop = reject;
    });
    const report = proxy(onPhase);
    return await Promise.race([engine.run(inputs, report), stopped]);
  }

  async filter(filter: LedgerFilter): Promise<FoundLines> {
    return await this.#ready().filter(filter);
  }

  async trace(question: TraceQuestion): Promise<TraceAnswer> {
    return await this.#ready().trace(question);
  }

  /** Stops at once, whatever the stage. */
  cancel(): void {
    this.#stop?.(new Cancelled());
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#engine = undefined;
  }

  #ready(): Remote<Engine> {
    if (this.#engine !== undefined) return this.#engine;
    const worker = makeWorker('engine');
    worker.addEventListener('error', (event) => {
      this.#stop?.(new Error(event.message === '' ? 'the worker broke off' : event.message));
    });
    this.#worker = worker;
    this.#engine = wrap<Engine>(worker);
    return this.#engine;
  }
}
