import { useRef } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useText } from '../../i18n/i18n.ts';

interface Props {
  /** Messages held now; undefined: closed. */
  held: number | undefined;
  onClose(): void;
  onChoose(applyToHeld: boolean): void;
}

/** On the way to Auto-ack: what becomes of the messages that are held already. */
export function ApplyDialog({ held, onClose, onChoose }: Props) {
  const t = useText();
  // The words stay while the dialog fades.
  const last = useRef(0);
  if (held !== undefined) last.current = held;
  const count = last.current;
  return (
    <Dialog
      open={held !== undefined}
      onClose={onClose}
      title={t('consume.applyTitle', { count })}
      actions={[
        { label: t('consume.applyKeep'), run: () => onChoose(false) },
        { label: t('consume.applyAck', { count }), tone: 'danger', run: () => onChoose(true) },
      ]}
    >
      {t('consume.applyText')}
    </Dialog>
  );
}
