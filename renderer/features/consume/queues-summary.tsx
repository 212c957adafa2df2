import { Lock } from 'lucide-react';
import { memo } from 'react';
import type { ConsumerView, QueueView } from '../../../core/model/consume.ts';
import { RETRY_PREFIX } from '../../../core/model/names.ts';
import { queueKey } from '../../../core/model/queue.ts';
import { Button } from '../../components/button.tsx';
import { Tooltip } from '../../components/tooltip.tsx';
import { formatNumber } from '../../format/format.ts';
import type { TextKey } from '../../i18n/catalogue.ts';
import { explainError } from '../../i18n/explain-error.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';

const QUEUES_SHOWN = 8;
/** Their locks take room. */
const LOCKED_QUEUES_SHOWN = 6;

export const LOCKS = {
  ours: 'consume.lockOurs',
  waiting: 'consume.lockWaiting',
} as const satisfies Record<NonNullable<QueueView['lock']>, TextKey>;

/** Queues of the subscribed topics; the group's own retry queues are no share to speak of. */
export function topicQueues(queues: readonly QueueView[]): QueueView[] {
  return queues.filter(({ queue }) => !queue.topic.startsWith(RETRY_PREFIX));
}

/** The panel with the details of what stands here. */
export interface QueuesToggle {
  open: boolean;
  toggle(): void;
}

/** Which queues are ours, which another member's; with the figures of each behind it. */
export function QueuesSummary({ consumer, panel }: { consumer: ConsumerView; panel: QueuesToggle }) {
  const t = useText();
  const { queues, members, state, group } = consumer;
  const own = topicQueues(queues);
  const limit = consumer.listener === 'orderly' ? LOCKED_QUEUES_SHOWN : QUEUES_SHOWN;
  const shown = own.slice(0, limit);
  const ours = own.filter(({ owner }) => owner === 'us').length;
  const sentence =
    state === 'starting'
      ? t('consume.joining', { group })
      : t('consume.share', {
          members: t('consume.members', { count: members.length }),
          ours: formatNumber(ours),
          all: formatNumber(own.length),
        });
  return (
    <div className="queues-summary">
      <ul className="queues" aria-label={t('consume.queues')}>
        {shown.map((view) => (
          <QueueChip key={queueKey(view.queue)} view={view} />
        ))}
        {own.length > shown.length && (
          <li className="queue-more meta hint">
            {t('consume.moreSeats', { count: own.length - shown.length })}
          </li>
        )}
      </ul>
      {state !== 'stopped' && (
        <Button
          tone="link"
          className="queues-sentence meta"
          aria-label={t('queuesPanel.open', { sentence })}
          aria-expanded={panel.open}
          onClick={panel.toggle}
        >
          {sentence}
        </Button>
      )}
    </div>
  );
}

/** Drawn again when a figure of its own changed, not with each view. */
const QueueChip = memo(Chip, (a, b) => JSON.stringify(a.view) === JSON.stringify(b.view));

function Chip({ view }: { view: QueueView }) {
  const t = useText();
  const { queue, owner, lock, lastError, stoppedBecause } = view;
  const whose = t(owner === 'us' ? 'consume.queueOurs' : 'consume.queueOther', { queue: queue.queueId });
  const name = lock === undefined ? whose : `${whose}, ${t(LOCKS[lock]).toLowerCase()}`;
  return (
    <Tooltip label={queueFacts(view, t)}>
      <li
        className="queue-chip data"
        aria-label={name}
        data-owner={owner}
        data-lock={lock}
        data-trouble={lastError !== undefined || stoppedBecause !== undefined || undefined}
      >
        {lock !== undefined && <Lock size={9} strokeWidth={2.25} aria-hidden="true" />}q{queue.queueId}
      </li>
    </Tooltip>
  );
}

function queueFacts(view: QueueView, t: Translate): string {
  const { queue, owner, lastError, stoppedBecause } = view;
  const offset = (value: number | undefined): string => (value === undefined ? '?' : formatNumber(value));
  const facts = t('consume.queueFacts', {
    topic: queue.topic,
    broker: queue.brokerName,
    undecided: formatNumber(view.undecided),
    committed: offset(view.committedOffset),
    end: offset(view.maxOffset),
  });
  const parts = [owner === 'us' ? facts : `${queue.topic} ${queue.brokerName}`];
  if (view.lock !== undefined) parts.push(t(LOCKS[view.lock]));
  if (stoppedBecause !== undefined) parts.push(t(`consume.queueStopped.${stoppedBecause}`));
  if (lastError !== undefined) parts.push(explainError(lastError, t).headline);
  return parts.join('. ');
}
