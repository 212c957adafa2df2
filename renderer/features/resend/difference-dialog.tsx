import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useState } from 'react';
import type { ErrorData } from '../../../core/model/error.ts';
import type { ResendField } from '../../../core/model/resend/explain.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { Button } from '../../components/button.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { useText } from '../../i18n/i18n.ts';
import { type Draft, toSendDraft } from '../../store/drafts.ts';
import { FieldsTable } from './fields-table.tsx';
import type { CopyOrigin } from './resend-store.ts';

interface Props {
  draft: Draft;
  origin: CopyOrigin;
  title: string;
  onClose(): void;
}

/** The draft as it stands beside the message it is a copy of. */
export function DifferenceDialog({ draft, origin: { ref }, title, onClose }: Props) {
  const t = useText();
  const [fields, setFields] = useState<ResendField[]>();
  const [error, setError] = useState<ErrorData>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft does not change behind its dialog
  useEffect(() => {
    call('resend.compare', { ref, draft: toSendDraft(draft) }).then(setFields, (caught: unknown) =>
      setError(errorData(caught)),
    );
  }, []);
  return (
    <Dialog.Root open onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-scrim" />
        <Dialog.Popup className="dialog resend-dialog">
          <Dialog.Title className="dialog-title truncate">{t('resend.differsTitle', { title })}</Dialog.Title>
          {error && <InlineError error={error} />}
          {fields && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keyboard
            <section className="resend-scroll" aria-label={t('resend.fields')} tabIndex={0}>
              <FieldsTable fields={fields} />
            </section>
          )}
          <div className="dialog-actions">
            <Button onClick={onClose}>{t('common.close')}</Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
