import type { HostClock, Timer } from '../clock.ts';
import type { AssignedQueue } from './assigned-queue.ts';
import type { OffsetStore } from './offset-store.ts';
import { within } from './within.ts';

/** Source: ClientConfig.persistConsumerOffsetInterval. */
const COMMIT_EVERY_MS = 5_000;
/** A commit that is waited for is given up after this long. */
const COMMIT_TIMEOUT_MS = 1_000;

/** Has the store keep how far each queue is decided; pulls do so on their way as well. */
export class OffsetCommits {
  readonly #clock: HostClock;
  readonly #store: OffsetStore;
  readonly #timer: Timer;

  constructor(clock: HostClock, store: OffsetStore, queues: () => Iterable<AssignedQueue>) {
    this.#clock = clock;
    this.#store = store;
    this.#timer = clock.setInterval(() => {
      for (const assigned of queues())
        void this.#keep(assigned, (queue, offset) => store.tell(queue, offset));
    }, COMMIT_EVERY_MS);
  }

  /** Waits until it is kept, 1 s at most. What is not is delivered again: nothing is lost by that. */
  async commit(assigned: AssignedQueue): Promise<void> {
    const kept = this.#keep(assigned, (queue, offset) => this.#store.write(queue, offset));
    await within(this.#clock, COMMIT_TIMEOUT_MS, kept);
  }

  stop(): void {
    this.#timer.cancel();
  }

  async #keep(assigned: AssignedQueue, write: OffsetStore['write']): Promise<void> {
    const offset = assigned.uncommitted;
    if (offset === undefined) return;
    await write(assigned.queue, offset).then(
      () => assigned.committed(offset),
      () => {},
    );
  }
}
