import type { MessageQueue } from '../../model/queue.ts';
import {
  type LooseValue,
  listOf,
  numberOf,
  objectOf,
  parseLooseBody,
  textOf,
} from '../../protocol/loose-json.ts';
import { lockBatchMq, unlockBatchMq } from '../../protocol/requests/lock.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { DONE, jsonReply } from '../dispatch/reply.ts';
import type { BrokerState } from '../state/broker-state.ts';

export function lockHandlers({ locks }: BrokerState): HandlerEntry[] {
  return [
    handle(lockBatchMq, (_, { request }) => {
      const { group, clientId, queues } = decodeLock(request.body);
      const locked = locks.lock(group, clientId, queues);
      return jsonReply({
        lockOKMQSet: locked.map(({ topic, brokerName, queueId }) => ({ brokerName, queueId, topic })),
      });
    }),
    handle(unlockBatchMq, (_, { request }) => {
      const { group, clientId, queues } = decodeLock(request.body);
      locks.unlock(group, clientId, queues);
      return DONE;
    }),
  ];
}

/** Source: LockBatchRequestBody.java. */
function decodeLock(bytes: Uint8Array): { group: string; clientId: string; queues: MessageQueue[] } {
  const body = objectOf(parseLooseBody(bytes));
  return {
    group: textOf(body.consumerGroup),
    clientId: textOf(body.clientId),
    queues: listOf(body.mqSet).map(decodeQueue),
  };
}

function decodeQueue(value: LooseValue): MessageQueue {
  const queue = objectOf(value);
  return {
    topic: textOf(queue.topic),
    brokerName: textOf(queue.brokerName),
    queueId: numberOf(queue.queueId),
  };
}
