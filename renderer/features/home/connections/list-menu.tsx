import { Download, Ellipsis, Upload } from 'lucide-react';
import { IconButton } from '../../../components/button.tsx';
import { Menu } from '../../../components/menu.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { exportConnections, importConnections } from './connections-file.ts';

/** Connections from a file and into one. */
export function ListMenu() {
  const t = useText();
  const empty = useHost((host) => (host.app?.saved.length ?? 0) === 0);
  return (
    <Menu
      align="end"
      trigger={<IconButton size="small" icon={Ellipsis} label={t('connections.moreOfList')} />}
      entries={[
        { kind: 'item', label: t('connections.import'), icon: Upload, run: () => void importConnections() },
        {
          kind: 'item',
          label: t('connections.export'),
          icon: Download,
          disabled: empty,
          run: () => void exportConnections(),
        },
      ]}
    />
  );
}
