import { Dialog } from '../../../components/dialog.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { HistorySettings } from './history-settings.tsx';

/** The history's limits, where its rows are. */
export function LimitsDialog({ onClose }: { onClose(): void }) {
  const t = useText();
  return (
    <Dialog open onClose={onClose} title={t('sent.limits')} cancelLabel={t('common.close')} actions={[]}>
      <HistorySettings />
    </Dialog>
  );
}
