/** The page's side of the desk: a second worker, so that a question never waits for a run, nor a run for a question. */
import { type Remote, wrap } from 'comlink';
import type { Change, SuggestReport } from '@aclift/suggest';
import type { Connectivity, NetworkView } from '@aclift/insight';
import type { LintReport } from '@aclift/analysis';
import type { Desk, Numbered } from './desk.ts';
import { makeWorker } from './make-worker.ts';
import type {
  EffectAnswer,
  Findings,
  FixReport,
  FlowsAnswer,
  Judgement,
  ShownText,
  Verification,
} from './messages.ts';

/** Nobody wants the answer any more. */
class Dropped extends Error {}

/**
 * One question after the other, in the order they were asked: two parts of a screen may ask side by side. Each is asked with
 * a signal, which stops its computation at once and rejects with {@link Dropped}.
 */
export class DeskClient {
  #worker: Worker | undefined;
  #desk: Remote<Desk> | undefined;
  #broke: ((reason: Error) => void) | undefined;
  #last: Promise<void> = Promise.resolve();

  async suggestions(signal: AbortSignal, given: Numbered): Promise<SuggestReport | undefined> {
    return await this.#ask(signal, (desk) => desk.suggestions(given));
  }

  async effect(
    signal: AbortSignal,
    given: Numbered,
    step: readonly Change[],
  ): Promise<EffectAnswer> {
    return await this.#ask<EffectAnswer>(signal, async (desk) => await desk.effect(given, step));
  }

  /** @param today `YYYY-MM-DD` */
  async findings(
    signal: AbortSignal,
    given: Numbered,
    today: string,
  ): Promise<Findings | undefined> {
    return await this.#ask(signal, (desk) => desk.findings(given, today));
  }

  async fixes(
    signal: AbortSignal,
    given: Numbered,
    kept: LintReport['suppressed'],
  ): Promise<FixReport | undefined> {
    return await this.#ask(signal, (desk) => desk.fixes(given, kept));
  }

  async judge(
    signal: AbortSignal,
    given: Numbered,
    drafts: readonly ShownText[],
    edited: readonly ShownText[],
  ): Promise<Judgement> {
    return await this.#ask(signal, (desk) => desk.judge(given, drafts, edited));
  }

  async connectivity(
    signal: AbortSignal,
    given: Numbered,
    drafts: readonly ShownText[],
  ): Promise<Connectivity | undefined> {
    return await this.#ask(signal, (desk) => desk.connectivity(given, drafts));
  }

  async network(signal: AbortSignal, given: Numbered): Promise<NetworkView | undefined> {
    return await this.#ask(signal, (desk) => desk.network(given));
  }

  async verify(
    signal: AbortSignal,
    given: Numbered,
    policies: readonly ShownText[],
  ): Promise<Verification | undefined> {
    return await this.#ask(signal, (desk) => desk.verify(given, policies));
  }

  async replay(
    signal: AbortSignal,
    given: Numbered,
    policies: readonly ShownText[],
    flows: readonly File[],
  ): Promise<FlowsAnswer | undefined> {
    return await this.#ask<FlowsAnswer | undefined>(
      signal,
      async (desk) => await desk.replay(given, policies, flows),
    );
  }

  /** Has the worker at hand, so that it need not be fetched when whoever serves the page has stopped. */
  warm(): void {
    this.#ready();
  }

  async #ask<T>(signal: AbortSignal, question: (desk: Remote<Desk>) => Promise<T>): Promise<T> {
    const before = this.#last;
    const turn = Promise.withResolvers<void>();
    this.#last = turn.promise;
    await before;
    const stopped = Promise.withResolvers<never>();
    const drop = (): void => {
      this.#discard();
      stopped.reject(new Dropped());
    };
    this.#broke = (reason) => {
      this.#discard();
      stopped.reject(reason);
    };
    try {
      if (signal.aborted) throw new Dropped();
      signal.addEventListener('abort', drop);
      return await Promise.race([question(this.#ready()), stopped.promise]);
    } finally {
      signal.removeEventListener('abort', drop);
      this.#broke = undefined;
      turn.resolve();
    }
  }

  #discard(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#desk = undefined;
  }

  #ready(): Remote<Desk> {
    if (this.#desk !== undefined) return this.#desk;
    const worker = makeWorker('desk');
    worker.addEventListener('error', (event) => {
      this.#broke?.(new Error(event.message === '' ? 'the worker broke off' : event.message));
    });
    this.#worker = worker;
    this.#desk = wrap<Desk>(worker);
    return this.#desk;
  }
}
