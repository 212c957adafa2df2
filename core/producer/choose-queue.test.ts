import { describe, expect, it } from 'vitest';
import type { MessageQueue } from '../model/queue.ts';
import { QueueChooser } from './choose-queue.ts';

const queue = (brokerName: string, queueId: number): MessageQueue => ({ topic: 'T', brokerName, queueId });
const FOUR = [0, 1, 2, 3].map((queueId) => queue('a', queueId));

describe('QueueChooser', () => {
  it('gives every queue the same number of sends, whatever other topics do', () => {
    const chooser = new QueueChooser();
    const chosen: (number | undefined)[] = [];
    for (let send = 0; send < 8; send++) {
      chosen.push(chooser.next('T', FOUR)?.queueId);
      chooser.next('U', FOUR);
    }
    expect(chosen.sort()).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it('starts anywhere', () => {
    const starts = [0, 0.3, 0.6, 0.999_999].map(
      (random) => new QueueChooser({ random: () => random }).next('T', FOUR)?.queueId,
    );
    expect(new Set(starts).size).toBeGreaterThan(1);
  });

  it('after a failure takes another broker when there is one', () => {
    const chooser = new QueueChooser();
    const two = [...FOUR, queue('b', 0)];
    for (let turn = 0; turn < 10; turn++)
      expect(chooser.other('T', two, queue('a', 1))).toEqual(queue('b', 0));
  });

  it('else takes another queue, else the same', () => {
    const chooser = new QueueChooser();
    for (let turn = 0; turn < 10; turn++)
      expect(chooser.other('T', FOUR, queue('a', 1))?.queueId).not.toBe(1);
    expect(chooser.other('T', [queue('a', 1)], queue('a', 1))).toEqual(queue('a', 1));
  });

  it('has nothing to choose from no queues', () => {
    expect(new QueueChooser().next('T', [])).toBeUndefined();
  });
});
