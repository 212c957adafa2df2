import { Download, Ellipsis, Upload } from 'lucide-react';
import { MAX_PROFILES_FILE_BYTES } from '../../../../core/contract/profiles.ts';
import { call } from '../../../bridge/call.ts';
import { openFile } from '../../../bridge/open-file.ts';
import { saveFile } from '../../../bridge/save-file.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { IconButton } from '../../../components/button.tsx';
import { Menu } from '../../../components/menu.tsx';
import { showToast } from '../../../components/toast.tsx';
import { text, useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { useHome } from '../home-store.ts';

const FILE_NAME = 'gantry-connections.json';

/** Connections from a file and into one. */
export function ListMenu() {
  const t = useText();
  const empty = useHost((host) => (host.app?.saved.length ?? 0) === 0);
  return (
    <Menu
      align="end"
      trigger={<IconButton size="small" icon={Ellipsis} label={t('connections.moreOfList')} />}
      entries={[
        { kind: 'item', label: t('connections.import'), icon: Upload, run: () => void importFile() },
        {
          kind: 'item',
          label: t('connections.export'),
          icon: Download,
          disabled: empty,
          run: () => void exportFile(),
        },
      ]}
    />
  );
}

async function exportFile(): Promise<void> {
  const { text: written } = await call('profile.export', {});
  saveFile(FILE_NAME, [written], 'application/json');
}

async function importFile(): Promise<void> {
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
