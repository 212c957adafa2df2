import type { TopicRouteView } from '../../../../core/contract/views.ts';
import { orderlyIndex } from '../../../../core/model/orderly.ts';
import type { MessageQueue } from '../../../../core/model/queue.ts';
import { formatNumber } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { type OrderlyForm, orderlyChoice } from '../../../store/drafts.ts';

/** The queue an orderly send leads to, and how: "hash mod 8 = queue 3". Nothing where it leads to none. */
export function QueueFact({ orderly, route }: { orderly: OrderlyForm; route: TopicRouteView }) {
  const t = useText();
  const index = orderlyIndex(orderlyChoice(orderly), route.queues);
  const queue = index === undefined ? undefined : route.publishQueues[index];
  if (queue === undefined) return null;
  return (
    <>
      {howText(orderly, route.queues, t)} <strong>{queueText(queue, route.publishQueues, t)}</strong>
    </>
  );
}

function howText({ by, number, index }: OrderlyForm, count: number, t: Translate): string {
  if (by === 'hash') return t('compose.hashMod', { count });
  if (by === 'modulo') return t('compose.numberMod', { number: formatNumber(number), count });
  return t('compose.indexIs', { index });
}

/** With several brokers a queue id says little: the broker is named as well. */
function queueText(
  { brokerName, queueId }: MessageQueue,
  all: readonly MessageQueue[],
  t: Translate,
): string {
  const several = all.some((other) => other.brokerName !== brokerName);
  return several
    ? t('compose.resultBrokerQueue', { broker: brokerName, queue: queueId })
    : t('compose.resultQueue', { queue: queueId });
}
