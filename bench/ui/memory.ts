import { readFileSync } from 'node:fs';
import type { OpenWindow } from './windows.ts';

/** MiB. */
export interface Memory {
  /** Resident memory of the host's process; undefined where /proc is not. */
  host?: number;
  /** JavaScript heap of the window in use, as the browser tells it. */
  window: number;
}

const MIB = 1024 * 1024;
const SAMPLES = 12;

export async function memoryOf({ page, pid }: Pick<OpenWindow, 'page' | 'pid'>): Promise<Memory> {
  const bytes = await page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
  );
  const host = residentKiB(pid);
  return { window: bytes / MIB, ...(host === undefined ? {} : { host: host / 1024 }) };
}

function residentKiB(pid: number): number | undefined {
  try {
    return Number(/^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}

/** What `work` gives, and the memory at even steps while it runs for about `seconds`. */
export async function memoryDuring<T>(
  gantry: Pick<OpenWindow, 'page' | 'pid'>,
  seconds: number,
  work: () => Promise<T>,
): Promise<{ result: T; curve: Memory[] }> {
  const curve: Memory[] = [];
  let sampling = Promise.resolve();
  const timer = setInterval(
    () => {
      sampling = sampling.then(() => memoryOf(gantry)).then((memory) => void curve.push(memory));
    },
    (seconds * 1000) / SAMPLES,
  );
  try {
    return { result: await work(), curve };
  } finally {
    clearInterval(timer);
    await sampling;
  }
}
