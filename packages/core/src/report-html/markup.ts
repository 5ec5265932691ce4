/** HTML from any text: whatever a configuration, a label or a name holds is shown, never obeyed. */
import { printable } from '@aclift/diagnostics';
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** HTML that is safe to put into a page. */
export type Markup = HtmlEscapedString;

/** What a template takes: text is escaped and made printable, markup stands as it is, lists are joined. */
export type Part = string | number | Markup | readonly Part[];

/** Tagged template. Parts may stand between tags and inside quoted attributes, nowhere else. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  // Only promises among the parts would make a promise of it.
  return html(strings, ...parts.map(shown)) as Markup;
}

/** Nothing. */
export const NONE: Markup = markup``;

/** A whole text with its line ends, such as a YAML file, for `<pre>`. */
export function lines(text: string): Markup {
  return markup`${text.split('\n').map((line) => markup`${line}\n`)}`;
}

function shown(part: Part): Part {
  if (typeof part === 'string') return printable(part);
  return Array.isArray(part) ? part.map(shown) : part;
}
