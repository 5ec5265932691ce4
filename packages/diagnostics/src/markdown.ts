/**
 * Markdown that shows any text as it is, whatever a renderer makes of it. What a template is given as text is escaped; only what
 * was made here passes as Markdown, so that nothing out of an input becomes markup by being forgotten.
 */
import { printable } from './printable.ts';

/** Finished Markdown. */
export class Markdown {
  readonly text: string;

  /** @param text from templates of this module; never from an input. */
  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes: text is escaped, Markdown stands as it is, lists are joined without anything between. */
export type MarkdownPart = string | number | Markdown | readonly MarkdownPart[];

/** Tagged template for a line, or a part of one. */
export function md(strings: TemplateStringsArray, ...parts: readonly MarkdownPart[]): Markdown {
  return new Markdown(strings.map((text, at) => text + shown(parts[at] ?? '')).join(''));
}

function shown(part: MarkdownPart): string {
  if (typeof part === 'string') return escape(part);
  if (typeof part === 'number') return String(part);
  return part instanceof Markdown ? part.text : part.map(shown).join('');
}

/** No line, or an empty one between paragraphs. */
export const EMPTY: Markdown = md``;

/** A line end inside a cell. */
export const BREAK: Markdown = md`<br>`;

/** Lines as one text, LF line ends. */
export function linesText(lines: readonly Markdown[]): string {
  return lines.map(({ text }) => text).join('\n');
}

/** Parts with something between them. */
export function joined(parts: readonly MarkdownPart[], between: Markdown = md` `): Markdown {
  return md`${parts.flatMap((part, at) => (at === 0 ? [part] : [between, part]))}`;
}

/** One line of a table. */
export function row(cells: readonly MarkdownPart[]): Markdown {
  return md`| ${joined(cells, md` | `)} |`;
}

/** Inline code; HTML instead of backticks, because the text may hold both backticks and bars. */
export function code(text: string): Markdown {
  return md`<code>${text}</code>`;
}

/** A line of a block of code, or an indented one: nothing in it is Markdown, and it stays one line. */
export function verbatim(text: string): Markdown {
  return new Markdown(printable(text));
}

/** Text that a renderer shows as it is: no markup, no link, not even one that renderers find by themselves. */
function escape(text: string): string {
  return (
    printable(text)
      .replace(/\s+/g, ' ')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/[\\`*_[\]|#~$@]|:(?=\/\/)/g, (character) => `&#${character.charCodeAt(0)};`)
      .replace(/\b(www)\./gi, '$1&#46;')
      // What begins a list or underlines a heading, where it begins a line.
      .replace(/^[-+=](?=[\s=-]|$)/, (mark) => `&#${mark.charCodeAt(0)};`)
      .replace(
        /^(\d+)([.)])(?=\s|$)/,
        (_, digits: string, mark: string) => `${digits}&#${mark.charCodeAt(0)};`,
      )
  );
}
