import { create } from 'zustand';
import type { LabRunView } from '../../../core/contract/delay-lab.ts';
import { DELAY_LEVELS } from '../../../core/model/delay.ts';
import type { ErrorData } from '../../../core/model/error.ts';

const UP_TO_MINUTE_MS = 60_000;

/** What stands in the lab's form. */
export interface LabForm {
  /** By connection, '' = typed before there was one; one that is not there: what is suggested. */
  topics: Record<string, string>;
  levels: ReadonlySet<number>;
  /** One more, which the strip may not have; '' = none. */
  otherLevel: string;
  perLevel: number;
}

interface DelayLabState {
  /** Of every connection, by runId. */
  runs: Record<number, LabRunView>;
  form: LabForm;
  /** Run shown, by connection; undefined: the newest. */
  shown: Record<string, number | undefined>;
  /** Row under the cursor, by run. */
  cursors: Record<number, number | undefined>;
  starting: boolean;
  /** Why the last start did not begin. */
  error: ErrorData | undefined;

  /** All of one connection. */
  runsRead(profileId: string, runs: readonly LabRunView[]): void;
  runReceived(run: LabRunView): void;
  runRemoved(runId: number): void;
  formEdited(patch: Partial<LabForm>): void;
  runShown(profileId: string, runId: number | undefined): void;
  cursorMoved(runId: number, rowId: number): void;
  startTried(): void;
  startFailed(error: ErrorData): void;
  started(run: LabRunView): void;
}

export const useDelayLab = create<DelayLabState>()((set, get) => ({
  runs: {},
  form: {
    topics: {},
    levels: new Set(DELAY_LEVELS.filter(({ ms }) => ms <= UP_TO_MINUTE_MS).map(({ level }) => level)),
    otherLevel: '',
    perLevel: 1,
  },
  shown: {},
  cursors: {},
  starting: false,
  error: undefined,

  runsRead(profileId, runs) {
    const others = Object.values(get().runs).filter((run) => run.profileId !== profileId);
    set({ runs: Object.fromEntries([...others, ...runs].map((run) => [run.runId, run])) });
  },
  runReceived(run) {
    const known = get().runs[run.runId];
    // An answer may come after an event that is newer.
    if (known === undefined || known.version <= run.version)
      set({ runs: { ...get().runs, [run.runId]: run } });
  },
  runRemoved(runId) {
    const { [runId]: _removed, ...runs } = get().runs;
    set({ runs });
  },
  formEdited: (patch) => set({ form: { ...get().form, ...patch }, error: undefined }),
  runShown: (profileId, runId) => set({ shown: { ...get().shown, [profileId]: runId } }),
  cursorMoved: (runId, rowId) => set({ cursors: { ...get().cursors, [runId]: rowId } }),
  startTried: () => set({ starting: true, error: undefined }),
  startFailed: (error) => set({ starting: false, error }),
  started(run) {
    set({ starting: false });
    get().runReceived(run);
    get().runShown(run.profileId, run.runId);
  },
}));

/** Of one connection, newest first. */
export function runsOf(runs: Record<number, LabRunView>, profileId: string | undefined): LabRunView[] {
  return Object.values(runs)
    .filter((run) => run.profileId === profileId)
    .sort((a, b) => b.runId - a.runId);
}
