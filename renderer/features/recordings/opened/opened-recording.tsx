import { ArrowLeft, Download, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RecordingView } from '../../../../core/contract/recordings.ts';
import { Button, IconButton } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { Tabs } from '../../../components/tabs.tsx';
import { useAttempt } from '../../../components/use-attempt.ts';
import { formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { exportRecording } from '../list/files.ts';
import { isEnded, replayOf, useRecordings } from '../recordings-store.ts';
import { DifferencesView } from '../replay/differences-view.tsx';
import { ReplayBar } from '../replay/replay-bar.tsx';
import { ReplayDialog } from '../replay/replay-dialog.tsx';
import { EventsView } from './events-view.tsx';
import { RecordingFacts } from './recording-facts.tsx';
import { useRecording } from './use-recording.ts';

type Part = 'events' | 'differences';

const close = (): void => useRecordings.getState().recordingOpened(undefined);

/** One recording: its events, its replay, and what differed then. */
export function OpenedRecording({ name }: { name: string }) {
  const t = useText();
  const { view, error } = useRecording(name);
  const replay = useRecordings(({ replays }) => replayOf(replays, name));
  const underWay = replay !== undefined && !isEnded(replay);
  const isJudged = replay?.report !== undefined;
  const [part, setPart] = useState<Part>('events');
  const [asking, setAsking] = useState(false);
  const file = useAttempt();
  // Where one looks next: its end is what the replay was for.
  useEffect(() => {
    if (isJudged) setPart('differences');
  }, [isJudged]);
  const whyNot = view?.counts.send === 0 ? t('recordings.nothingToReplay') : undefined;
  const ask = (): void => {
    if (view !== undefined && whyNot === undefined && !underWay) setAsking(true);
  };
  useKeys([
    { key: 'mod+enter', label: 'recordings.replay', run: ask, disabled: underWay },
    { key: 'escape', label: 'recordings.all', run: close },
  ]);
  return (
    <>
      <header className="view-header">
        <IconButton icon={ArrowLeft} label={t('recordings.all')} shortcut="escape" onClick={close} />
        <h2 className="library-name truncate" title={name}>
          {name}
        </h2>
        <div className="view-header-end">
          <IconButton
            icon={Download}
            label={t('recordings.export')}
            onClick={() => void file.attempt(() => exportRecording(name))}
          />
          {!underWay && (
            <Button tone="primary" icon={Play} shortcut="mod+enter" disabledReason={whyNot} onClick={ask}>
              {t('recordings.replay')}
            </Button>
          )}
        </div>
      </header>
      {error && <InlineError error={error} />}
      {file.error && <InlineError error={file.error} />}
      {view === undefined && error === undefined && (
        <p className="library-note hint" role="status">
          {t('recordings.reading', { name })}
        </p>
      )}
      {replay && <ReplayBar replay={replay} />}
      {view && <RecordingFacts view={view} />}
      {view && <Parts view={view} part={part} onPart={setPart} />}
      {asking && view && <ReplayDialog view={view} onClose={() => setAsking(false)} />}
    </>
  );
}

interface PartsProps {
  view: RecordingView;
  part: Part;
  onPart(part: Part): void;
}

function Parts({ view, part, onPart }: PartsProps) {
  const t = useText();
  const replay = useRecordings(({ replays }) => replayOf(replays, view.name));
  const report = replay?.report;
  if (view.events === 0) return <EmptyState text={t('recordings.noEvents')} />;
  if (replay === undefined || report === undefined) return <EventsView view={view} />;
  const different = report.compared - report.same;
  return (
    <Tabs
      className="recording-parts"
      aria-label={t('recordings.parts')}
      value={part}
      onValueChange={onPart}
      tabs={[
        { value: 'events', label: t('recordings.events'), count: formatNumber(view.events) },
        { value: 'differences', label: t('recordings.differences'), count: formatNumber(different) },
      ]}
    >
      {part === 'events' ? (
        <EventsView view={view} />
      ) : (
        <DifferencesView key={replay.replayId} replay={replay} report={report} />
      )}
    </Tabs>
  );
}
