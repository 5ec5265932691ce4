import { yaml } from '@codemirror/lang-yaml';
import { Compartment, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { defaultKeymap } from '@codemirror/commands';
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
}

/** A text to read, with signs beside its lines. Scrolls and moves by keyboard like any editor. */
export function CodePane({ label, text, language, markOf, lit, onLine }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const compartments = useRef({ marks: new Compartment(), lit: new Compartment() });
  const report = useRef(onLine);
  useEffect(() => {
    report.current = onLine;
  }, [onLine]);

  useEffect(() => {
    if (host.current === null) return undefined;
    const { marks, lit: litSlot } = compartments.current;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          marks.of([]),
          litSlot.of([]),
          highlightSpecialChars(),
          drawSelection(),
          language === 'ios' ? iosLanguage : yaml(),
          editorTheme,
          EditorState.readOnly.of(true),
          keymap.of(defaultKeymap),
          EditorView.contentAttributes.of({
            'aria-label': label,
            'aria-readonly': 'true',
            tabindex: '0',
          }),
          EditorView.updateListener.of((update) => {
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
  }, [text, language, label]);

  useEffect(() => {
    view.current?.dispatch({
      effects: compartments.current.marks.reconfigure(markGutter(markOf)),
    });
  }, [markOf, text, language, label]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined) return;
    const [first] = lit;
    const shows =
      first === undefined || first.from > editor.state.doc.lines
        ? []
        : [EditorView.scrollIntoView(editor.state.doc.line(first.from).from, { y: 'center' })];
    editor.dispatch({ effects: [compartments.current.lit.reconfigure(litLines(lit)), ...shows] });
  }, [lit, text, language, label]);

  return <div ref={host} style={{ height: '100%', minHeight: 0 }} />;
}
