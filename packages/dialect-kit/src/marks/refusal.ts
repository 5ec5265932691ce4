/** Why nothing of a text is read. */
import type { Span } from '@aclift/diagnostics';
import type { DialectName } from './mark.ts';

/** What a text is that is no configuration. `comments`: nothing else; `text`: prose, a log, output of other commands. */
export type Content = 'empty' | 'comments' | 'JSON' | 'XML' | 'HTML' | 'YAML' | 'text';

/** The line that gives a text away as something else; `line` counts from 1. */
export type Refusal = { readonly span: Span; readonly line: number } & (
  | { readonly kind: 'other'; readonly name: DialectName }
  | { readonly kind: 'none'; readonly name: Content }
);
