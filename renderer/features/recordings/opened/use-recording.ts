import { useEffect, useState } from 'react';
import type { RecordingView } from '../../../../core/contract/recordings.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';

/** What is in a recording; undefined while the host reads it. */
export function useRecording(name: string): { view?: RecordingView; error?: ErrorData } {
  const [read, setRead] = useState<{ view?: RecordingView; error?: ErrorData }>({});
  useEffect(() => {
    let wanted = true;
    call('recording.open', { name }).then(
      (view) => wanted && setRead({ view }),
      (caught: unknown) => wanted && setRead({ error: errorData(caught) }),
    );
    return () => {
      wanted = false;
    };
  }, [name]);
  return read;
}
