import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { ErrorData } from '../../core/model/error.ts';
import { useText } from '../i18n/i18n.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { InlineError } from './inline-error.tsx';
import { TextInput } from './text-input.tsx';

interface Props {
  onClose(): void;
  /** The effect, in numbers. */
  title: string;
  children: ReactNode;
  /** What must be typed; undefined while there is nothing to confirm yet. */
  typedName: string | undefined;
  /** The verb of the effect. */
  confirmLabel: string;
  /** Before there is something to confirm: the way there. */
  prepareLabel: string;
  /** Waiting for the host. */
  busy: boolean;
  error: ErrorData | undefined;
  onPrepare(): void;
  onConfirm(typedName: string): void;
}

/** For what cannot be undone: the form, then what it will do, then the name typed. It stays open until it is done. */
export function GuardedDialog(props: Props) {
  const { onClose, title, children, typedName, confirmLabel, prepareLabel, busy, error } = props;
  const t = useText();
  const cancel = useRef<HTMLButtonElement>(null);
  const [typed, setTyped] = useState('');
  const matches = typedName !== undefined && typed === typedName;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy) return;
    if (typedName === undefined) props.onPrepare();
    else if (matches) props.onConfirm(typed);
  };
  return (
    <AlertDialog.Root open onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="dialog-scrim" />
        <AlertDialog.Popup className="dialog guarded-dialog" initialFocus={cancel}>
          <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
          <form className="guarded-form" onSubmit={onSubmit}>
            {children}
            {typedName !== undefined && (
              <Field label={t('common.typeToConfirm', { name: typedName })}>
                {(control) => <TextInput {...control} data value={typed} onValueChange={setTyped} />}
              </Field>
            )}
            {error && <InlineError error={error} />}
            <div className="dialog-actions">
              <Button ref={cancel} onClick={onClose}>
                {t('common.cancel')}
              </Button>
              {typedName === undefined ? (
                <Button type="submit" aria-busy={busy}>
                  {prepareLabel}
                </Button>
              ) : (
                <Button
                  type="submit"
                  tone="danger"
                  aria-busy={busy}
                  disabledReason={matches ? undefined : t('common.typeToConfirm', { name: typedName })}
                >
                  {confirmLabel}
                </Button>
              )}
            </div>
          </form>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
