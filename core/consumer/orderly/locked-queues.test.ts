import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import type { ReleaseReason } from '../../model/consume.ts';
import type { MessageQueue } from '../../model/queue.ts';
import { LockedQueues } from './locked-queues.ts';

const queue = (queueId: number): MessageQueue => ({ topic: 't', brokerName: 'b', queueId });

function rig() {
  const clock = new ManualClock();
  const state = {
    /** Queue ids the broker gives; undefined: it does not answer. */
    given: new Set([0, 1]) as Set<number> | undefined,
    asked: [] as number[][],
    unlocked: [] as number[],
    events: [] as string[],
    failOpen: false,
    /** What a lock has to wait for. */
    lockAfter: Promise.resolve(),
    /** What reading has to wait for. */
    openAfter: Promise.resolve(),
  };
  const read = new Set<number>();
  const ids = (queues: readonly MessageQueue[]) => queues.map(({ queueId }) => queueId);
  const locked = new LockedQueues({
    clock,
    locks: {
      lock: async (asked) => {
        state.asked.push(ids(asked));
        const { given, lockAfter } = state;
        await lockAfter;
        if (given === undefined) return [];
        return [{ asked: [...asked], ours: asked.filter(({ queueId }) => given.has(queueId)) }];
      },
      unlock: async (queues) => void state.unlocked.push(...ids(queues)),
    },
    readers: {
      queuesOf: () => [],
      open: async ({ queueId }) => {
        if (state.failOpen) throw new Error('busy');
        await state.openAfter;
        if (!read.has(queueId)) state.events.push(`open ${queueId}`);
        read.add(queueId);
      },
      giveUp: async ({ queueId }: MessageQueue, reason: ReleaseReason) => {
        read.delete(queueId);
        state.events.push(`${reason} ${queueId}`);
      },
    },
    onChanged: () => {},
  });
  return { clock, locked, state };
}

describe('locked queues', () => {
  it('are read once locked, and not before', async () => {
    const { clock, locked, state } = rig();
    state.given = new Set([0]);
    await Promise.all([locked.open(queue(0)), locked.open(queue(1))]);
    expect(state.events).toEqual(['open 0']);
    expect([locked.lockOf(queue(0)), locked.lockOf(queue(1)), locked.lockOf(queue(2))]).toEqual([
      'ours',
      'waiting',
      undefined,
    ]);
    expect(locked.queuesOf('t')).toEqual([queue(0), queue(1)]);
    state.asked.length = 0;
    await clock.advance(2_000);
    expect(state.asked).toEqual([[1], [1]]);
    state.given = new Set([0, 1]);
    await clock.advance(1_000);
    expect(state.events).toContain('open 1');
  });

  it('are renewed every 20 s', async () => {
    const { clock, locked, state } = rig();
    await locked.open(queue(0));
    state.asked.length = 0;
    await clock.advance(60_000);
    expect(state.asked).toEqual([[0], [0], [0]]);
    expect(state.events.filter((event) => event !== 'open 0')).toEqual([]);
  });

  it('are given up when the broker gave them to another, and asked for again', async () => {
    const { clock, locked, state } = rig();
    await locked.open(queue(0));
    state.given = new Set();
    await clock.advance(20_000);
    expect([state.events.at(-1), locked.lockOf(queue(0))]).toEqual(['lockLost 0', 'waiting']);
    state.given = new Set([0]);
    await clock.advance(1_000);
    expect(state.events.slice(-2)).toEqual(['lockLost 0', 'open 0']);
  });

  it('are given up 30 s after the last renewal when the broker does not answer', async () => {
    const { clock, locked, state } = rig();
    await locked.open(queue(0));
    state.given = undefined;
    await clock.advance(29_000);
    expect(state.events).toEqual(['open 0']);
    await clock.advance(1_000);
    expect(state.events).toEqual(['open 0', 'lockLost 0']);
  });

  it('are not read when the lock was lost while the broker was asked for the offset', async () => {
    const { clock, locked, state } = rig();
    let answer = (): void => {};
    state.openAfter = new Promise((resolve) => {
      answer = resolve;
    });
    const opened = locked.open(queue(0));
    await clock.advance(0);
    await locked.giveUp(queue(0));
    answer();
    await opened;
    expect(state.events.slice(-2)).toEqual(['open 0', 'lockLost 0']);
    expect(locked.lockOf(queue(0))).toBeUndefined();
  });

  it.each(['given up', 'left'])('are unlocked when they were %s while the broker was asked', async (how) => {
    const { locked, state } = rig();
    let answer = (): void => {};
    state.lockAfter = new Promise((resolve) => {
      answer = resolve;
    });
    const opened = locked.open(queue(0));
    if (how === 'given up') await locked.giveUp(queue(0));
    else locked.stop();
    state.unlocked.length = 0;
    answer();
    await opened;
    expect(state.unlocked).toEqual([0]);
  });

  it('are unlocked when given up, and all at the end', async () => {
    const { clock, locked, state } = rig();
    await Promise.all([locked.open(queue(0)), locked.open(queue(1))]);
    await locked.giveUp(queue(0));
    expect([state.events.at(-1), state.unlocked]).toEqual(['rebalance 0', [0]]);
    locked.stop();
    await locked.leave();
    expect(state.unlocked).toEqual([0, 1]);
    state.asked.length = 0;
    await clock.advance(60_000);
    expect(state.asked).toEqual([]);
  });

  it('are tried again when the broker does not say where the group goes on', async () => {
    const { clock, locked, state } = rig();
    state.failOpen = true;
    await expect(locked.open(queue(0))).rejects.toThrow('busy');
    state.failOpen = false;
    await clock.advance(1_000);
    expect(state.events).toEqual(['open 0']);
  });
});
