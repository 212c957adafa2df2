import { create } from 'zustand';
import type { RecorderView, ReplayView } from '../../../core/contract/recordings.ts';
import type { ErrorData } from '../../../core/model/error.ts';

interface RecordingsState {
  /** What is being recorded, or why the last one ended by itself. */
  recorder: RecorderView | null;
  /** Why the last one could not be begun or stopped. */
  error: ErrorData | undefined;
  /** The name of the recording that is looked into. */
  opened: string | undefined;
  /** What the host last said, by replayId. */
  replays: Record<number, ReplayView>;

  recorderReceived(recorder: RecorderView | null): void;
  failed(error: ErrorData | undefined): void;
  recordingOpened(name: string | undefined): void;
  replaysRead(replays: readonly ReplayView[]): void;
  replayReceived(replay: ReplayView): void;
}

export const useRecordings = create<RecordingsState>()((set, get) => ({
  recorder: null,
  error: undefined,
  opened: undefined,
  replays: {},

  recorderReceived: (recorder) => set({ recorder }),
  failed: (error) => set({ error }),
  recordingOpened: (opened) => set({ opened }),
  replaysRead: (replays) => set({ replays: Object.fromEntries(replays.map((run) => [run.replayId, run])) }),
  replayReceived(replay) {
    const known = get().replays[replay.replayId];
    // An answer may come after an event that is newer.
    const isOlder = known !== undefined && (known.done > replay.done || (isEnded(known) && !isEnded(replay)));
    if (!isOlder) set({ replays: { ...get().replays, [replay.replayId]: replay } });
  },
}));

export const isEnded = ({ endedAtMs }: ReplayView): boolean => endedAtMs !== undefined;

/** The newest replay of a recording. */
export function replayOf(replays: Record<number, ReplayView>, name: string): ReplayView | undefined {
  return Object.values(replays)
    .filter((replay) => replay.name === name)
    .sort((a, b) => b.replayId - a.replayId)[0];
}
