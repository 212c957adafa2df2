import { create } from 'zustand';
import type { LibraryView } from '../../../core/contract/library.ts';
import type { MessageRef } from '../../../core/contract/message-ref.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';

/** What the right of the page shows. */
export type LibraryPlace =
  | { kind: 'file'; path: string }
  | { kind: 'variables' }
  | { kind: 'recordings' }
  | { kind: 'sent' };

/** What is to be saved: a draft as it stands, or any message there is. */
export type SaveSource = { kind: 'draft'; draftId: number } | { kind: 'message'; ref: MessageRef };

export type LibraryDialog =
  | { kind: 'save'; source: SaveSource; suggested: string }
  | { kind: 'folder' }
  | { kind: 'move'; path: string }
  | { kind: 'remove'; path: string; messages: number | undefined }
  /** `version` null: the file is gone. */
  | { kind: 'conflict'; draftId: number; path: string; version: string | null };

interface LibraryState {
  view: LibraryView | undefined;
  error: ErrorData | undefined;
  place: LibraryPlace | undefined;
  /** Folders that are shut. */
  shut: ReadonlySet<string>;
  dialog: LibraryDialog | undefined;

  viewReceived(view: LibraryView): void;
  viewFailed(error: ErrorData): void;
  placeChosen(place: LibraryPlace | undefined): void;
  folderToggled(path: string): void;
  dialogOpened(dialog: LibraryDialog): void;
  dialogClosed(): void;
}

export const useLibrary = create<LibraryState>()((set, get) => ({
  view: undefined,
  error: undefined,
  place: undefined,
  shut: new Set(),
  dialog: undefined,

  viewReceived: (view) => set({ view, error: undefined }),
  viewFailed: (error) => set({ error }),
  placeChosen: (place) => set({ place }),
  folderToggled(path) {
    const shut = new Set(get().shut);
    if (!shut.delete(path)) shut.add(path);
    set({ shut });
  },
  dialogOpened: (dialog) => set({ dialog }),
  dialogClosed: () => set({ dialog: undefined }),
}));

/** Reads the library's tree again. */
export async function readLibrary(): Promise<void> {
  const { viewReceived, viewFailed } = useLibrary.getState();
  try {
    viewReceived(await call('library.view', {}));
  } catch (error) {
    viewFailed(errorData(error));
  }
}
