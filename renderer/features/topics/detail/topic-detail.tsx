import { useMemo } from 'react';
import { Tabs } from '../../../components/tabs.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { composeTo } from '../../../store/begin-at.ts';
import { topicTab } from '../../../store/tabs.ts';
import { GroupsPane } from '../groups/groups-pane.tsx';
import { MessagesPane } from '../messages/messages-pane.tsx';
import { useBrowse } from '../messages/rows/use-browse.ts';
import { readQueues } from '../state/read-queues.ts';
import { paneKey, type TopicPart, useTopicsWork, useTopicWork } from '../state/topic-work.ts';
import { usePolled } from '../state/use-polled.ts';
import { InfoPane } from './info-pane.tsx';
import { QueuesPane } from './queues-pane.tsx';
import { TopicHeader } from './topic-header.tsx';

const GROUPS_EVERY_MS = 3_000;

interface Props {
  profileId: string;
  topic: string;
  dimmed: boolean;
}

/** One topic: its messages, its queues, who reads it, and where it lies. */
export function TopicDetail({ profileId, topic, dimmed }: Props) {
  const t = useText();
  const tabId = topicTab(profileId, topic).id;
  const paneId = paneKey(tabId, topic);
  const { part } = useTopicWork(tabId);
  const browse = useBrowse({ profileId, topic, paneId });
  const info = usePolled('topic.info', { profileId, topic });
  const groups = usePolled(
    'topic.groups',
    { profileId, topic },
    part === 'groups' ? GROUPS_EVERY_MS : undefined,
  );
  const queues = useMemo(() => readQueues(info.value), [info.value]);
  const queueCount = info.value && queues.length;
  const compose = (): void => composeTo(profileId, topic);
  return (
    <div className="topic-detail">
      <TopicHeader
        {...{ profileId, topic, info: info.value, queueCount }}
        browse={part === 'messages' ? browse : undefined}
        onCompose={compose}
      />
      <Tabs<TopicPart>
        className="topic-parts"
        aria-label={t('topics.parts')}
        value={part}
        onValueChange={(next) => useTopicsWork.getState().workChanged(tabId, { part: next })}
        tabs={[
          { value: 'messages', label: t('topics.messages') },
          { value: 'queues', label: t('topics.queues'), count: queueCount },
          { value: 'groups', label: t('topics.groups'), count: groups.value?.groups.length },
          { value: 'info', label: t('topics.info') },
        ]}
      >
        {part === 'messages' && (
          <MessagesPane
            {...{ profileId, topic, paneId, browse, queues, dimmed }}
            kind="topic"
            onCompose={compose}
          />
        )}
        {part === 'queues' && <QueuesPane {...{ profileId, topic, dimmed }} />}
        {part === 'groups' && <GroupsPane {...{ profileId, topic, tabId, groups, dimmed }} />}
        {part === 'info' && <InfoPane info={info} />}
      </Tabs>
    </div>
  );
}
