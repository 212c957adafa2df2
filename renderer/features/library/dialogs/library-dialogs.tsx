import { useKeys } from '../../../keys/use-keys.ts';
import { useActiveTab } from '../../../store/selectors.ts';
import { saveDraft } from '../library-actions.ts';
import { useLibrary } from '../library-store.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { FolderDialog } from './folder-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { SaveDialog } from './save-dialog.tsx';

/** The library's questions, wherever they are asked from, and the key that saves the draft in front. */
export function LibraryDialogs() {
  const dialog = useLibrary((library) => library.dialog);
  const close = useLibrary((library) => library.dialogClosed);
  const tab = useActiveTab();
  useKeys([
    {
      key: 'mod+s',
      label: 'library.save',
      run: () => {
        if (tab?.kind === 'draft') void saveDraft(tab.draftId);
      },
      disabled: tab?.kind !== 'draft',
    },
  ]);
  switch (dialog?.kind) {
    case 'save':
      return <SaveDialog source={dialog.source} suggested={dialog.suggested} onClose={close} />;
    case 'folder':
      return <FolderDialog onClose={close} />;
    case 'move':
      return <MoveDialog path={dialog.path} onClose={close} />;
    case 'remove':
      return <RemoveDialog path={dialog.path} messages={dialog.messages} onClose={close} />;
    case 'conflict':
      return (
        <ConflictDialog
          draftId={dialog.draftId}
          path={dialog.path}
          version={dialog.version}
          onClose={close}
        />
      );
    case undefined:
      return null;
  }
}
