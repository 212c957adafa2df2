import { useState } from 'react';
import { call } from '../../../bridge/call.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { readLibrary, useLibrary } from '../library-store.ts';
import { PathField } from './path-field.tsx';
import { useAsking } from './use-asking.ts';

const ENDING = '.json';

/** A new name, or another folder, in one field. */
export function MoveDialog({ path, onClose }: { path: string; onClose(): void }) {
  const t = useText();
  const ending = path.endsWith(ENDING) ? ENDING : '';
  const from = path.slice(0, path.length - ending.length);
  const [name, setName] = useState(from);
  const { error, clear, ask } = useAsking(onClose);
  const move = async (): Promise<void> => {
    const to = `${name.trim()}${ending}`;
    await call('library.move', { from: path, to });
    await readLibrary();
    useLibrary.getState().placeChosen(ending === '' ? undefined : { kind: 'file', path: to });
  };
  return (
    <FormDialog
      title={t('library.moveTitle', { name: from })}
      confirmLabel={t('library.moveConfirm')}
      onClose={onClose}
      onConfirm={() => ask(move)}
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
