import { call } from '../../../bridge/call.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { showToast } from '../../../components/toast.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { readLibrary, useLibrary } from '../library-store.ts';
import { useAsking } from './use-asking.ts';

interface Props {
  path: string;
  /** Of a folder. */
  messages: number | undefined;
  onClose(): void;
}

export function RemoveDialog({ path, messages, onClose }: Props) {
  const t = useText();
  const inDesktop = useHost((host) => host.app?.host === 'electron');
  const { error, ask } = useAsking(onClose);
  const name = path.replace(/\.json$/, '');
  const remove = async (): Promise<void> => {
    await call('library.remove', { path });
    useLibrary.getState().placeChosen(undefined);
    await readLibrary();
    showToast(t('library.removed'));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={
        messages === undefined
          ? t('library.removeTitle', { name })
          : t('library.removeFolderTitle', { name, count: messages })
      }
      actions={[
        { label: t('library.removeConfirm'), tone: 'danger', keepsOpen: true, run: () => ask(remove) },
      ]}
    >
      <p>{t(inDesktop ? 'library.removeSystem' : 'library.removeFolder')}</p>
      {error && <InlineError error={error} />}
    </Dialog>
  );
}
