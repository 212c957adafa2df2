import type { RecordingItem } from '../../../../core/contract/recordings.ts';
import { call } from '../../../bridge/call.ts';
import { GuardedDialog } from '../../../components/guarded-dialog.tsx';
import { useAttempt } from '../../../components/use-attempt.ts';
import { useText } from '../../../i18n/i18n.ts';

/** Says how much would be gone before it is. */
export function RemoveDialog({ item: { name, events }, onClose }: { item: RecordingItem; onClose(): void }) {
  const t = useText();
  const { busy, error, attempt } = useAttempt();
  const remove = async (): Promise<void> => {
    await call('recording.remove', { name });
    onClose();
  };
  return (
    <GuardedDialog
      title={t('recordings.removeTitle', { name, count: events })}
      typedName={name}
      confirmLabel={t('recordings.removeConfirm')}
      prepareLabel={t('recordings.removeConfirm')}
      busy={busy}
      error={error}
      onPrepare={() => undefined}
      onConfirm={() => void attempt(remove)}
      onClose={onClose}
    >
      <p>{t('recordings.removeText')}</p>
    </GuardedDialog>
  );
}
