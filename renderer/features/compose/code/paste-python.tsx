import { useId, useState } from 'react';
import { documentedCalls } from '../../../../core/contract/documented.ts';
import type { SendDraft } from '../../../../core/contract/views.ts';
import { messagesInPython } from '../../../../core/model/code/messages-in-python.ts';
import { PythonError } from '../../../../core/model/code/python/python-error.ts';
import type { Signatures } from '../../../../core/model/code/python/python-value.ts';
import { findJsonError } from '../../../../core/model/json/tokens.ts';
import { utf8Text } from '../../../../core/model/utf8.ts';
import { Button } from '../../../components/button.tsx';
import { showToast } from '../../../components/toast.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useUi } from '../../../store/ui-store.ts';
import { pythonErrorText } from './python-error-text.ts';

/** Each becomes a tab. */
const MAX_DRAFTS = 20;

/** For whoever shows "Paste as message" elsewhere: what it focuses. */
export const PASTE_FIELD = 'paste-python';

const SIGNATURES: Signatures = Object.fromEntries(
  Object.entries(documentedCalls).map(([name, { input }]) => [name, Object.keys(input.shape)]),
);

/** Documented calls in Python as drafts, one for each message they make. The text is read, never run. */
export function PastePython() {
  const t = useText();
  const errorId = useId();
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const fill = (): void => {
    try {
      const drafts = draftsIn(text);
      if (drafts.length === 0) {
        setError(t('compose.pasteNone'));
        return;
      }
      for (const draft of drafts) useUi.getState().draftOpened(draft);
      showToast(t('compose.pasted', { count: drafts.length }));
    } catch (caught) {
      if (!(caught instanceof PythonError)) throw caught;
      setError(pythonErrorText(caught, t));
    }
  };
  return (
    <div className="paste-python">
      <label className="field-label" htmlFor={PASTE_FIELD}>
        {t('compose.pastePython')}
      </label>
      <textarea
        id={PASTE_FIELD}
        className="text-input data"
        rows={5}
        spellCheck={false}
        value={text}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error === undefined ? undefined : errorId}
        onChange={(event) => {
          setText(event.target.value);
          setError(undefined);
        }}
      />
      {error !== undefined && (
        <p id={errorId} className="help field-error" role="alert">
          {error}
        </p>
      )}
      <p className="meta hint">{t('compose.pasteHelp')}</p>
      <div>
        <Button
          size="small"
          disabledReason={text.trim() === '' ? t('compose.pasteEmpty') : undefined}
          onClick={fill}
        >
          {t('compose.fillForm')}
        </Button>
      </div>
    </div>
  );
}

function draftsIn(text: string): SendDraft[] {
  return messagesInPython(text, SIGNATURES)
    .slice(0, MAX_DRAFTS)
    .map(({ message }) => ({ ...message, bodyFormat: formatOf(message.body) }));
}

function formatOf(body: Uint8Array): SendDraft['bodyFormat'] {
  const text = utf8Text(body);
  if (text === undefined) return 'hex';
  return /^\s*[[{]/.test(text) && findJsonError(text) === undefined ? 'json' : 'text';
}
