import { useEffect } from 'react';
import { call, listen } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { useOperations } from './operations-store.ts';

/** Handles are read again at most this often: a replayed transcript makes many at once. */
const READ_EVERY_MS = 100;

/** Reads what there is, and follows every call made by documented name while the page is open. */
export function useFollowOperations(): void {
  const linkUp = useHost((host) => host.linkUp);
  useEffect(() => {
    if (!linkUp) return;
    const { entryReceived } = useOperations.getState();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = listen((message) => {
      if (message.event !== 'documented.entry') return;
      entryReceived(message.data);
      timer ??= setTimeout(() => {
        timer = undefined;
        void readHandles();
      }, READ_EVERY_MS);
    });
    void readAll();
    return () => {
      clearTimeout(timer);
      stop();
      useOperations.getState().secretsForgotten();
    };
  }, [linkUp]);
}

async function readAll(): Promise<void> {
  const { described, transcriptRead } = useOperations.getState();
  try {
    const [view, entries] = await Promise.all([
      call('documented.describe', {}),
      call('documented.transcript', {}),
      readHandles(),
    ]);
    described(view);
    transcriptRead(entries);
  } catch {
    // The link is down: the frame says so, and all is read again when it is back.
  }
}

/** Never throws. */
export async function readHandles(): Promise<void> {
  try {
    useOperations.getState().handlesRead(await call('documented.handles', {}));
  } catch {
    // As above: what was known stays on the screen.
  }
}

/** After the transcript was cleared. */
export async function clearTranscript(): Promise<void> {
  await call('documented.transcript.clear', {});
  useOperations.getState().transcriptRead(await call('documented.transcript', {}));
}
