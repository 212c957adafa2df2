import type { ClientInstance } from '../client/client-instance.ts';
import { stateError } from '../model/error.ts';
import type { MessageQueue } from '../model/queue.ts';
import { AssignedQueue, type QueueStart } from './assigned-queue.ts';
import { type Assignment, readAtOnce } from './assignment.ts';
import { LocalOffsetStore } from './broadcasting/local-offsets.ts';
import { noLater } from './broadcasting/no-later.ts';
import { BrokerOffsets } from './broker-offsets.ts';
import type { LaterWay } from './later-way.ts';
import { MemberShare } from './member-share.ts';
import type { OffsetStore } from './offset-store.ts';
import { LockedQueues } from './orderly/locked-queues.ts';
import { OrderlyQueue } from './orderly/orderly-queue.ts';
import { QueueLocks } from './orderly/queue-locks.ts';
import { Suspend } from './orderly/suspend.ts';
import type { QueueReaders } from './queue-readers.ts';
import { SendBack } from './send-back.ts';
import type { PushConsumerOptions } from './subscriptions.ts';

/** Everything in which consumers differ by model and listener. */
export interface ConsumerKind {
  store: OffsetStore;
  laterWay: LaterWay;
  newQueue(queue: MessageQueue, start: QueueStart): AssignedQueue;
  /** See RebalanceOptions.wanted. */
  wanted(topic: string, queues: readonly MessageQueue[]): Promise<MessageQueue[] | null>;
  /** Of the group, as a broker last told; of a broadcasting one nobody asks. */
  members(): string[];
  assignment(readers: QueueReaders): Assignment;
}

interface KindOptions {
  client: ClientInstance;
  options: PushConsumerOptions;
  retryMaxTimes: () => number;
  nextDeliveryId: () => number;
  /** The broker took a Later. */
  onSentBack: () => void;
  /** A queue goes on after a pause. */
  onResumed: (queue: AssignedQueue) => void;
  onChanged: () => void;
}

export function consumerKind(kind: KindOptions): ConsumerKind {
  const { model = 'clustering' } = kind.options;
  return model === 'broadcasting' ? broadcasting(kind) : clustering(kind);
}

function clustering(kind: KindOptions): ConsumerKind {
  const { client, options } = kind;
  const { group, maxReconsumeTimes, startFrom } = options;
  const share = new MemberShare(client, group);
  const shared = {
    store: new BrokerOffsets(client, group, { onlyCommitted: startFrom !== undefined }),
    newQueue: queueMaker(options),
    wanted: (topic: string, queues: readonly MessageQueue[]) => share.of(topic, queues),
    members: () => share.members,
  };
  if (options.listener !== 'orderly')
    return {
      ...shared,
      laterWay: new SendBack({ ...kind, group, maxReconsumeTimes }),
      assignment: readAtOnce,
    };
  const { clock } = client;
  const locks = new QueueLocks(client, group);
  return {
    ...shared,
    laterWay: new Suspend({ ...kind, group, maxReconsumeTimes }),
    assignment: (readers) => new LockedQueues({ clock, locks, readers, onChanged: kind.onChanged }),
  };
}

/** Each member reads every queue. Source: RebalanceImpl.rebalanceByTopic (BROADCASTING). */
function broadcasting({ options }: KindOptions): ConsumerKind {
  // Who cannot write the data folder has nowhere to keep offsets.
  if (options.localOffsets === undefined) throw stateError('folderInUse');
  return {
    store: new LocalOffsetStore(options.localOffsets),
    laterWay: noLater,
    newQueue: queueMaker(options),
    wanted: async (_, queues) => [...queues],
    members: () => [],
    assignment: readAtOnce,
  };
}

function queueMaker({ listener }: PushConsumerOptions): ConsumerKind['newQueue'] {
  return listener === 'orderly'
    ? (queue, start) => new OrderlyQueue(queue, start)
    : (queue, start) => new AssignedQueue(queue, start);
}
