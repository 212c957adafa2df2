import { useEffect } from 'react';
import { call, listen } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useHost } from '../../store/host-store.ts';
import { useRecordings } from './recordings-store.ts';

export const RECORD_KEY = 'mod+shift+l';

/** Follows what is recorded and replayed while the window is open, and binds the key that records. */
export function useFollowRecordings(): void {
  const linkUp = useHost((host) => host.linkUp);
  useEffect(() => {
    if (!linkUp) return;
    const { recorderReceived, replaysRead, replayReceived } = useRecordings.getState();
    const stop = listen((message) => {
      if (message.event === 'recorder.changed') recorderReceived(message.data);
      if (message.event === 'replay.changed') replayReceived(message.data);
    });
    // When the link is down the frame says so, and all is read again when it is back.
    call('recorder.view', {}).then(recorderReceived, () => undefined);
    call('replay.list', {}).then(replaysRead, () => undefined);
    return stop;
  }, [linkUp]);
  useKeys([{ key: RECORD_KEY, label: 'recordings.toggle', run: () => void toggleRecording() }]);
}

/** Begins to record, or ends it. What the host refuses stands in the status bar. */
export async function toggleRecording(): Promise<void> {
  const { recorder, recorderReceived, failed } = useRecordings.getState();
  const isOn = recorder !== null && recorder.ended === undefined;
  failed(undefined);
  try {
    recorderReceived(await call(isOn ? 'recorder.stop' : 'recorder.start', {}));
  } catch (caught) {
    failed(errorData(caught));
  }
}
