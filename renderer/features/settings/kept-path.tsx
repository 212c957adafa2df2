import { Copy, FolderOpen } from 'lucide-react';
import { copyText } from '../../bridge/copy-text.ts';
import { Button } from '../../components/button.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { showToast } from '../../components/toast.tsx';
import { useAttempt } from '../../components/use-attempt.ts';
import type { TextKey } from '../../i18n/catalogue.ts';
import { useText } from '../../i18n/i18n.ts';
import { Fact } from './settings-parts.tsx';

interface Props {
  name: TextKey;
  help: TextKey;
  path: string;
  /** Shows its folder; absent: the host has no desktop. */
  open: (() => Promise<unknown>) | undefined;
}

/** Where something lies on disk. */
export function KeptPath({ name, help, path, open }: Props) {
  const t = useText();
  const { error, attempt } = useAttempt();
  const copy = async (): Promise<void> => {
    await copyText(path);
    showToast(t('common.copied'));
  };
  return (
    <Fact name={name}>
      <p className="data settings-path">{path}</p>
      <div className="settings-acts">
        {open && (
          <Button
            size="small"
            icon={FolderOpen}
            onClick={() =>
              void attempt(async () => {
                await open();
              })
            }
          >
            {t('settings.folderOpen')}
          </Button>
        )}
        <Button size="small" icon={Copy} onClick={() => void copy()}>
          {t('settings.folderCopy')}
        </Button>
      </div>
      {error && <InlineError error={error} />}
      <p className="help hint">{t(help)}</p>
    </Fact>
  );
}
