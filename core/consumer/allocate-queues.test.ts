import { describe, expect, it } from 'vitest';
import type { MessageQueue } from '../model/queue.ts';
import { allocateQueues } from './allocate-queues.ts';

const queues = (count: number): MessageQueue[] =>
  Array.from({ length: count }, (_, queueId) => ({ topic: 'T', brokerName: 'a', queueId }));

function shares(queueCount: number, members: string[]): number[][] {
  return members.map((id) => allocateQueues(queues(queueCount), members, id).map(({ queueId }) => queueId));
}

describe('allocateQueues', () => {
  it.each([
    [
      8,
      ['c1', 'c2', 'c3'],
      [
        [0, 1, 2],
        [3, 4, 5],
        [6, 7],
      ],
    ],
    [4, ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'], [[0], [1], [2], [3], [], []]],
    [4, ['c1'], [[0, 1, 2, 3]]],
    [0, ['c1', 'c2'], [[], []]],
  ])('gives %i queues to %j as every Java client does', (queueCount, members, expected) => {
    expect(shares(queueCount, members)).toEqual(expected);
  });

  it('does not depend on the order in which queues and members are told', () => {
    const mixed = [
      { topic: 'T', brokerName: 'b', queueId: 0 },
      { topic: 'T', brokerName: 'a', queueId: 10 },
      { topic: 'T', brokerName: 'a', queueId: 2 },
    ];
    expect(allocateQueues(mixed, ['y', 'x'], 'x')).toEqual([mixed[2], mixed[1]]);
    expect(allocateQueues(mixed, ['x', 'y'], 'y')).toEqual([mixed[0]]);
  });

  it('takes nothing for who is not in the list', () => {
    expect(allocateQueues(queues(4), ['c1'], 'c2')).toEqual([]);
  });
});
