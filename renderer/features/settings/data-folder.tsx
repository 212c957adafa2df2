import type { AppView } from '../../../core/contract/views.ts';
import { call } from '../../bridge/call.ts';
import { useText } from '../../i18n/i18n.ts';
import { KeptPath } from './kept-path.tsx';
import { Fact } from './settings-parts.tsx';

/** Where everything lies that outlives a run, and who writes there. */
export function DataFolder({ app: { dataFolder } }: { app: AppView }) {
  const t = useText();
  const { dir, canOpen, writable } = dataFolder;
  return (
    <>
      <KeptPath
        name="settings.folder"
        help="settings.folderHelp"
        path={dir}
        open={canOpen ? () => call('app.folder.open', {}) : undefined}
      />
      <Fact name="settings.folderState">
        <p>{t(writable ? 'settings.folderOurs' : 'settings.folderTaken')}</p>
      </Fact>
    </>
  );
}
