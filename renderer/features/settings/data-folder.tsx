import { Copy, FolderOpen } from 'lucide-react';
import type { AppView } from '../../../core/contract/views.ts';
import { call } from '../../bridge/call.ts';
import { copyText } from '../../bridge/copy-text.ts';
import { Button } from '../../components/button.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { showToast } from '../../components/toast.tsx';
import { useAttempt } from '../../components/use-attempt.ts';
import { useText } from '../../i18n/i18n.ts';
import { Fact } from './settings-parts.tsx';

/** Where everything lies that outlives a run, and who writes there. */
export function DataFolder({ app: { dataFolder } }: { app: AppView }) {
  const t = useText();
  const { error, attempt } = useAttempt();
  const { dir, canOpen, writable } = dataFolder;
  const open = (): void =>
    void attempt(async () => {
      await call('app.folder.open', {});
    });
  const copy = async (): Promise<void> => {
    await copyText(dir);
    showToast(t('common.copied'));
  };
  return (
    <>
      <Fact name="settings.folder">
        <p className="data settings-path">{dir}</p>
        <div className="settings-acts">
          {canOpen && (
            <Button size="small" icon={FolderOpen} onClick={open}>
              {t('settings.folderOpen')}
            </Button>
          )}
          <Button size="small" icon={Copy} onClick={() => void copy()}>
            {t('settings.folderCopy')}
          </Button>
        </div>
        {error && <InlineError error={error} />}
        <p className="help hint">{t('settings.folderHelp')}</p>
      </Fact>
      <Fact name="settings.folderState">
        <p>{t(writable ? 'settings.folderOurs' : 'settings.folderTaken')}</p>
      </Fact>
    </>
  );
}
