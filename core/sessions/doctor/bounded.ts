import type { HostClock, Timer } from '../../clock.ts';
import { GantryError } from '../../model/error.ts';

/** What `work` gives; undefined after `timeoutMs`. Throws what it throws, and CANCELLED as soon as `signal` says so. */
export function bounded<T>(
  work: Promise<T>,
  options: { clock: HostClock; signal: AbortSignal; timeoutMs: number },
): Promise<T | undefined>;
export function bounded<T>(work: Promise<T>, options: { clock: HostClock; signal: AbortSignal }): Promise<T>;
export function bounded<T>(
  work: Promise<T>,
  { clock, signal, timeoutMs }: { clock: HostClock; signal: AbortSignal; timeoutMs?: number },
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(new GantryError('CANCELLED'));
    let deadline: Timer | undefined;
    if (timeoutMs !== undefined) deadline = clock.setTimeout(() => resolve(undefined), timeoutMs);
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
    void work.then(resolve, reject).finally(() => {
      deadline?.cancel();
      signal.removeEventListener('abort', cancel);
    });
  });
}
