import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import { QueueLocks } from './locks.ts';

const queue = (queueId: number) => ({ topic: 'T', brokerName: 'b', queueId });

describe('QueueLocks', () => {
  it('gives a queue to one client of a group until it lets go', () => {
    const host = new ManualClock();
    const locks = new QueueLocks(() => host.now());
    expect(locks.lock('g', 'me', [queue(0), queue(1)])).toEqual([queue(0), queue(1)]);
    expect(locks.lock('g', 'you', [queue(1), queue(2)])).toEqual([queue(2)]);
    expect(locks.lock('other', 'you', [queue(1)])).toEqual([queue(1)]);
    locks.unlock('g', 'you', [queue(0)]);
    expect(locks.lock('g', 'you', [queue(0)])).toEqual([]);
    locks.unlock('g', 'me', [queue(0)]);
    expect(locks.lock('g', 'you', [queue(0)])).toEqual([queue(0)]);
  });

  it('tells whether a group holds any', async () => {
    const host = new ManualClock();
    const locks = new QueueLocks(() => host.now());
    locks.lock('g', 'me', [queue(0)]);
    expect([locks.isAnyHeld('g'), locks.isAnyHeld('h')]).toEqual([true, false]);
    await host.advance(60_000);
    expect(locks.isAnyHeld('g')).toBe(false);
  });

  it('frees a lock that was not renewed for 60 s', async () => {
    const host = new ManualClock();
    const locks = new QueueLocks(() => host.now());
    locks.lock('g', 'me', [queue(0)]);
    await host.advance(59_999);
    locks.lock('g', 'me', [queue(0)]);
    await host.advance(59_999);
    expect(locks.lock('g', 'you', [queue(0)])).toEqual([]);
    await host.advance(1);
    expect(locks.lock('g', 'you', [queue(0)])).toEqual([queue(0)]);
  });
});
