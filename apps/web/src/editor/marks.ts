/** Signs in the gutter and lines that are lit, as extensions that the pane swaps when they change. */
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, gutter, GutterMarker } from '@codemirror/view';
import type { OutcomeStyle } from '@aclift/core';
import { shown } from '../parts/shown-text.ts';

/** A sign beside a line. */
export interface LineMark extends OutcomeStyle {
  /** Shown when pointed at. */
  readonly label: string;
}

/** Lines from and to, both included, counted from 1. */
export interface LitLines {
  readonly from: number;
  readonly to: number;
}

const SVG = 'http://www.w3.org/2000/svg';

class SignMarker extends GutterMarker {
  readonly #mark: LineMark;

  constructor(mark: LineMark) {
    super();
    this.#mark = mark;
  }

  override eq(other: SignMarker): boolean {
    return this.#mark.sign === other.#mark.sign && this.#mark.label === other.#mark.label;
  }

  override toDOM(): Node {
    const { sign, tone, label } = this.#mark;
    const holder = document.createElement('span');
    holder.className = `tone-${tone}`;
    holder.title = shown(label);
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 16 16');
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', sign);
    svg.append(path);
    holder.append(svg);
    return holder;
  }
}

/** A gutter that asks for the mark of each visible line only. */
export function markGutter(markOf: (line: number) => LineMark | undefined): Extension {
  return gutter({
    class: 'cm-marks',
    lineMarker(view, { from }) {
      const mark = markOf(view.state.doc.lineAt(from).number);
      return mark === undefined ? null : new SignMarker(mark);
    },
  });
}

const LIT = Decoration.line({ class: 'cm-lit' });

export function litLines(ranges: readonly LitLines[]): Extension {
  return EditorView.decorations.of((view): DecorationSet => {
    const builder = new RangeSetBuilder<Decoration>();
    for (const { from, to } of ranges) {
      for (let n = from; n <= Math.min(to, view.state.doc.lines); n += 1) {
        const at = view.state.doc.line(n).from;
        builder.add(at, at, LIT);
      }
    }
    return builder.finish();
  });
}
