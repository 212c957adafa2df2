import type { ConsumerView } from '../../../core/model/consume.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useText } from '../../i18n/i18n.ts';
import { chooseConnection, composeTo } from '../../store/begin-at.ts';
import { useUi } from '../../store/ui-store.ts';
import { topicQueues } from './queues-summary.tsx';

/** Why there are no rows, and what to do about it. */
export function EmptyMessages({ consumer, onShowAll }: { consumer: ConsumerView; onShowAll(): void }) {
  const t = useText();
  const { profileId, state, group, members, subscriptions } = consumer;
  const queues = topicQueues(consumer.queues);
  const ours = queues.filter(({ owner }) => owner === 'us').length;
  const topic = subscriptions[0]?.topic ?? '';
  if (consumer.keptCount > 0)
    return (
      <EmptyState
        text={t('rowsFilter.noneShown')}
        action={<Button onClick={onShowAll}>{t('rowsFilter.clear')}</Button>}
      />
    );
  if (state === 'stopped') return <EmptyState text={t('consume.stoppedEmpty')} />;
  if (queues.length === 0) return <EmptyState text={t('consume.joining', { group })} />;
  if (ours === 0)
    return (
      <EmptyState
        text={t('consume.noQueues', {
          members: t('consume.membersShare', { count: members.length }),
          queues: t('consume.queuesShared', { count: queues.length }),
        })}
      />
    );
  return (
    <EmptyState
      text={t('consume.waitingQueues', { count: ours })}
      action={<Button onClick={() => compose(profileId, topic)}>{t('consume.composeTo', { topic })}</Button>}
    />
  );
}

/** The draft of that topic, or a new one, on the consumer's connection. */
function compose(profileId: string, topic: string): void {
  const { drafts, tabs, tabActivated } = useUi.getState();
  const written = Object.values(drafts).find((draft) => draft.topic === topic);
  const tab = written && tabs.find(({ id }) => id === `draft-${written.draftId}`);
  if (tab === undefined) {
    composeTo(profileId, topic);
  } else {
    chooseConnection(profileId);
    tabActivated(tab.id);
  }
}
