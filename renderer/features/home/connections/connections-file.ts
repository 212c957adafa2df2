import { MAX_PROFILES_FILE_BYTES } from '../../../../core/contract/profiles.ts';
import { call } from '../../../bridge/call.ts';
import { openFile } from '../../../bridge/open-file.ts';
import { saveFile } from '../../../bridge/save-file.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { showToast } from '../../../components/toast.tsx';
import { text } from '../../../i18n/i18n.ts';
import { useHome } from '../home-store.ts';

const FILE_NAME = 'gantry-connections.json';

export async function exportConnections(): Promise<void> {
  const { text: written } = await call('profile.export', {});
  saveFile(FILE_NAME, [written], 'application/json');
}

/** Errors are in the home store. */
export async function importConnections(): Promise<void> {
  try {
    const file = await openFile({ accept: '.json', maxBytes: MAX_PROFILES_FILE_BYTES });
    if (file === undefined) return;
    const { added } = await call('profile.import', { text: new TextDecoder().decode(file.bytes) });
    showToast(text('connections.imported', { count: added }));
  } catch (error) {
    if (error instanceof RangeError) showToast(text('connections.fileTooLarge'));
    else useHome.getState().attemptEnded(errorData(error));
  }
}
