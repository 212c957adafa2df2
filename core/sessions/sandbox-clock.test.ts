import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import { setClock, stepClock } from '../contract/inputs.ts';
import { ProfileSession } from './profile-session.ts';

// A worker is started from its sources, which a busy machine does slowly.
vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 });

let session: ProfileSession;
beforeEach(async () => {
  session = await ProfileSession.startSandbox({
    profileId: 'sandbox',
    clock: systemClock,
    clockRate: 1,
    workerFile: undefined,
    onChanged: () => {},
  });
});
afterEach(() => session.close());

describe('the sandbox’s clock', () => {
  it('is paused and stepped, and the view says so at once', async () => {
    await session.setClockRate(0);
    const { brokerMs, rate } = session.view().clock;
    expect(rate).toBe(0);
    await session.stepClock(1_000);
    expect(session.view().clock).toMatchObject({ brokerMs: brokerMs + 1_000, rate: 0 });
  });

  it('takes the rates of the status bar, and steps ahead of up to a day', () => {
    const profileId = 'sandbox';
    for (const rate of [0, 1, 10, 60]) expect(setClock.safeParse({ profileId, rate }).success).toBe(true);
    expect(setClock.safeParse({ profileId, rate: -1 }).success).toBe(false);
    for (const ms of [1, 86_400_000]) expect(stepClock.safeParse({ profileId, ms }).success).toBe(true);
    for (const ms of [0, -1, 1.5, 86_400_001])
      expect(stepClock.safeParse({ profileId, ms }).success).toBe(false);
  });
});
