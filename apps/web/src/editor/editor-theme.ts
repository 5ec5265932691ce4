import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Both colour schemes at once: every colour is a variable of the page. */
const look = EditorView.theme({
  '&': { height: '100%', fontSize: '12.5px', backgroundColor: 'transparent' },
  '&.cm-focused': {
    outline: '2px solid var(--mantine-primary-color-filled)',
    outlineOffset: '-2px',
  },
  '.cm-scroller': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    fontVariantLigatures: 'none',
    lineHeight: '1.6',
  },
  '.cm-content': { caretColor: 'var(--mantine-color-text)', paddingBlock: '8px' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    color: 'var(--text-2)',
    border: 'none',
    paddingInline: '4px 2px',
  },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '30px', paddingInline: '4px 6px' },
  '.cm-marks': { width: '20px' },
  '.cm-marks .cm-gutterElement': { display: 'grid', placeItems: 'center' },
  '.cm-marks svg': {
    width: '13px',
    height: '13px',
    fill: 'none',
    stroke: 'var(--tone)',
    strokeWidth: '1.9',
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  },
  '.cm-lit': {
    backgroundColor: 'var(--chosen)',
    boxShadow: 'inset 3px 0 0 var(--mantine-primary-color-filled)',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-specialChar': { color: 'var(--bad)' },
  '.cm-panels': { backgroundColor: 'var(--card)', color: 'inherit', borderColor: 'var(--line)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { backgroundColor: 'var(--chosen)' },
});

const style = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: tags.keyword, color: 'var(--code-keyword)' },
  { tag: tags.inserted, color: 'var(--code-good)', fontWeight: '600' },
  { tag: tags.deleted, color: 'var(--code-bad)', fontWeight: '600' },
  { tag: [tags.number, tags.bool], color: 'var(--code-number)' },
  { tag: [tags.typeName, tags.string], color: 'var(--code-name)' },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--code-keyword)' },
]);

export const editorTheme: Extension = [look, syntaxHighlighting(style)];
