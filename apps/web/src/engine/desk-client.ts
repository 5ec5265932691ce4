/** The page's side of the desk: a second worker, so that a question never waits for a run, nor a run for a question. */
import { type Remote, wrap } from 'comlink';
import type { Change, LintReport, SuggestReport } from '@aclift/core';
import type { Desk, Numbered } from './desk.ts';
import type { EffectAnswer, Findings, FixReport, Judgement, ShownText } from './messages.ts';

/** The answer is not wanted any more. */
export class Dropped extends Error {}

/** One question at a time: a new one drops the one before, and stops its computation. */
export class DeskClient {
  #worker: Worker | undefined;
  #desk: Remote<Desk> | undefined;
  #drop: ((reason: Error) => void) | undefined;

  async suggestions(given: Numbered): Promise<SuggestReport | undefined> {
    return await this.#ask((desk) => desk.suggestions(given));
  }

  async effect(given: Numbered, step: readonly Change[]): Promise<EffectAnswer> {
    return await this.#ask<EffectAnswer>(async (desk) => await desk.effect(given, step));
  }

  async findings(given: Numbered, today: string): Promise<Findings | undefined> {
    return await this.#ask((desk) => desk.findings(given, today));
  }

  async fixes(given: Numbered, kept: LintReport['suppressed']): Promise<FixReport | undefined> {
    return await this.#ask((desk) => desk.fixes(given, kept));
  }

  async judge(
    given: Numbered,
    drafts: readonly ShownText[],
    edited: readonly ShownText[],
  ): Promise<Judgement> {
    return await this.#ask((desk) => desk.judge(given, drafts, edited));
  }

  /** Stops what is computed, if anything is. */
  drop(): void {
    if (this.#drop === undefined) return;
    this.#drop(new Dropped());
    this.#drop = undefined;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#desk = undefined;
  }

  /** @throws Dropped when another question came, or {@link drop} was called. */
  async #ask<T>(question: (desk: Remote<Desk>) => Promise<T>): Promise<T> {
    this.drop();
    const dropped = new Promise<never>((_, reject) => {
      this.#drop = reject;
    });
    const mine = this.#drop;
    try {
      return await Promise.race([question(this.#ready()), dropped]);
    } finally {
      if (this.#drop === mine) this.#drop = undefined;
    }
  }

  #ready(): Remote<Desk> {
    if (this.#desk !== undefined) return this.#desk;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      type: 'module',
      name: 'desk',
    });
    worker.addEventListener('error', (event) => {
      this.#drop?.(new Error(event.message === '' ? 'the worker broke off' : event.message));
    });
    this.#worker = worker;
    this.#desk = wrap<Desk>(worker);
    return this.#desk;
  }
}
