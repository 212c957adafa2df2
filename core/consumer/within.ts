import type { HostClock } from '../clock.ts';

/** Ends with `work`, or after `ms`; `work` then goes on without anybody waiting. Throws what `work` throws in time. */
export async function within(clock: HostClock, ms: number, work: Promise<unknown>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = clock.setTimeout(resolve, ms);
    work.then(() => resolve(), reject).finally(() => timer.cancel());
  });
}
