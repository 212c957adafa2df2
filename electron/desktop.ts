import { dialog, shell } from 'electron';
import type { Desktop } from '../core/workspace/library/library.ts';

/** Dialogs and trash of the system. A window never names a path: it asks, and the person answers here. */
export const desktop: Desktop = {
  async chooseFolder() {
    const { canceled, filePaths } = await dialog.showOpenDialog({
      properties: ['openDirectory', 'createDirectory'],
    });
    return canceled ? undefined : filePaths[0];
  },
  trash: (file) => shell.trashItem(file),
  async openFolder(dir) {
    const failure = await shell.openPath(dir);
    if (failure !== '') throw new Error(failure);
  },
};
