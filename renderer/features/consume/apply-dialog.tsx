import { useRef } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useText } from '../../i18n/i18n.ts';

interface Props {
  /** The mode that was chosen, and the messages held now; undefined: closed. */
  wanted: { mode: 'auto' | 'rules'; held: number } | undefined;
  onClose(): void;
  onChoose(applyToHeld: boolean): void;
}

/** On the way to Auto-ack or to rules: what becomes of the messages that are held already. */
export function ApplyDialog({ wanted, onClose, onChoose }: Props) {
  const t = useText();
  // The words stay while the dialog fades.
  const last = useRef(wanted);
  last.current = wanted ?? last.current;
  const { mode = 'auto', held: count = 0 } = last.current ?? {};
  return (
    <Dialog
      open={wanted !== undefined}
      onClose={onClose}
      title={t('consume.applyTitle', { count })}
      actions={[
        { label: t('consume.applyKeep'), run: () => onChoose(false) },
        { label: t(`consume.apply.${mode}`, { count }), tone: 'danger', run: () => onChoose(true) },
      ]}
    >
      {t(`consume.applyText.${mode}`)}
    </Dialog>
  );
}
