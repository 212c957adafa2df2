import { type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView } from '@codemirror/view';
import { parseTemplate } from '../../../../core/model/template/parse.ts';
import { visibleMarks } from './visible-marks.ts';

const MARKS = {
  variable: Decoration.mark({ class: 'template-variable' }),
  invalid: Decoration.mark({ class: 'template-invalid' }),
};

/** Variables, and braces that are none, in the visible part. */
export const templateMarks: Extension = visibleMarks(marks);

/** From whole lines: a variable does not go over the end of one. */
function marks({ state, visibleRanges }: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let done = 0;
  for (const range of visibleRanges) {
    const from = Math.max(done, state.doc.lineAt(range.from).from);
    done = state.doc.lineAt(range.to).to;
    if (from >= done) continue;
    for (const part of parseTemplate(state.sliceDoc(from, done))) {
      if (part.kind !== 'text') builder.add(from + part.from, from + part.to, MARKS[part.kind]);
    }
  }
  return builder.finish();
}
