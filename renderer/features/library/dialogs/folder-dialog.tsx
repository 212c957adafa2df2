import { call } from '../../../bridge/call.ts';
import { useText } from '../../../i18n/i18n.ts';
import { readLibrary } from '../library-store.ts';
import { PathDialog } from './path-dialog.tsx';

export function FolderDialog({ onClose }: { onClose(): void }) {
  const t = useText();
  return (
    <PathDialog
      title={t('library.newCollection')}
      confirmLabel={t('library.createConfirm')}
      suggested=""
      onClose={onClose}
      onConfirm={async (path) => {
        await call('library.folder.create', { path });
        await readLibrary();
      }}
    />
  );
}
