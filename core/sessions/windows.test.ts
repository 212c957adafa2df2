import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import type { EventMessage } from '../contract/contract.ts';
import { WINDOW_GRACE_MS, Windows } from './windows.ts';

const event: EventMessage = { event: 'profile.closed', data: { profileId: 'p' } };

function setUp() {
  const clock = new ManualClock();
  const gone: string[] = [];
  return { clock, gone, windows: new Windows(clock, (windowId) => gone.push(windowId)) };
}

describe('Windows', () => {
  it('gives a window up only when nobody listened for it during the whole grace time', async () => {
    const { clock, gone, windows } = setUp();
    const detach = windows.attach('w', () => {});
    detach();
    await clock.advance(WINDOW_GRACE_MS - 1);
    const detachAgain = windows.attach('w', () => {});
    await clock.advance(WINDOW_GRACE_MS * 3);
    expect(gone).toEqual([]);
    detachAgain();
    await clock.advance(WINDOW_GRACE_MS);
    expect(gone).toEqual(['w']);
  });

  it('keeps a window that reloads: the new page listens before the old link is gone', async () => {
    const { clock, gone, windows } = setUp();
    const detachOld = windows.attach('w', () => {});
    windows.attach('w', () => {});
    detachOld();
    detachOld();
    await clock.advance(WINDOW_GRACE_MS * 2);
    expect(gone).toEqual([]);
  });

  it('starts the grace time anew after the host slept', async () => {
    const { clock, gone, windows } = setUp();
    windows.attach('w', () => {})();
    await clock.advance(WINDOW_GRACE_MS - 1_000);
    windows.restartGrace();
    await clock.advance(WINDOW_GRACE_MS - 1_000);
    expect(gone).toEqual([]);
    await clock.advance(1_000);
    expect(gone).toEqual(['w']);
  });

  it('delivers to every listener of every window', () => {
    const { windows } = setUp();
    const seen: string[] = [];
    windows.attach('a', () => seen.push('a'));
    windows.attach('b', () => seen.push('b1'));
    windows.attach('b', () => seen.push('b2'))();
    windows.broadcast(event);
    expect(seen).toEqual(['a', 'b1']);
  });
});
