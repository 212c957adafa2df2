import { useEffect, useState } from 'react';
import type { RecordingItem } from '../../../../core/contract/recordings.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { useRecordings } from '../recordings-store.ts';

interface RecordingItems {
  items: readonly RecordingItem[];
  error: ErrorData | undefined;
  readAgain(): void;
}

const NONE: readonly RecordingItem[] = [];

/** What the folder has; read again when recording begins or ends. Figures of the one under way are the recorder's. */
export function useRecordingItems(): RecordingItems {
  const recorder = useRecordings((recordings) => recordings.recorder);
  const [items, setItems] = useState(NONE);
  const [error, setError] = useState<ErrorData>();
  const [reads, setReads] = useState(0);
  const isOn = recorder !== null && recorder.ended === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again then
  useEffect(() => {
    let wanted = true;
    call('recording.list', {}).then(
      (list) => {
        if (!wanted) return;
        setItems(list);
        setError(undefined);
      },
      (caught: unknown) => wanted && setError(errorData(caught)),
    );
    return () => {
      wanted = false;
    };
  }, [isOn, recorder?.name, reads]);
  const shown = items.map((item) =>
    item.name === recorder?.name ? { ...item, events: recorder.events, bytes: recorder.bytes } : item,
  );
  return { items: shown, error, readAgain: () => setReads((before) => before + 1) };
}
