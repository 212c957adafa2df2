import { parentPort } from 'node:worker_threads';
import { toErrorData } from '../../model/error.ts';
import { Comparisons } from './comparisons.ts';
import type { FromComparisons, ToComparisons } from './thread-messages.ts';

/** Entry of the thread that compares large bodies: Comparisons that are called by messages. */
const comparisons = new Comparisons();
const tell = (answer: FromComparisons): void => parentPort?.postMessage(answer);

parentPort?.on('message', async ({ id, name, args }: ToComparisons) => {
  try {
    const method = comparisons[name] as (...given: typeof args) => unknown;
    tell({ id, value: await method.apply(comparisons, args) });
  } catch (error) {
    tell({ id, error: toErrorData(error) });
  }
});
