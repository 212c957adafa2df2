import { Braces, CassetteTape, FolderCog, History } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { LibraryView } from '../../../../core/contract/library.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { Button } from '../../../components/button.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { useLibrary } from '../library-store.ts';

/** Under the tree: variables, what was sent, and where the files are. */
export function TreeFoot({ view }: { view: LibraryView | undefined }) {
  const t = useText();
  const place = useLibrary((library) => library.place);
  const { placeChosen } = useLibrary.getState();
  const sent = useSentCount();
  const variables = view?.variables.length ?? 0;
  return (
    <div className="library-foot">
      <button
        type="button"
        className="library-link"
        aria-current={place?.kind === 'variables' ? 'true' : undefined}
        onClick={() => placeChosen({ kind: 'variables' })}
      >
        <Braces size={14} aria-hidden="true" />
        <span className="truncate">{t('library.variables')}</span>{' '}
        <span className="library-count">{formatNumber(variables)}</span>
      </button>
      <button
        type="button"
        className="library-link"
        aria-current={place?.kind === 'recordings' ? 'true' : undefined}
        onClick={() => placeChosen({ kind: 'recordings' })}
      >
        <CassetteTape size={14} aria-hidden="true" />
        <span className="truncate">{t('recordings.title')}</span>
      </button>
      <button
        type="button"
        className="library-link"
        aria-current={place?.kind === 'sent' ? 'true' : undefined}
        onClick={() => placeChosen({ kind: 'sent' })}
      >
        <History size={14} aria-hidden="true" />
        <span className="truncate">{t('library.sent')}</span>{' '}
        <span className="library-count">{formatNumber(sent)}</span>
      </button>
      {view !== undefined && <FolderNote view={view} />}
    </div>
  );
}

function FolderNote({ view }: { view: LibraryView }) {
  const t = useText();
  const { viewReceived, viewFailed, placeChosen } = useLibrary.getState();
  const error = useLibrary((library) => library.error);
  const choose = async (): Promise<void> => {
    try {
      const chosen = await call('library.choose', {});
      if (chosen === null) return;
      placeChosen(undefined);
      viewReceived(chosen);
    } catch (caught) {
      viewFailed(errorData(caught));
    }
  };
  return (
    <div className="library-folder">
      <p className="hint meta">{t(view.writable ? 'library.folderFact' : 'library.readOnly')}</p>
      <p className="data hint meta truncate" title={view.dir}>
        {view.dir}
      </p>
      {view.canChoose && (
        <Button size="small" tone="plain" icon={FolderCog} onClick={() => void choose()}>
          {t('library.chooseFolder')}
        </Button>
      )}
      {error && <InlineError error={error} />}
    </div>
  );
}

/** Sends in the history of every connection. */
function useSentCount(): number {
  const [count, setCount] = useState(0);
  const version = useHost((host) => host.historyVersion);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted again with each change of the history
  useEffect(() => {
    call('history.page', { filter: { text: '' }, from: 0, count: 1 }).then(
      ({ total }) => setCount(total),
      () => undefined,
    );
  }, [version]);
  return count;
}
