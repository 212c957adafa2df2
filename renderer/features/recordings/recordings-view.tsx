import './recordings.css';
import { RecordingList } from './list/recording-list.tsx';
import { OpenedRecording } from './opened/opened-recording.tsx';
import { useRecordings } from './recordings-store.ts';

/** All recordings, or the one that is looked into. No broker is needed. */
export function RecordingsView() {
  const opened = useRecordings((recordings) => recordings.opened);
  return opened === undefined ? <RecordingList /> : <OpenedRecording key={opened} name={opened} />;
}
