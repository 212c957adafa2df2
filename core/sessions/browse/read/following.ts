import type { OpenedQueue } from '../../../admin/browse/open-queues.ts';
import type { HostClock, Timer } from '../../../clock.ts';
import { type ErrorData, GantryError } from '../../../model/error.ts';
import type { ReceivedMessage } from '../../../model/message.ts';

const RETRY_AFTER_MS = 1_000;
const LOOK_FOR_MORE_EVERY_MS = 5_000;
/** A broker that says 'nothing' sooner does not wait for messages: it is asked once a second. */
const WAITS_AT_LEAST_MS = 500;

/** A queue, and the offset from which it is read on. */
export interface FollowedQueue {
  opened: OpenedQueue;
  at: number;
}

interface FollowListener {
  /** Asked now and then: queues that could not be opened before, or are new. */
  more?(): Promise<readonly FollowedQueue[]>;
  /** What one queue has up to `next`, perhaps nothing. */
  onNews(queue: OpenedQueue, messages: readonly ReceivedMessage[], next: number): void;
  /** undefined: it is read again. */
  onError(queue: OpenedQueue, error: ErrorData | undefined): void;
}

/**
 * Reads queues on as messages come, without a group: a pull that finds nothing waits at the broker. Each queue goes on by
 * itself; one that fails is tried again each second.
 */
export class Following {
  readonly #clock: HostClock;
  readonly #listener: FollowListener;
  readonly #timers = new Set<Timer>();
  #stopped = false;

  constructor(queues: readonly FollowedQueue[], clock: HostClock, listener: FollowListener) {
    this.#clock = clock;
    this.#listener = listener;
    for (const { opened, at } of queues) void this.#follow(opened, at);
    void this.#lookForMore();
  }

  /** Pulls that wait at a broker end there by themselves; their answers are dropped. */
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) timer.cancel();
  }

  async #lookForMore(): Promise<void> {
    while (this.#listener.more !== undefined) {
      await this.#pause(LOOK_FOR_MORE_EVERY_MS);
      const found = await this.#listener.more();
      if (this.#stopped) return;
      for (const { opened, at } of found) void this.#follow(opened, at);
    }
  }

  async #follow(queue: OpenedQueue, from: number): Promise<void> {
    let at = from;
    for (let failed = false; !this.#stopped; ) {
      const askedAtMs = this.#clock.monotonic();
      try {
        const { messages, next } = await queue.reader.news(at);
        if (this.#stopped) return;
        if (failed) this.#listener.onError(queue, undefined);
        failed = false;
        this.#listener.onNews(queue, messages, next);
        const isEmpty = messages.length === 0 && next === at;
        at = next;
        if (isEmpty && this.#clock.monotonic() - askedAtMs < WAITS_AT_LEAST_MS) await this.#pause();
      } catch (error) {
        if (!(error instanceof GantryError)) throw error;
        if (this.#stopped) return;
        failed = true;
        this.#listener.onError(queue, error.data);
        await this.#pause();
      }
    }
  }

  /** Never ends once stopped: nobody goes on then. */
  async #pause(ms = RETRY_AFTER_MS): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = this.#clock.setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      this.#timers.add(timer);
    });
  }
}
