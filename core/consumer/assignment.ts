import type { QueueView } from '../model/consume.ts';
import type { MessageQueue } from '../model/queue.ts';
import type { QueueReaders } from './queue-readers.ts';

/** The queues that a rebalance gave us, and what has to be so before they are read. */
export interface Assignment {
  queuesOf(topic: string): MessageQueue[];
  /** Throws when its broker does not say where the group goes on; it is tried again. */
  open(queue: MessageQueue): Promise<void>;
  /** Never throws. */
  giveUp(queue: MessageQueue): Promise<void>;
  lockOf(queue: MessageQueue): QueueView['lock'];
  /** Nothing more is opened. */
  stop(): void;
  /** Tells brokers that all are free, once their offsets are kept. Never throws. */
  leave(): Promise<void>;
}

/** Read from the moment they are ours. */
export function readAtOnce(readers: QueueReaders): Assignment {
  return {
    queuesOf: (topic) => readers.queuesOf(topic),
    open: (queue) => readers.open(queue),
    giveUp: (queue) => readers.giveUp(queue, 'rebalance'),
    lockOf: () => undefined,
    stop: () => {},
    leave: () => Promise.resolve(),
  };
}
