import { call } from '../../../bridge/call.ts';
import { useText } from '../../../i18n/i18n.ts';
import { draftsFollow } from '../library-actions.ts';
import { readLibrary, useLibrary } from '../library-store.ts';
import { PathDialog } from './path-dialog.tsx';

const ENDING = '.json';

/** A new name, or another folder, in one field. */
export function MoveDialog({ path, onClose }: { path: string; onClose(): void }) {
  const t = useText();
  const ending = path.endsWith(ENDING) ? ENDING : '';
  const from = path.slice(0, path.length - ending.length);
  const move = async (name: string): Promise<void> => {
    const to = `${name}${ending}`;
    await call('library.move', { from: path, to });
    draftsFollow(path, to);
    await readLibrary();
    useLibrary.getState().placeChosen(ending === '' ? undefined : { kind: 'file', path: to });
  };
  return (
    <PathDialog
      title={t('library.moveTitle', { name: from })}
      confirmLabel={t('library.moveConfirm')}
      suggested={from}
      onClose={onClose}
      onConfirm={move}
    />
  );
}
