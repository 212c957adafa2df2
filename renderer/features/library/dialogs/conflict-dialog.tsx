import { Dialog, type DialogAction } from '../../../components/dialog.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { showToast } from '../../../components/toast.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { openDraftDiff } from '../../diff/diff-store.ts';
import { replaceFile, takeFile } from '../library-actions.ts';
import { useAsking } from './use-asking.ts';

interface Props {
  draftId: number;
  path: string;
  version: string | null;
  onClose(): void;
}

/** Both changed the file: nothing is written before the person chose. */
export function ConflictDialog({ draftId, path, version, onClose }: Props) {
  const t = useText();
  const { error, ask } = useAsking(onClose);
  const keepMine = async (): Promise<boolean> => {
    onClose();
    await replaceFile(draftId, path, version);
    return false;
  };
  const takeTheirs = async (): Promise<void> => {
    if (await takeFile(draftId, path)) showToast(t('library.taken'));
  };
  const gone = version === null;
  const theirs: DialogAction[] = gone
    ? []
    : [
        { label: t('library.conflictDiff'), run: () => openDraftDiff(draftId, path) },
        { label: t('library.takeTheirs'), keepsOpen: true, run: () => ask(takeTheirs) },
      ];
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(gone ? 'library.conflictGoneTitle' : 'library.conflictTitle', { path })}
      actions={[
        ...theirs,
        { label: t('library.keepMine'), tone: 'danger', keepsOpen: true, run: () => ask(keepMine) },
      ]}
    >
      <p>{t(gone ? 'library.conflictGoneText' : 'library.conflictText')}</p>
      {error && <InlineError error={error} />}
    </Dialog>
  );
}
