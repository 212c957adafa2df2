import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { PythonError } from '../../../../core/model/code/python/python-error.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { Button, IconButton } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { type PlannedCall, plannedCalls } from './from-python.ts';
import { PlannedList } from './planned-list.tsx';
import { ReplayError, replay } from './replay.ts';

interface Props {
  open: boolean;
  onClose(): void;
}

/** Python is pasted, what will be called is shown, and only then called. */
export function PasteDialog({ open, onClose }: Props) {
  const t = useText();
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-scrim" />
        <Dialog.Popup className="dialog paste-dialog">
          <div className="paste-head">
            <Dialog.Title className="dialog-title">{t('operations.pastePython')}</Dialog.Title>
            <IconButton icon={X} label={t('common.close')} onClick={onClose} />
          </div>
          <PasteForm onDone={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface Failure {
  error: ErrorData;
  /** Of the text; undefined when nothing was called. */
  line: number | undefined;
}

function PasteForm({ onDone }: { onDone(): void }) {
  const t = useText();
  const [source, setSource] = useState('');
  const [secret, setSecret] = useState('');
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const { calls, fault } = useMemo(() => read(source, t), [source, t]);
  const needsSecret = calls.some((planned) => planned.needsSecret);
  const run = async (): Promise<void> => {
    setRunning(true);
    setFailure(undefined);
    try {
      await replay(calls, secret);
      onDone();
    } catch (caught) {
      const line = caught instanceof ReplayError ? caught.line : undefined;
      setFailure({ error: errorData(line === undefined ? caught : (caught as ReplayError).cause), line });
    }
    setRunning(false);
  };
  return (
    <form
      className="paste-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (whyNot(calls, needsSecret && secret === '', running, t) === undefined) void run();
      }}
    >
      <Field label={t('operations.python')} error={fault} help={t('operations.pasteHelp')}>
        {(control) => (
          <textarea
            {...control}
            className="text-input data operation-text"
            rows={10}
            spellCheck={false}
            value={source}
            onChange={(event) => setSource(event.target.value)}
          />
        )}
      </Field>
      {calls.length > 0 && <PlannedList calls={calls} />}
      {needsSecret && (
        <Field label={t('operations.secret')} help={t('operations.secretHelp')}>
          {(control) => (
            <TextInput {...control} data type="password" value={secret} onValueChange={setSecret} />
          )}
        </Field>
      )}
      {failure !== undefined && (
        <>
          {failure.line !== undefined && (
            <p className="help">{t('operations.stoppedAt', { line: failure.line })}</p>
          )}
          <InlineError error={failure.error} />
        </>
      )}
      <div className="dialog-actions">
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button
          type="submit"
          tone="primary"
          disabledReason={whyNot(calls, needsSecret && secret === '', running, t)}
        >
          {t('operations.makeCalls', { count: calls.length })}
        </Button>
      </div>
    </form>
  );
}

function read(source: string, t: Translate): { calls: PlannedCall[]; fault: string | undefined } {
  try {
    return { calls: plannedCalls(source), fault: undefined };
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    const { reason, line, value } = error;
    return { calls: [], fault: t(`python.${reason}`, { line, value }) };
  }
}

function whyNot(
  calls: readonly PlannedCall[],
  secretMissing: boolean,
  running: boolean,
  t: Translate,
): string | undefined {
  if (running) return t('operations.waiting');
  if (calls.length === 0) return t('operations.nothingPasted');
  return secretMissing ? t('operations.secretHelp') : undefined;
}
