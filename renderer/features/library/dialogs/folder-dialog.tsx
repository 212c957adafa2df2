import { useState } from 'react';
import { call } from '../../../bridge/call.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { readLibrary } from '../library-store.ts';
import { PathField } from './path-field.tsx';
import { useAsking } from './use-asking.ts';

export function FolderDialog({ onClose }: { onClose(): void }) {
  const t = useText();
  const [name, setName] = useState('');
  const { error, clear, ask } = useAsking(onClose);
  const create = async (): Promise<void> => {
    await call('library.folder.create', { path: name.trim() });
    await readLibrary();
  };
  return (
    <FormDialog
      title={t('library.newCollection')}
      confirmLabel={t('library.createConfirm')}
      onClose={onClose}
      onConfirm={() => ask(create)}
    >
      <PathField
        value={name}
        error={error}
        onValueChange={(next) => {
          clear();
          setName(next);
        }}
      />
    </FormDialog>
  );
}
