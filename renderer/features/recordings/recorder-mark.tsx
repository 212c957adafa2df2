import './recordings.css';
import { Square, X } from 'lucide-react';
import type { RecorderView } from '../../../core/contract/recordings.ts';
import { call } from '../../bridge/call.ts';
import { IconButton } from '../../components/button.tsx';
import { formatBytes, formatNumber } from '../../format/format.ts';
import { explainError } from '../../i18n/explain-error.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { useUi } from '../../store/ui-store.ts';
import { useLibrary } from '../library/library-store.ts';
import { RECORD_KEY, toggleRecording } from './follow-recordings.ts';
import { useRecordings } from './recordings-store.ts';

/** In the status bar while something is recorded, or when that ended by itself or could not begin. */
export function RecorderMark() {
  const t = useText();
  const recorder = useRecordings((recordings) => recordings.recorder);
  const error = useRecordings((recordings) => recordings.error);
  const { failed, recorderReceived } = useRecordings.getState();
  if (error !== undefined)
    return (
      <span className="recorder-mark status-warn" role="alert">
        {t('recordings.failed', { reason: explainError(error, t).headline })}
        <Dismiss onClick={() => failed(undefined)} />
      </span>
    );
  if (recorder === null) return null;
  if (recorder.ended !== undefined)
    return (
      <span className="recorder-mark status-warn" role="alert">
        {endedText(recorder, recorder.ended, t)}
        <Dismiss onClick={() => void call('recorder.stop', {}).then(recorderReceived, () => undefined)} />
      </span>
    );
  const { events, bytes, maxBytes } = recorder;
  return (
    <span className="recorder-mark">
      <button
        type="button"
        className="recorder-link"
        title={t('recordings.limit', { size: formatBytes(maxBytes) })}
        onClick={showRecordings}
      >
        <span className="recorder-dot" aria-hidden="true" />
        {t('recordings.recording', {
          count: events,
          number: formatNumber(events),
          size: formatBytes(bytes),
        })}
      </button>
      <IconButton
        icon={Square}
        size="small"
        label={t('recordings.stop')}
        shortcut={RECORD_KEY}
        onClick={() => void toggleRecording()}
      />
    </span>
  );
}

function Dismiss({ onClick }: { onClick(): void }) {
  const t = useText();
  return <IconButton icon={X} size="small" label={t('recordings.dismiss')} onClick={onClick} />;
}

function endedText(
  { maxBytes }: RecorderView,
  { reason, code = '' }: NonNullable<RecorderView['ended']>,
  t: Translate,
): string {
  return t(`recordings.ended.${reason}`, { size: formatBytes(maxBytes), code });
}

function showRecordings(): void {
  useRecordings.getState().recordingOpened(undefined);
  useLibrary.getState().placeChosen({ kind: 'recordings' });
  useUi.getState().pageOpened('library');
}
