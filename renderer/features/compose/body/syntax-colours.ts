import { syntaxTree } from '@codemirror/language';
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView } from '@codemirror/view';
import { visibleMarks } from './visible-marks.ts';

/** Node names of the JSON and XML grammars to the classes that carry the theme's colours. */
const CLASSES: Record<string, Decoration> = {
  PropertyName: Decoration.mark({ class: 'syntax-key' }),
  String: Decoration.mark({ class: 'syntax-str' }),
  Number: Decoration.mark({ class: 'syntax-num' }),
  True: Decoration.mark({ class: 'syntax-num' }),
  False: Decoration.mark({ class: 'syntax-num' }),
  Null: Decoration.mark({ class: 'syntax-num' }),
  TagName: Decoration.mark({ class: 'syntax-key' }),
  AttributeName: Decoration.mark({ class: 'syntax-num' }),
  AttributeValue: Decoration.mark({ class: 'syntax-str' }),
};

/** Colours by class, so that they follow the theme without being made anew. Only the visible part is marked. */
export const syntaxColours: Extension = visibleMarks(
  marks,
  ({ startState, state }) => syntaxTree(startState) !== syntaxTree(state),
);

function marks(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: ({ name, from: start, to: end }) => {
        const mark = CLASSES[name];
        if (mark !== undefined) builder.add(start, end, mark);
      },
    });
  }
  return builder.finish();
}
