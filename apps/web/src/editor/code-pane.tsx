import { history, historyKeymap, defaultKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { editorTheme } from './editor-theme.ts';
import { iosLanguage } from './ios-language.ts';
import { type LineMark, litLines, type LitLines, markGutter } from './marks.ts';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly language: 'ios' | 'yaml';
  readonly markOf: (line: number) => LineMark | undefined;
  /** Ascending. The first is brought into view when they change. */
  readonly lit: readonly LitLines[];
  /** The reader went to a line, by pointer or keyboard. */
  readonly onLine: (line: number) => void;
  /** Given: the text can be changed, and this hears of it. */
  readonly onEdit?: ((text: string) => void) | undefined;
}

/** A text to read or to edit, with signs beside its lines. Scrolls and moves by keyboard like any editor. */
export function CodePane({ label, text, language, markOf, lit, onLine, onEdit }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const compartments = useRef({ marks: new Compartment(), lit: new Compartment() });
  const report = useRef(onLine);
  const change = useRef(onEdit);
  const initial = useRef(text);
  const editable = onEdit !== undefined;
  useEffect(() => {
    report.current = onLine;
    change.current = onEdit;
    initial.current = text;
  }, [onLine, onEdit, text]);

  useEffect(() => {
    if (host.current === null) return undefined;
    const { marks, lit: litSlot } = compartments.current;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: initial.current,
        extensions: [
          lineNumbers(),
          marks.of([]),
          litSlot.of([]),
          highlightSpecialChars(),
          drawSelection(),
          language === 'ios' ? iosLanguage : yaml(),
          editorTheme,
          editable ? EDITABLE : READ_ONLY,
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) change.current?.(update.state.doc.toString());
            if (update.transactions.some((transaction) => transaction.isUserEvent('select'))) {
              const { head } = update.state.selection.main;
              report.current(update.state.doc.lineAt(head).number);
            }
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      view.current = undefined;
      editor.destroy();
    };
  }, [language, label, editable]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || editor.state.doc.toString() === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text, language, label, editable]);

  useEffect(() => {
    view.current?.dispatch({
      effects: compartments.current.marks.reconfigure(markGutter(markOf)),
    });
  }, [markOf, language, label, editable]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined) return;
    const [first] = lit;
    const shows =
      first === undefined || first.from > editor.state.doc.lines
        ? []
        : [EditorView.scrollIntoView(editor.state.doc.line(first.from).from, { y: 'center' })];
    editor.dispatch({ effects: [compartments.current.lit.reconfigure(litLines(lit)), ...shows] });
  }, [lit, language, label, editable]);

  return <div ref={host} style={{ height: '100%', minHeight: 0 }} />;
}

const READ_ONLY: Extension = [
  EditorState.readOnly.of(true),
  keymap.of(defaultKeymap),
  EditorView.contentAttributes.of({ 'aria-readonly': 'true' }),
];

// Tab leaves the editor: it is a part of the page, not a place that holds the keyboard.
const EDITABLE: Extension = [history(), keymap.of([...defaultKeymap, ...historyKeymap])];
