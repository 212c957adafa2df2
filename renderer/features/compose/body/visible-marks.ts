import type { Extension } from '@codemirror/state';
import { type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

/**
 * Marks in the visible part of the text, made anew when that changes. `alsoAfter`: another change that makes them
 * others.
 */
export function visibleMarks(
  marks: (view: EditorView) => DecorationSet,
  alsoAfter: (update: ViewUpdate) => boolean = () => false,
): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = marks(view);
      }

      update(update: ViewUpdate): void {
        if (update.docChanged || update.viewportChanged || alsoAfter(update))
          this.decorations = marks(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}
