import './resend.css';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../components/button.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Draft } from '../../store/drafts.ts';
import { DifferenceDialog } from './difference-dialog.tsx';
import { type CopyOrigin, useResend } from './resend-store.ts';

/** Above a draft that is an edited copy: of which message, and what was left behind. */
export function CopyNote({ draft }: { draft: Draft }) {
  const origin = useResend((resend) => resend.origins[draft.draftId]);
  return origin === undefined ? null : <Note draft={draft} origin={origin} />;
}

function Note({ draft, origin }: { draft: Draft; origin: CopyOrigin }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const title = origin.title || t('resend.untitled');
  const { place } = origin;
  const left = origin.fields.filter(({ why }) => why === 'reserved').map(({ name }) => name);
  const level = origin.fields.find(({ why }) => why === 'retryLevel')?.original;
  return (
    <div className="copy-note help">
      <p>
        {place === '' ? t('resend.copyOfSent', { title }) : t('resend.copyOf', { title, place })}{' '}
        {left.length > 0 && t('resend.notCopied', { names: left.join(', ') })}{' '}
        {level !== undefined && `${t('resend.f.delayLevel')}: ${t('resend.why.retryLevel', { level })}.`}{' '}
        {t(origin.deadLetterOf === undefined ? 'resend.stays' : 'resend.deadLetterStays')}
      </p>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('resend.differs')}
      </Button>
      <IconButton
        icon={X}
        size="small"
        label={t('resend.dismissNote')}
        onClick={() => useResend.getState().originForgotten(draft.draftId)}
      />
      {open && <DifferenceDialog {...{ draft, origin, title }} onClose={() => setOpen(false)} />}
    </div>
  );
}
