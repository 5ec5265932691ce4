/**
 * Whether a text is a whole configuration or a part of one. Only of a whole one does it mean something that a list is
 * not in it: the device does not have the list. A wrong "whole" would open what nobody has seen, so every sign of a part
 * counts more than all signs of a whole.
 */
import type { Fate } from '../commands/command.ts';
import { type Command, promptLength } from '@aclift/dialect-kit';

/** `show running-config interface Gi0/1`, `show run | section access-list`: some of it. */
const SHOWS_PART =
  /^(?:do\s+)?sho?w?\s+(?:run|start|conf)\S*\s+(?!(?:all|full|brief|linenum|view full)\s*$)\S/i;
const OMITTED =
  /^[!#<[(\s-]*(?:(?:output|lines?|rest|config\w*|text)\s+)?(?:omitted|snip(?:ped)?\b|truncated|\.{3,}|…)/i;
/** Printed above what `show` prints, for a part as well: how long the whole output is. */
const SIZE = /^(?:Current configuration ?: ?(\d+) bytes|Using (\d+) out of \d+ bytes)/i;
/** Passwords that somebody took out make a text shorter, but not by this much. */
const ENOUGH = 0.75;

/** Gathers the marks of one text. */
export class WholeText {
  /** `version 15.1` or `hostname r1`: near the top of a whole configuration. */
  #begun = false;
  /** `end` came, and since then nothing but prompts. */
  #ended = false;
  /** The terminal showed something else after the end. */
  #later = false;
  #isPart = false;
  #size: { readonly bytes: number; readonly from: number } | undefined;

  comment(text: string): void {
    if (OMITTED.test(text)) this.#isPart = true;
  }

  add(command: Command, fate: Fate): void {
    const { indent, start, text } = command;
    const prompt = promptLength(text);
    if (prompt !== undefined) {
      this.#prompt(text.slice(prompt), fate);
      return;
    }
    const [, shown, used] = SIZE.exec(text) ?? [];
    const size = shown ?? used;
    if (size !== undefined) this.#size = { bytes: Number(size), from: start + text.length };
    else if (indent === 0 && /^end$/i.test(text)) this.#end(start);
    else if (OMITTED.test(text)) this.#isPart = true;
    else if (!this.#ended) this.#begun ||= indent === 0 && /^(?:version \d|hostname\s)/i.test(text);
    else if (fate !== 'noise' && !this.#later) this.#isPart = true;
  }

  get isWhole(): boolean {
    return this.#begun && this.#ended && !this.#isPart;
  }

  #prompt(typed: string, fate: Fate): void {
    // A session that configures shows what it changes.
    if (fate !== 'prompt' || SHOWS_PART.test(typed)) this.#isPart = true;
    this.#later = this.#ended;
  }

  #end(at: number): void {
    if (this.#later) return;
    this.#ended = true;
    if (this.#size === undefined) return;
    const { bytes, from } = this.#size;
    if (at - from < bytes * ENOUGH) this.#isPart = true;
  }
}
