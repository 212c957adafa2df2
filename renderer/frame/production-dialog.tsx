import { useRef } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { useText } from '../i18n/i18n.ts';
import { useProduction } from '../store/production.ts';

/** Asks before the first send, or the first join, that a tab does on production. */
export function ProductionDialog() {
  const t = useText();
  const question = useProduction((production) => production.question);
  const answered = useProduction((production) => production.answered);
  // The words stay while the dialog fades.
  const last = useRef(question);
  if (question !== undefined) last.current = question;
  const { current } = last;
  if (current === undefined) return null;
  const name = current.profile.name;
  return (
    <Dialog
      open={question !== undefined}
      onClose={() => answered(false)}
      title={t(`connections.${current.act}Title`, { name })}
      actions={[
        {
          label: t(`connections.${current.act}Button`, { name }),
          tone: 'danger',
          // Closing it would be a no.
          keepsOpen: true,
          run: () => answered(true),
        },
      ]}
    >
      {t(`connections.${current.act}Text`)}
    </Dialog>
  );
}
