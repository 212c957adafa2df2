import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { jsonColours } from './json-colours.ts';

/** Above this the editor shows plain text: colouring would cost more than it shows. */
export const PLAIN_ABOVE = 1024 * 1024;

interface Props {
  value: string;
  onValueChange(value: string): void;
  onBlur(): void;
  colours: boolean;
  label: string;
  describedBy: string | undefined;
  invalid: boolean;
}

/** Keys that belong to the window: send, and the panel at the side. */
const WINDOW_KEYS = ['Mod-Enter', 'Mod-i'];
const editorKeymap = keymap.of([
  ...defaultKeymap.filter(({ key }) => key === undefined || !WINDOW_KEYS.includes(key)),
  ...historyKeymap,
]);

/** The body as text. Tab leaves it, as any other field. */
export function BodyEditor({ value, onValueChange, onBlur, colours, label, describedBy, invalid }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const handlers = useRef({ onValueChange, onBlur });
  handlers.current = { onValueChange, onBlur };
  const language = useRef(new Compartment());
  const attributes = useRef(new Compartment());

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes is reconfigured below
  useEffect(() => {
    if (box.current === null) return;
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          EditorView.lineWrapping,
          editorKeymap,
          language.current.of(languageOf(colours)),
          attributes.current.of(attributesOf(label, describedBy, invalid)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) handlers.current.onValueChange(update.state.doc.toString());
          }),
          EditorView.domEventHandlers({
            blur: () => {
              handlers.current.onBlur();
            },
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, []);

  useEffect(() => {
    const current = view.current;
    if (current === undefined || current.state.doc.toString() === value) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(languageOf(colours)) });
  }, [colours]);

  useEffect(() => {
    view.current?.dispatch({
      effects: attributes.current.reconfigure(attributesOf(label, describedBy, invalid)),
    });
  }, [label, describedBy, invalid]);

  return <div ref={box} className="body-editor" data-invalid={invalid || undefined} />;
}

const languageOf = (colours: boolean): Extension => (colours ? [json(), jsonColours] : []);

function attributesOf(label: string, describedBy: string | undefined, invalid: boolean): Extension {
  return EditorView.contentAttributes.of({
    'aria-label': label,
    spellcheck: 'false',
    ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
    ...(invalid ? { 'aria-invalid': 'true' } : {}),
  });
}
