import { ArrowLeft, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { GroupTopicView, ResetResult } from '../../../../core/contract/topics.ts';
import { Button, IconButton } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { Tabs } from '../../../components/tabs.tsx';
import { formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { askOnConnection } from '../../../store/production.ts';
import { useWhyNotWrite } from '../../../store/why-not-write.ts';
import { ResetDialog } from '../dialogs/reset-dialog.tsx';
import { FailureNotes } from '../state/failure-notes.tsx';
import { type GroupPart, paneKey, useTopicsWork, useTopicWork } from '../state/topic-work.ts';
import { usePolled } from '../state/use-polled.ts';
import { GroupMessages } from './group-messages.tsx';
import { GroupOverview } from './group-overview.tsx';

const EVERY_MS = 3_000;

interface Props {
  profileId: string;
  topic: string;
  tabId: string;
  group: string;
  dimmed: boolean;
  onBack(): void;
}

/** One group: who is in it and how far it is, what it sent back, and what it gave up. */
export function GroupDetail({ profileId, topic, tabId, group, dimmed, onBack }: Props) {
  const t = useText();
  const { groupPart } = useTopicWork(tabId);
  const { value, error, refresh } = usePolled('group.detail', { profileId, group }, EVERY_MS);
  const whyNot = useWhyNotWrite(profileId);
  const [resetting, setResetting] = useState(false);
  const [reset, setReset] = useState<ResetResult>();
  const askReset = (): void => askOnConnection(profileId, 'change', () => setResetting(true));
  useKeys([
    { key: 'escape', label: 'topics.allGroups', run: onBack },
    { label: 'topics.resetOffset', run: askReset, whyNot: () => whyNot },
  ]);
  return (
    <div className="detail-pane">
      <div className="pane-bar">
        <IconButton icon={ArrowLeft} label={t('topics.allGroups')} onClick={onBack} />
        <h2 className="truncate">{group}</h2>
        {value && <span className="hint">{t('topics.lagOf', { lag: formatNumber(value.lag) })}</span>}
        <Button className="pane-refresh" icon={Undo2} disabledReason={whyNot && t(whyNot)} onClick={askReset}>
          {t('topics.resetOffset')}
        </Button>
      </div>
      {error && <InlineError error={error} remedies={{ retry: refresh }} />}
      {value && <FailureNotes failures={value.failures} />}
      {reset && <ResetNote result={reset} />}
      <Tabs<GroupPart>
        className="topic-parts"
        aria-label={t('topics.groupParts', { group })}
        value={groupPart}
        onValueChange={(next) => useTopicsWork.getState().workChanged(tabId, { groupPart: next })}
        tabs={[
          { value: 'overview', label: t('topics.overview') },
          { value: 'retry', label: t('topics.retry'), count: countOf(value?.retryTopic) },
          { value: 'deadLetters', label: t('topics.deadLetters'), count: countOf(value?.deadLetterTopic) },
        ]}
      >
        {value !== undefined && groupPart === 'overview' && <GroupOverview group={value} dimmed={dimmed} />}
        {value !== undefined && groupPart === 'retry' && (
          <GroupTopic kind="retry" view={value.retryTopic} {...{ profileId, tabId, dimmed }} />
        )}
        {value !== undefined && groupPart === 'deadLetters' && (
          <GroupTopic kind="deadLetter" view={value.deadLetterTopic} {...{ profileId, tabId, dimmed }} />
        )}
      </Tabs>
      {resetting && (
        <ResetDialog
          {...{ profileId, group, topic }}
          onClose={() => setResetting(false)}
          onDone={(result) => {
            setReset(result);
            refresh();
          }}
        />
      )}
    </div>
  );
}

const countOf = (view: GroupTopicView | undefined): string | undefined =>
  view?.messages === undefined ? undefined : formatNumber(view.messages);

function ResetNote({ result }: { result: ResetResult }) {
  const t = useText();
  return (
    <>
      <p className="reset-note help" role="status">
        {t('topics.resetDone', { count: result.queues.length })}
      </p>
      <FailureNotes failures={result.failures} />
    </>
  );
}

interface GroupTopicProps {
  kind: 'retry' | 'deadLetter';
  view: GroupTopicView;
  profileId: string;
  tabId: string;
  dimmed: boolean;
}

/** The group's own topic, or why there is nothing to read. */
function GroupTopic({ kind, view, profileId, tabId, dimmed }: GroupTopicProps) {
  const t = useText();
  const { topic, exists, readable } = view;
  if (!exists) return <EmptyState text={t(kind === 'retry' ? 'topics.noRetries' : 'topics.noDeadLetters')} />;
  if (!readable) return <EmptyState text={t('topics.writeOnly')} />;
  return (
    <>
      {kind === 'deadLetter' && <p className="pane-hint help hint">{t('topics.deadLetterStays')}</p>}
      <GroupMessages {...{ kind, profileId, topic, dimmed }} paneId={paneKey(tabId, topic)} />
    </>
  );
}
