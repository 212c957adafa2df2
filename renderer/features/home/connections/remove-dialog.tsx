import { useRef } from 'react';
import type { SavedProfile } from '../../../../core/contract/profiles.ts';
import { call } from '../../../bridge/call.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { savedName } from './saved-name.ts';

/** Asks before a connection and its keys are forgotten. */
export function RemoveDialog({ saved, onClose }: { saved: SavedProfile | undefined; onClose(): void }) {
  const t = useText();
  // The words stay while the dialog fades.
  const last = useRef(saved);
  if (saved !== undefined) last.current = saved;
  const { current } = last;
  if (current === undefined) return null;
  return (
    <Dialog
      open={saved !== undefined}
      onClose={onClose}
      title={t('connections.removeTitle', { name: savedName(current) })}
      actions={[
        {
          label: t('connections.removeButton'),
          tone: 'danger',
          run: () => void call('profile.forget', { profileId: current.profileId }),
        },
      ]}
    >
      {t('connections.removeText')}
    </Dialog>
  );
}
