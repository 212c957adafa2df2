import { describe, expect, it } from 'vitest';
import type { GroupLook } from '../../../../core/contract/ack-view.ts';
import type { QueueView } from '../../../../core/model/consume.ts';
import { queueLines } from './queue-line.ts';

const queue = (queueId: number) => ({ topic: 'order-events', brokerName: 'broker-a', queueId });
const ours: QueueView = { queue: queue(0), owner: 'us', undecided: 3, committedOffset: 10, maxOffset: 20 };
const theirs: QueueView = { queue: queue(1), owner: 'other', undecided: 0 };
const look = (clientId: string): GroupLook => ({
  group: 'g',
  members: [
    {
      clientId,
      clientAddr: '',
      language: 'JAVA',
      ours: false,
      own: { listener: 'concurrent', subscriptions: [], queues: [queue(1)] },
    },
  ],
  subscriptions: [],
  messageModel: 'CLUSTERING',
  failures: [],
  readAtMs: 0,
});

describe('queueLines', () => {
  it('takes our own figures before the broker’s, but its end when that is further', () => {
    const progress = [{ queue: queue(0), brokerOffset: 25, consumerOffset: 8, lag: 17 }];
    expect(queueLines([ours], progress, undefined)).toMatchObject([{ committed: 10, end: 25, lag: 15 }]);
    expect(queueLines([ours], [], undefined)).toMatchObject([{ committed: 10, end: 20, lag: 10 }]);
  });

  it('knows of another member’s queue what the broker and that member say, and else nothing', () => {
    const progress = [{ queue: queue(1), brokerOffset: 7, consumerOffset: 7, lag: 0 }];
    expect(queueLines([theirs], progress, look('worker-2'))).toMatchObject([
      { clientId: 'worker-2', lag: 0 },
    ]);
    expect(queueLines([theirs], [], undefined)).toEqual([
      { view: theirs, clientId: undefined, committed: undefined, end: undefined, lag: undefined },
    ]);
  });
});
