import './topics.css';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useHost } from '../../store/host-store.ts';
import { askOnConnection } from '../../store/production.ts';
import { useUi } from '../../store/ui-store.ts';
import { useWhyNotWrite } from '../../store/why-not-write.ts';
import { TopicDetail } from './detail/topic-detail.tsx';
import { NewTopicDialog } from './dialogs/new-topic-dialog.tsx';
import { TopicList } from './list/topic-list.tsx';
import { topicVisited } from './state/topic-prefs.ts';
import { usePolled } from './state/use-polled.ts';

interface Props {
  /** Of the tab; without one the connection chosen above. */
  profileId?: string;
  topic?: string;
}

/** The topics of a connection, and the one that is open. */
export function TopicsPage({ profileId, topic }: Props) {
  const t = useText();
  const active = useUi((ui) => ui.activeProfileId);
  const shownId = profileId ?? active;
  const known = useHost((host) => shownId !== undefined && host.profiles[shownId] !== undefined);
  if (shownId === undefined || !known)
    return (
      <div className="topics-none">
        <header className="view-header">
          <h1>{topic ?? t('topics.title')}</h1>
        </header>
        <EmptyState
          text={t(profileId === undefined ? 'topics.noConnection' : 'topics.connectionClosed')}
          action={<Button onClick={() => useUi.getState().pageOpened('home')}>{t('topics.goHome')}</Button>}
        />
      </div>
    );
  return <Topics key={shownId} profileId={shownId} topic={topic} />;
}

function Topics({ profileId, topic }: { profileId: string; topic: string | undefined }) {
  const t = useText();
  const list = usePolled('topic.list', { profileId });
  const [creating, setCreating] = useState(false);
  const find = useRef<HTMLInputElement>(null);
  const readAtMs = useReadAt(list.value);
  const lost = useHost((host) => host.profiles[profileId]?.state !== 'connected');
  const open = (name: string): void => {
    const ui = useUi.getState();
    ui.topicOpened(profileId, name);
    // The list stands beside the topic too: its own tab has nothing left to show.
    if (topic === undefined) ui.tabClosed('page-topics');
  };
  useEffect(() => {
    if (topic !== undefined) topicVisited(profileId, topic);
  }, [profileId, topic]);
  const whyNot = useWhyNotWrite(profileId);
  const create = (): void => askOnConnection(profileId, 'change', () => setCreating(true));
  useKeys([
    { key: '/', label: 'topics.find', run: () => find.current?.focus() },
    { label: 'topics.newTopic', run: create, whyNot: () => whyNot },
  ]);
  return (
    <div className="topics">
      <TopicList
        {...{ profileId, topic, list, readAtMs, find }}
        dimmed={lost}
        onOpen={open}
        onNewTopic={create}
      />
      {topic === undefined ? (
        <div className="topic-detail">
          <header className="view-header">
            <h1>{t('topics.title')}</h1>
          </header>
          <EmptyState text={t('topics.choose')} />
        </div>
      ) : (
        <TopicDetail key={topic} profileId={profileId} topic={topic} dimmed={lost} />
      )}
      {creating && (
        <NewTopicDialog
          profileId={profileId}
          onClose={() => setCreating(false)}
          onCreated={(name) => {
            list.refresh();
            open(name);
          }}
        />
      )}
    </div>
  );
}

/** Host time at which this value came. */
function useReadAt(value: unknown): number | undefined {
  const [at, setAt] = useState<number>();
  useEffect(() => {
    if (value !== undefined) setAt(Date.now());
  }, [value]);
  return at;
}
