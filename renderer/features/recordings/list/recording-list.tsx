import { Circle, Download, FolderPen, Square, Trash2, Upload } from 'lucide-react';
import { useMemo, useState } from 'react';
import { MAX_RECORDING_BYTES, type RecordingItem } from '../../../../core/contract/recordings.ts';
import { Button, IconButton } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { DataGrid } from '../../../components/grid/data-grid.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { useAttempt } from '../../../components/use-attempt.ts';
import { formatBytes, formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { useHost } from '../../../store/host-store.ts';
import { useListKeys } from '../../topics/state/use-list-keys.ts';
import { RECORD_KEY, toggleRecording } from '../follow-recordings.ts';
import { useRecordings } from '../recordings-store.ts';
import { exportRecording, importRecording, MAX_IMPORT_BYTES } from './files.ts';
import { listColumns, STATE_TEXT } from './list-columns.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { useRecordingItems } from './use-recording-items.ts';

/** Every recording of the data folder, newest first. */
export function RecordingList() {
  const t = useText();
  const { items, error, readAgain } = useRecordingItems();
  const recording = useRecordings(({ recorder }) => recorder !== null && recorder.ended === undefined);
  const writable = useHost((host) => host.app?.dataFolder.writable !== false);
  const readOnly = writable ? undefined : t('library.readOnly');
  const [asking, setAsking] = useState<'rename' | 'remove'>();
  const [tooLarge, setTooLarge] = useState(false);
  const file = useAttempt();
  const columns = useMemo(() => listColumns(t), [t]);
  const rows = useMemo(() => ({ count: items.length, at: (line: number) => items[line] }), [items]);
  const list = useListKeys(items.length, (line) => open(items[line]));
  const current = list.cursor === undefined ? undefined : items[list.cursor];
  const whyNot =
    current === undefined
      ? t('recordings.choose')
      : current.state === 'recording'
        ? t('recordings.underWay')
        : undefined;
  const withCurrent = (run: (item: RecordingItem) => void) => () => {
    if (current !== undefined && whyNot === undefined) run(current);
  };
  const ask = (what: 'rename' | 'remove'): void => {
    if (readOnly === undefined) setAsking(what);
  };
  useKeys([
    { key: 'f2', label: 'recordings.rename', run: withCurrent(() => ask('rename')) },
    { key: 'delete', label: 'recordings.remove', run: withCurrent(() => ask('remove')) },
  ]);
  const take = async (): Promise<void> => {
    setTooLarge(false);
    try {
      await importRecording();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      setTooLarge(true);
    }
    readAgain();
  };
  const closed = (): void => {
    setAsking(undefined);
    readAgain();
  };
  return (
    <>
      <header className="view-header">
        <h2 className="library-name">{t('recordings.title')}</h2>
        <div className="view-header-end">
          <IconButton
            icon={Trash2}
            label={t('recordings.remove')}
            shortcut="delete"
            disabledReason={readOnly ?? whyNot}
            onClick={() => setAsking('remove')}
          />
          <IconButton
            icon={FolderPen}
            label={t('recordings.rename')}
            shortcut="f2"
            disabledReason={readOnly ?? whyNot}
            onClick={() => setAsking('rename')}
          />
          <IconButton
            icon={Download}
            label={t('recordings.export')}
            disabledReason={whyNot}
            onClick={withCurrent(({ name }) => void file.attempt(() => exportRecording(name)))}
          />
          <IconButton
            icon={Upload}
            label={t('recordings.import')}
            disabledReason={readOnly}
            onClick={() => void file.attempt(take)}
          />
          <Button
            icon={recording ? Square : Circle}
            shortcut={RECORD_KEY}
            disabledReason={readOnly}
            onClick={() => void toggleRecording()}
          >
            {t(recording ? 'recordings.stop' : 'recordings.record')}
          </Button>
          <Button tone="primary" shortcut="enter" disabledReason={whyNot} onClick={withCurrent(open)}>
            {t('recordings.open')}
          </Button>
        </div>
      </header>
      <p className="recordings-note hint help">
        {t('recordings.limit', { size: formatBytes(MAX_RECORDING_BYTES) })}
      </p>
      {error && <InlineError error={error} />}
      {file.error && <InlineError error={file.error} />}
      {tooLarge && (
        <p className="library-problem" role="alert">
          {t('recordings.tooLarge', { size: formatBytes(MAX_IMPORT_BYTES) })}
        </p>
      )}
      {items.length === 0 ? (
        <EmptyState text={t('recordings.empty')} />
      ) : (
        <DataGrid
          label={t('recordings.title')}
          columns={columns}
          rows={rows}
          keyOf={({ name }) => name}
          nameOf={({ name, events, state }) =>
            t('recordings.rowName', { name, events: formatNumber(events), state: t(STATE_TEXT[state]) })
          }
          {...list}
          onOpen={(item) => open(item)}
        />
      )}
      {asking === 'rename' && current && <RenameDialog name={current.name} onClose={closed} />}
      {asking === 'remove' && current && <RemoveDialog item={current} onClose={closed} />}
    </>
  );
}

function open(item: RecordingItem | undefined): void {
  if (item !== undefined && item.state !== 'recording') useRecordings.getState().recordingOpened(item.name);
}
