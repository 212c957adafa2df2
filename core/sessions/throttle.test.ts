import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { Throttle } from './throttle.ts';

describe('Throttle', () => {
  it('runs at once in a quiet time, then at most once in the period, and always after the last mark', async () => {
    const clock = new ManualClock();
    const runsAt: number[] = [];
    const started = clock.now();
    const throttle = new Throttle(clock, 100, () => runsAt.push(clock.now() - started));
    for (let step = 0; step < 25; step++) {
      throttle.mark();
      await clock.advance(10);
    }
    await clock.advance(500);
    expect(runsAt).toEqual([0, 100, 200, 300]);
  });

  it('never runs after stop', async () => {
    const clock = new ManualClock();
    let runs = 0;
    const throttle = new Throttle(clock, 100, () => runs++);
    throttle.mark();
    throttle.stop();
    throttle.mark();
    await clock.advance(1_000);
    expect(runs).toBe(0);
  });
});
