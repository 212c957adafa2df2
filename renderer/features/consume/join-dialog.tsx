import { useRef } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { JoinWarningList } from './join/join-warning-list.tsx';
import type { JoinWarning } from './join/join-warnings.ts';

interface Props {
  group: string;
  /** Members there are; undefined: closed. */
  members: number | undefined;
  /** The group offered instead. */
  privateGroup: string;
  warnings: readonly JoinWarning[];
  onClose(): void;
  onPrivate(): void;
  onJoin(): void;
}

/** Asks before messages are taken from somebody. */
export function JoinDialog(props: Props) {
  const { group, members, privateGroup, warnings, onClose, onPrivate, onJoin } = props;
  const t = useText();
  // The words stay while the dialog fades.
  const last = useRef(1);
  if (members !== undefined) last.current = members;
  const count = last.current;
  return (
    <Dialog
      open={members !== undefined}
      onClose={onClose}
      title={t('consume.joinTitle', { group })}
      actions={[
        { label: t('consume.joinAnyway'), run: onJoin },
        { label: t('consume.usePrivate', { group: privateGroup }), tone: 'primary', run: onPrivate },
      ]}
    >
      {t('consume.joinShare', { group, count, share: count + 1 })}
      <JoinWarningList warnings={warnings} />
    </Dialog>
  );
}
