/** The entry point: one configuration text to a device, its diagnostics and the account of its lines. */
import type { SourceText, Span } from '@aclift/diagnostics';
import type { Device } from '@aclift/ir';
import { readConfig } from './reader/config-reader.ts';
import type { IosDiagnostic } from './diagnostics.ts';
import type { LineAccount } from '@aclift/dialect-kit';

/** Which language the text is written in. */
export type Recognised =
  | { readonly kind: 'ios' }
  /** Nothing of the text was read. `because`: the line that gives it away. */
  | {
      readonly kind: 'other';
      readonly name: string;
      readonly because: { readonly span: Span; readonly line: number };
    }
  /** Nothing of the text was read: it is no configuration. `name`: what it is instead, such as `JSON` or `empty`. */
  | {
      readonly kind: 'none';
      readonly name: string;
      readonly because: { readonly span: Span; readonly line: number };
    };

export interface IosParse {
  /** Empty of lists and interfaces when the text is no IOS. */
  readonly device: Device;
  readonly dialect: Recognised;
  /** In the order of the text. */
  readonly diagnostics: readonly IosDiagnostic[];
  /** What became of each physical line. */
  readonly lines: LineAccount;
}

/** Reads a configuration, or the output of `show`. Never throws, whatever the text holds; cost is linear in its length. */
export function parseIos(source: SourceText): IosParse {
  const { device, diagnostics, lines, refusal } = readConfig(source);
  if (refusal === undefined) return { device, dialect: { kind: 'ios' }, diagnostics, lines };
  const { kind, name, span, line } = refusal;
  return { device, dialect: { kind, name, because: { span, line } }, diagnostics, lines };
}
