/** Markdown that shows any text as it is, whatever a renderer makes of it. */
import { printable } from '@aclift/diagnostics';

/** One line of a table; cells are Markdown already. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Text that a renderer shows as it is, whatever it holds. */
export function escape(text: string): string {
  return printable(text)
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]|#~]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Inline code; HTML instead of backticks, because the text may hold both backticks and bars. */
export function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}
