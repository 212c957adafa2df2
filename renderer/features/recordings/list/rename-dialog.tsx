import { useState } from 'react';
import { call } from '../../../bridge/call.ts';
import { Field } from '../../../components/field.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { useAttempt } from '../../../components/use-attempt.ts';
import { fieldErrorText } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';

export function RenameDialog({ name, onClose }: { name: string; onClose(): void }) {
  const t = useText();
  const [to, setTo] = useState(name);
  const { error, clear, attempt } = useAttempt();
  const rename = async (): Promise<void> => {
    await call('recording.rename', { name, to: to.trim() });
    onClose();
  };
  return (
    <FormDialog
      title={t('recordings.renameTitle', { name })}
      confirmLabel={t('recordings.renameConfirm')}
      onClose={onClose}
      onConfirm={() => void attempt(rename)}
    >
      <Field label={t('recordings.name')} error={error === undefined ? undefined : fieldErrorText(error, t)}>
        {(control) => (
          <TextInput
            {...control}
            value={to}
            onValueChange={(next) => {
              clear();
              setTo(next);
            }}
          />
        )}
      </Field>
    </FormDialog>
  );
}
