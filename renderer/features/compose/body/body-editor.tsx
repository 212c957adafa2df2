import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { xml } from '@codemirror/lang-xml';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { SyntaxFormat } from './syntax.ts';
import { syntaxColours } from './syntax-colours.ts';
import { templateMarks } from './template-marks.ts';

/** Above this the editor shows plain text: colouring would cost more than it shows. */
export const PLAIN_ABOVE = 1024 * 1024;

interface Props {
  value: string;
  onValueChange(value: string): void;
  onBlur(): void;
  /** undefined: as plain text. */
  language: SyntaxFormat | undefined;
  /** Variables are marked. */
  variables: boolean;
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
export function BodyEditor(props: Props) {
  const { value, onValueChange, onBlur, language, variables, label, describedBy, invalid } = props;
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const handlers = useRef({ onValueChange, onBlur });
  handlers.current = { onValueChange, onBlur };
  const colours = useRef(new Compartment());
  const attributes = useRef(new Compartment());

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes is reconfigured below
  useEffect(() => {
    if (box.current === null) return;
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          // A carriage return is a byte of the body like any other: it stays where it is.
          EditorState.lineSeparator.of('\n'),
          EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
          highlightSpecialChars(),
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          EditorView.lineWrapping,
          editorKeymap,
          colours.current.of(coloursOf(language, variables)),
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
    view.current?.dispatch({ effects: colours.current.reconfigure(coloursOf(language, variables)) });
  }, [language, variables]);

  useEffect(() => {
    view.current?.dispatch({
      effects: attributes.current.reconfigure(attributesOf(label, describedBy, invalid)),
    });
  }, [label, describedBy, invalid]);

  return <div ref={box} className="body-editor" data-invalid={invalid || undefined} />;
}

const LANGUAGES = { json, xml };

const coloursOf = (language: SyntaxFormat | undefined, variables: boolean): Extension => [
  ...(language === undefined ? [] : [LANGUAGES[language](), syntaxColours]),
  ...(variables ? [templateMarks] : []),
];

function attributesOf(label: string, describedBy: string | undefined, invalid: boolean): Extension {
  return EditorView.contentAttributes.of({
    'aria-label': label,
    spellcheck: 'false',
    ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
    ...(invalid ? { 'aria-invalid': 'true' } : {}),
  });
}
