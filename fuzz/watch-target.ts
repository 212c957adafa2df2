import { Buffer } from 'node:buffer';
import { Worker } from 'node:worker_threads';
import { SharedInput } from './shared-input.ts';
import type { Task } from './worker.ts';

const LOOK_EVERY_MS = 1_000;
/** An input that takes so long never ends: the largest inflate takes a fraction of a second. */
const HANG_MS = 20_000;
/** Far more than any input may take; a leak over a million of them comes here. */
const MAX_HEAP_MB = 512;

type Watched = Omit<Task, 'memory'> & {
  /** Default: 20 s. */
  hangMs?: number;
  /** Default: worker.ts beside this file. */
  program?: URL;
};

/**
 * Checks a target in a thread of its own, so that no input can take the program with it. Resolves with undefined, or with
 * what went wrong: a failure, an input without end, the thread's end for want of memory.
 */
export async function watchTarget({
  hangMs = HANG_MS,
  program = new URL('./worker.ts', import.meta.url),
  ...task
}: Watched): Promise<string | undefined> {
  const shared = new SharedInput();
  const workerData: Task = { ...task, memory: shared.memory };
  const worker = new Worker(program, {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  const input = (): string =>
    `input ${shared.count}, base64 ${Buffer.from(shared.last).toString('base64').slice(0, 4_000)}`;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<string | undefined>((resolve) => {
      let [count, sinceMs] = [0, performance.now()];
      timer = setInterval(
        () => {
          if (shared.count !== count) [count, sinceMs] = [shared.count, performance.now()];
          else if (performance.now() - sinceMs > hangMs) resolve(`no end: ${input()}`);
        },
        Math.min(LOOK_EVERY_MS, hangMs),
      );
      worker.on('message', () => resolve(undefined));
      worker.on('error', (error) => resolve(`${String(error)}\nlast: ${input()}`));
      worker.on('exit', (code) => resolve(`the thread ended with ${code}: ${input()}`));
    });
  } finally {
    clearInterval(timer);
    await worker.terminate();
  }
}
