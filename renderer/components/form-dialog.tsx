import { Dialog } from '@base-ui/react/dialog';
import { type FormEvent, type ReactNode, useRef } from 'react';
import { useText } from '../i18n/i18n.ts';
import { Button } from './button.tsx';

interface Props {
  title: string;
  confirmLabel: string;
  /** Why it cannot be done yet. */
  disabledReason?: string | undefined;
  onClose(): void;
  /** The dialog stays until it is closed: what the host says stands in it. */
  onConfirm(): void;
  children: ReactNode;
}

/** A few fields and a verb; Enter confirms. The first field has the focus. */
export function FormDialog({ title, confirmLabel, disabledReason, onClose, onConfirm, children }: Props) {
  const t = useText();
  const form = useRef<HTMLFormElement>(null);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (disabledReason === undefined) onConfirm();
  };
  return (
    <Dialog.Root open onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-scrim" />
        <Dialog.Popup className="dialog" initialFocus={() => form.current?.querySelector('input') ?? true}>
          <Dialog.Title className="dialog-title">{title}</Dialog.Title>
          <form ref={form} className="dialog-form" onSubmit={onSubmit}>
            {children}
            <div className="dialog-actions">
              <Button onClick={onClose}>{t('common.cancel')}</Button>
              <Button tone="primary" type="submit" disabledReason={disabledReason}>
                {confirmLabel}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
