import './library.css';
import { FolderPlus, Plus } from 'lucide-react';
import { useEffect } from 'react';
import { Button, IconButton } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { useText } from '../../i18n/i18n.ts';
import { keyText } from '../../keys/platform.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';
import { RecordingsView } from '../recordings/recordings-view.tsx';
import { FileView } from './file-view.tsx';
import { readLibrary, useLibrary } from './library-store.ts';
import { SentView } from './sent/sent-view.tsx';
import { LibraryTree } from './tree/library-tree.tsx';
import { TreeFoot } from './tree/tree-foot.tsx';
import { VariablesView } from './variables-view.tsx';

/** Templates, variables and what was sent at the left; the one that is chosen at the right. */
export function LibraryPage() {
  const t = useText();
  const revision = useHost((host) => host.libraryRevision);
  const view = useLibrary((library) => library.view);
  const error = useLibrary((library) => library.error);
  const { dialogOpened } = useLibrary.getState();
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again with each change the host tells
  useEffect(() => {
    void readLibrary();
  }, [revision]);
  const readOnly = view?.writable === false ? t('library.readOnly') : undefined;
  return (
    <div className="library">
      <aside className="library-side" aria-label={t('library.title')}>
        <header className="view-header">
          <h1>{t('library.title')}</h1>
          <div className="view-header-end">
            <IconButton
              icon={FolderPlus}
              label={t('library.newCollection')}
              disabledReason={readOnly}
              onClick={() => dialogOpened({ kind: 'folder' })}
            />
            <IconButton
              icon={Plus}
              label={t('library.newMessage')}
              onClick={() => useUi.getState().draftOpened()}
            />
          </div>
        </header>
        {error && <InlineError error={error} />}
        {view !== undefined && <LibraryTree view={view} />}
        <TreeFoot view={view} />
      </aside>
      <section className="library-main">
        <Chosen />
      </section>
    </div>
  );
}

function Chosen() {
  const t = useText();
  const place = useLibrary((library) => library.place);
  const view = useLibrary((library) => library.view);
  switch (place?.kind) {
    case 'file':
      return <FileView key={place.path} path={place.path} />;
    case 'variables':
      return <VariablesView />;
    case 'recordings':
      return <RecordingsView />;
    case 'sent':
      return <SentView />;
    case undefined:
      return view?.entries.length === 0 ? (
        <EmptyState
          text={t('library.empty', { key: keyText('mod+s') })}
          action={<Button onClick={() => useUi.getState().draftOpened()}>{t('library.newMessage')}</Button>}
        />
      ) : (
        <EmptyState text={t('library.choose')} />
      );
  }
}
