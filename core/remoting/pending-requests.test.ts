import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { EMPTY_BODY } from '../protocol/command.ts';
import { type PendingRequest, PendingRequests } from './pending-requests.ts';

function pending(clock: ManualClock, timeoutMs = 3_000): PendingRequest {
  return {
    request: { name: 'TEST', code: 999, to: 'broker', extFields: {}, body: EMPTY_BODY, ok: [0] },
    timeoutMs,
    sentAtMs: clock.monotonic(),
    batch: 0,
    chunksBefore: 0,
    resolve: () => {},
    reject: () => {},
  };
}

function requests() {
  const clock = new ManualClock();
  const timedOut: PendingRequest[] = [];
  const waiting = new PendingRequests(clock, (one) => timedOut.push(one));
  return { clock, timedOut, waiting };
}

describe('requests that wait', () => {
  it('are each taken out once, however many there are', () => {
    const { clock, waiting } = requests();
    const all = Array.from({ length: 5_000 }, () => pending(clock));
    all.forEach((one, opaque) => {
      expect(waiting.isFree(opaque)).toBe(true);
      waiting.add(opaque, one);
    });
    expect(all.map((_, opaque) => waiting.take(opaque))).toEqual(all);
    expect(all.map((_, opaque) => waiting.take(opaque)).filter(Boolean)).toEqual([]);
  });

  it('are not taken for another with the same low bits, and keep those from their place', () => {
    const { clock, waiting } = requests();
    const long = pending(clock);
    waiting.add(7, long);
    expect(waiting.isFree(7 + 2 ** 20)).toBe(false);
    expect(waiting.take(7 + 2 ** 20)).toBeUndefined();
    expect(waiting.take(7)).toBe(long);
    expect(waiting.isFree(7 + 2 ** 20)).toBe(true);
  });

  it('time out by themselves, the others staying', async () => {
    const { clock, timedOut, waiting } = requests();
    const [short, long] = [pending(clock, 1_000), pending(clock, 30_000)];
    waiting.add(1, short);
    waiting.add(2, long);
    await clock.advance(1_200);
    expect(timedOut).toEqual([short]);
    expect(waiting.take(1)).toBeUndefined();
    expect(waiting.takeAll()).toEqual([long]);
  });

  it('do not time out once another one has ended them all', async () => {
    const clock = new ManualClock();
    const timedOut: PendingRequest[] = [];
    const waiting: PendingRequests = new PendingRequests(clock, (one) => {
      timedOut.push(one);
      waiting.takeAll();
    });
    waiting.add(1, pending(clock));
    waiting.add(2, pending(clock));
    await clock.advance(4_000);
    expect(timedOut.length).toBe(1);
  });
});
