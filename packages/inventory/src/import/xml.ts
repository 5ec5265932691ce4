/**
 * Just enough XML to read a report: elements with attributes, in the order of the text. Nothing is fetched or expanded:
 * a document that declares entities is refused, and nesting is counted, not recursed into.
 * @see W3C, Extensible Markup Language (XML) 1.0, sections 2.3 to 4.1.
 */
import type { Span } from '@aclift/diagnostics';

export interface XmlTag {
  readonly name: string;
  /** `close` of an element without content comes right after its `open`. */
  readonly kind: 'open' | 'close';
  readonly attributes: ReadonlyMap<string, string>;
  readonly span: Span;
}

export interface XmlText {
  readonly tags: readonly XmlTag[];
  /** Where the text stopped being XML; absent: it is whole. */
  readonly fault?: Span;
}

/** How deep elements may nest; reports need a dozen levels. */
const MAX_DEPTH = 100;
const NAME = String.raw`[A-Za-z_][\w:.-]*`;
const SKIPPED = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<!DOCTYPE[^[\]<>]*>/y;
const TAG = new RegExp(
  String.raw`<(/?)(${NAME})((?:\s+${NAME}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(/?)>`,
  'y',
);
const ATTRIBUTE = new RegExp(String.raw`(${NAME})\s*=\s*(?:"([^"]*)"|'([^']*)')`, 'g');

/** The tags of a text, up to where it is no XML any more. */
export function readXml(text: string): XmlText {
  const tags: XmlTag[] = [];
  const open: string[] = [];
  let cursor = text.startsWith('\uFEFF') ? 1 : 0;
  for (;;) {
    const start = text.indexOf('<', cursor);
    if (start < 0) break;
    SKIPPED.lastIndex = start;
    const skippedText = SKIPPED.exec(text)?.[0];
    if (skippedText !== undefined) {
      cursor = start + skippedText.length;
      continue;
    }
    TAG.lastIndex = start;
    const found = TAG.exec(text);
    if (found === null) return { tags, fault: { start, end: Math.min(text.length, start + 80) } };
    const [all, slash, name = '', rest = '', selfClosing] = found;
    const span = { start, end: start + all.length };
    const isClose = slash === '/';
    if (isClose ? open.pop() !== name : open.length >= MAX_DEPTH) return { tags, fault: span };
    const attributes = new Map(
      [...rest.matchAll(ATTRIBUTE)].map(
        ([, key = '', double, single]) => [key, decoded(double ?? single ?? '')] as const,
      ),
    );
    tags.push({ name, kind: isClose ? 'close' : 'open', attributes, span });
    if (selfClosing === '/') tags.push({ name, kind: 'close', attributes: new Map(), span });
    else if (!isClose) open.push(name);
    cursor = span.end;
  }
  if (open.length === 0) return { tags };
  return { tags, fault: { start: text.length, end: text.length } };
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  quot: '"',
};

/** The five entities of XML, and characters by number; others stay as they are written. */
function decoded(text: string): string {
  return text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|apos|gt|lt|quot));/gi,
    (all, hex, decimal, word) => {
      if (typeof word === 'string') return ENTITIES[word] ?? all;
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );
}
