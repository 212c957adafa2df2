import { describe, expect, it } from 'vitest';
import { SleepWatch } from './sleep-watch.ts';
import { SleepyClock } from './sleepy-clock.ts';

describe('SleepWatch', () => {
  it('says for how long the host slept, once', async () => {
    const clock = new SleepyClock();
    const gaps: number[] = [];
    const watch = new SleepWatch(clock);
    watch.onWake((gapMs) => gaps.push(gapMs));
    await clock.advance(10_000);
    clock.sleep(180_000);
    await clock.advance(10_000);
    expect(gaps).toEqual([181_000]);
  });

  it('takes no busy moment for a sleep', async () => {
    const clock = new SleepyClock();
    let woke = 0;
    new SleepWatch(clock).onWake(() => woke++);
    await clock.advance(500);
    clock.sleep(4_000);
    await clock.advance(10_000);
    expect(woke).toBe(0);
  });

  it('tells who asks before the next tick, and then does not tell again', async () => {
    const clock = new SleepyClock();
    let woke = 0;
    const watch = new SleepWatch(clock);
    watch.onWake(() => woke++);
    clock.sleep(60_000);
    watch.check();
    await clock.advance(10_000);
    expect(woke).toBe(1);
  });

  it('tells nobody who unsubscribed, and nobody after stop', async () => {
    const clock = new SleepyClock();
    const watch = new SleepWatch(clock);
    let woke = 0;
    watch.onWake(() => woke++)();
    clock.sleep(60_000);
    await clock.advance(2_000);
    watch.onWake(() => woke++);
    watch.stop();
    clock.sleep(60_000);
    await clock.advance(2_000);
    expect(woke).toBe(0);
  });
});
