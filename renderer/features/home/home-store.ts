import { create } from 'zustand';
import type { ErrorData } from '../../../core/model/error.ts';

interface HomeState {
  /** The kept connection that the doctor's panel is about. */
  chosenId: string | undefined;
  /** Being examined or opened. */
  busyId: string | undefined;
  /** Why the last attempt ended before the doctor could say anything. */
  error: ErrorData | undefined;
  /** The connection in the editor; `new` for one that is not kept yet. */
  editing: { profileId: string } | 'new' | undefined;

  connectionChosen(profileId: string): void;
  attemptStarted(profileId: string | undefined): void;
  attemptEnded(error?: ErrorData): void;
  editorOpened(editing: HomeState['editing']): void;
}

export const useHome = create<HomeState>()((set) => ({
  chosenId: undefined,
  busyId: undefined,
  error: undefined,
  editing: undefined,

  connectionChosen: (chosenId) => set({ chosenId, error: undefined }),
  attemptStarted: (busyId) =>
    set({ busyId, error: undefined, ...(busyId === undefined ? {} : { chosenId: busyId }) }),
  attemptEnded: (error) => set({ busyId: undefined, error }),
  editorOpened: (editing) => set({ editing }),
}));
