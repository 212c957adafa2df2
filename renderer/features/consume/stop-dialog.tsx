import { useRef } from 'react';
import type { StopPreview } from '../../../core/model/consume.ts';
import { Dialog } from '../../components/dialog.tsx';
import { formatNumber } from '../../format/format.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';

interface Props {
  group: string;
  /** What stopping would do; undefined: closed. */
  preview: StopPreview | undefined;
  onClose(): void;
  onStop(): void;
}

/** Nothing is undecided: stopping delivers nothing again. */
export function isEmptyPreview({ held, waiting, ackedBehind }: StopPreview): boolean {
  return held + waiting + ackedBehind === 0;
}

/** 4 held and 1,203 already acked behind them will be delivered again */
export function stopSentence({ held, waiting, ackedBehind }: StopPreview, t: Translate): string {
  const params = {
    held: formatNumber(held),
    waiting: formatNumber(waiting),
    acked: formatNumber(ackedBehind),
  };
  if (held > 0) return t(ackedBehind > 0 ? 'consume.stopHeldAcked' : 'consume.stopHeld', params);
  return t(ackedBehind > 0 ? 'consume.stopWaitingAcked' : 'consume.stopWaiting', params);
}

export function StopDialog({ group, preview, onClose, onStop }: Props) {
  const t = useText();
  // The words stay while the dialog fades.
  const last = useRef<StopPreview>({ held: 0, waiting: 0, ackedBehind: 0 });
  if (preview !== undefined) last.current = preview;
  const { held, waiting } = last.current;
  return (
    <Dialog
      open={preview !== undefined}
      onClose={onClose}
      title={stopSentence(last.current, t)}
      actions={[{ label: t('consume.stop'), tone: 'danger', run: onStop }]}
    >
      {held > 0 && waiting > 0 && <p>{t('consume.stopAlsoWaiting', { waiting: formatNumber(waiting) })}</p>}
      <p>{t('consume.stopText', { group })}</p>
    </Dialog>
  );
}
