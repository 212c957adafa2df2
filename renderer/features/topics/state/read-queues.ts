import type { TopicInfoView } from '../../../../core/contract/topics.ts';
import type { MessageQueue } from '../../../../core/model/queue.ts';

/** Queues that can be read, by the route; none while it is not known. */
export function readQueues(info: TopicInfoView | undefined): MessageQueue[] {
  const { topic = '', brokers = [] } = info ?? {};
  return brokers.flatMap(({ brokerName, readQueueNums }) =>
    Array.from({ length: readQueueNums }, (_, queueId) => ({ topic, brokerName, queueId })),
  );
}
