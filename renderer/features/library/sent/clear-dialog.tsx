import { useEffect, useState } from 'react';
import type { ProfileView } from '../../../../core/contract/views.ts';
import { call } from '../../../bridge/call.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { useAsking } from '../dialogs/use-asking.ts';

interface Props {
  /** undefined: of every connection. */
  profile: ProfileView | undefined;
  onClose(): void;
}

/** Says how many sends would be forgotten before they are. */
export function ClearDialog({ profile, onClose }: Props) {
  const t = useText();
  const [count, setCount] = useState<number>();
  const { error, ask } = useAsking(onClose);
  const ofProfile = profile === undefined ? {} : { profileId: profile.profileId };
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted once, for the title
  useEffect(() => {
    call('history.page', { filter: { text: '', ...ofProfile }, from: 0, count: 1 }).then(
      ({ matched }) => setCount(matched),
      () => setCount(0),
    );
  }, []);
  const clear = async (): Promise<void> => {
    await call('history.clear', ofProfile);
    const { sent } = useHost.getState();
    const kept = sent.filter(({ profileId }) => profile !== undefined && profileId !== profile.profileId);
    useHost.setState({ sent: kept });
  };
  return (
    <Dialog
      open={count !== undefined}
      onClose={onClose}
      title={t('sent.clearTitle', { count: count ?? 0 })}
      actions={[{ label: t('sent.clearConfirm'), tone: 'danger', keepsOpen: true, run: () => ask(clear) }]}
    >
      <p>
        {profile === undefined ? t('sent.allConnections') : profile.name}. {t('sent.clearText')}
      </p>
      {error && <InlineError error={error} />}
    </Dialog>
  );
}
