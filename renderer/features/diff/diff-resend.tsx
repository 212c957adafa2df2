import { PencilLine, Repeat2 } from 'lucide-react';
import type { MessageRef } from '../../../core/contract/message-ref.ts';
import { errorData } from '../../bridge/window-error.ts';
import { IconButton } from '../../components/button.tsx';
import { showToast } from '../../components/toast.tsx';
import { explainError } from '../../i18n/explain-error.ts';
import { text, useText } from '../../i18n/i18n.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useHost } from '../../store/host-store.ts';
import type { DiffRef } from '../../store/tabs.ts';
import { useUi } from '../../store/ui-store.ts';
import { connectionOf } from '../message/connection-of.ts';
import { editCopy } from '../resend/edit-copy.ts';
import { useResend } from '../resend/resend-store.ts';

/** Sends one of the compared messages again; a draft is sent from where it is written. */
export function DiffResend({ target, title }: { target: DiffRef; title: string }) {
  const t = useText();
  if (target.kind === 'draft') return null;
  return (
    <>
      <IconButton
        icon={PencilLine}
        size="small"
        label={t('resend.editOf', { title })}
        onClick={() => edit(target)}
      />
      <IconButton
        icon={Repeat2}
        size="small"
        label={t('resend.asIsOf', { title })}
        onClick={() => resend(target)}
      />
    </>
  );
}

/** The keys act on the left message. */
export function useResendKeys(left: DiffRef): void {
  const disabled = left.kind === 'draft';
  useKeys([
    { key: 'e', label: 'resend.edit', run: () => left.kind !== 'draft' && edit(left), disabled },
    { key: 'shift+e', label: 'resend.asIs', run: () => left.kind !== 'draft' && resend(left), disabled },
  ]);
}

function edit(ref: MessageRef): void {
  editCopy(ref, connectionOf(ref)).catch((caught: unknown) =>
    showToast(explainError(errorData(caught), text).headline),
  );
}

function resend(ref: MessageRef): void {
  const seenOn = connectionOf(ref);
  const isOpen = seenOn !== undefined && seenOn in useHost.getState().profiles;
  useResend.getState().asked({
    profileId: isOpen ? seenOn : useUi.getState().activeProfileId,
    refs: [ref],
  });
}
