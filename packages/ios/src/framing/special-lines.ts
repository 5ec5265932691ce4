/**
 * Lines that are no commands although they look like one: prompts, headers of captures, and blocks that are skipped
 * whole. Consulted only for lines that are no entries, so that long lists do not pay for it.
 */
import type { Fate } from '../commands/command.ts';
import type { Report } from '../report.ts';
import { type Command, type Framer, noiseOf, promptLength } from '@aclift/dialect-kit';
import { isCertificateLine, opensCertificate, SkippedBlocks } from './skipped-blocks.ts';

/** What a special line is. `typed`: the command that follows a configuration prompt. */
export type Special =
  | { readonly kind: 'done'; readonly fate: Fate }
  /** Whatever block was open is closed: somebody is back at the prompt. */
  | { readonly kind: 'prompt' }
  | { readonly kind: 'typed'; readonly command: Command };

export class SpecialLines {
  readonly #framer: Framer;
  readonly #report: Report;
  readonly #blocks: SkippedBlocks;
  #inCertificate = false;

  constructor(text: string, framer: Framer, report: Report) {
    this.#framer = framer;
    this.#report = report;
    this.#blocks = new SkippedBlocks(text);
  }

  /** Whether the line belongs to a certificate that an earlier line opened. */
  isCertificate({ text }: Command): boolean {
    if (!this.#inCertificate) return false;
    this.#inCertificate = isCertificateLine(text);
    return this.#inCertificate || /^quit$/i.test(text);
  }

  /** Whether the command opens a block whose text is skipped: what stands below is no answer to it. */
  opensBlock({ text, start }: Command): boolean {
    return opensCertificate(text) || this.#blocks.opening(text, start) !== undefined;
  }

  /** @returns undefined for commands. */
  read(command: Command): Special | undefined {
    const { text } = command;
    const prompt = promptLength(text);
    if (prompt !== undefined) {
      const configures = text.slice(0, prompt).includes('(config') && prompt < text.length;
      return configures ? { kind: 'typed', command: command.from(prompt) } : { kind: 'prompt' };
    }
    const noise = noiseOf(text);
    if (noise !== undefined) return { kind: 'done', fate: noise };
    if (opensCertificate(text)) {
      this.#inCertificate = true;
      return { kind: 'done', fate: 'certificate' };
    }
    const skipped = this.#blocks.opening(text, command.start);
    if (skipped === undefined) return undefined;
    if ('until' in skipped) {
      this.#framer.skipTo(skipped.until, skipped.why);
      return { kind: 'done', fate: skipped.why };
    }
    this.#report.add('ios/unterminated-block', command.span, skipped);
    return { kind: 'done', fate: 'diagnostic' };
  }
}
