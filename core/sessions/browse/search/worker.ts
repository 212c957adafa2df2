import { parentPort } from 'node:worker_threads';
import type { ToSearcher } from './messages.ts';
import { Searcher } from './searcher.ts';

/** Entry of a search worker: a Searcher that hears by messages. */
const searcher = new Searcher({
  tell: (found) => parentPort?.postMessage(found),
  later: (task) => void setImmediate(task),
  now: () => performance.now(),
});
parentPort?.on('message', (message: ToSearcher) => searcher.hear(message));
