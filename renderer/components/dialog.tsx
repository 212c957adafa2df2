import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type ReactNode, useRef } from 'react';
import { useText } from '../i18n/i18n.ts';
import { Button } from './button.tsx';

export interface DialogAction {
  label: string;
  tone?: 'outlined' | 'primary' | 'danger';
  /** The dialog stays, and shows what came of it. */
  keepsOpen?: true;
  /** Why it cannot be done yet. */
  disabledReason?: string | undefined;
  run(): void;
}

interface Props {
  open: boolean;
  /** Escape, Cancel, or one of the actions was chosen. */
  onClose(): void;
  /** The effect, in numbers. */
  title: string;
  children?: ReactNode;
  actions: readonly DialogAction[];
  /** Default: Cancel. */
  cancelLabel?: string;
}

/** Only for destructive and group-joining acts. Focus starts on Cancel. */
export function Dialog({ open, onClose, title, children, actions, cancelLabel }: Props) {
  const t = useText();
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="dialog-scrim" />
        <AlertDialog.Popup className="dialog" initialFocus={cancel}>
          <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
          <AlertDialog.Description className="dialog-text" render={<div />}>
            {children}
          </AlertDialog.Description>
          <div className="dialog-actions">
            <Button ref={cancel} onClick={onClose}>
              {cancelLabel ?? t('common.cancel')}
            </Button>
            {actions.map((action) => (
              <Button
                key={action.label}
                tone={action.tone ?? 'outlined'}
                disabledReason={action.disabledReason}
                onClick={() => {
                  if (action.keepsOpen !== true) onClose();
                  action.run();
                }}
              >
                {action.label}
              </Button>
            ))}
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
