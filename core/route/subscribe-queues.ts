import { compareQueues, type MessageQueue } from '../model/queue.ts';
import { PERM_READ, type TopicRoute } from '../model/route.ts';
import { queuesOf } from './publish-queues.ts';

/** The queues a consumer group shares, sorted as every member sorts them. Source: MQClientInstance.topicRouteData2TopicSubscribeInfo. */
export function subscribeQueues(topic: string, route: TopicRoute): MessageQueue[] {
  return route.queues
    .filter(({ perm }) => (perm & PERM_READ) !== 0)
    .flatMap(({ brokerName, readQueueNums }) => queuesOf(topic, brokerName, readQueueNums))
    .sort(compareQueues);
}
