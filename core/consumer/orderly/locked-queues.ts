import type { HostClock, Timer } from '../../clock.ts';
import type { QueueView } from '../../model/consume.ts';
import { type MessageQueue, queueKey } from '../../model/queue.ts';
import type { Assignment } from '../assignment.ts';
import type { QueueReaders } from '../queue-readers.ts';
import type { LockAnswer, QueueLocks } from './queue-locks.ts';

/** Locks that are missing are asked for, and ends of locks are looked for, this often. */
const TICK_MS = 1_000;
/** Source: RebalanceLockManager, ProcessQueue.REBALANCE_LOCK_INTERVAL. */
const RENEW_EVERY_MS = 20_000;
/** A lock not renewed for this long is given up here, well before the broker gives it to another. Source: ProcessQueue.REBALANCE_LOCK_MAX_LIVE_TIME. */
const VALID_MS = 30_000;

interface LockedQueuesOptions {
  clock: HostClock;
  locks: Pick<QueueLocks, 'lock' | 'unlock'>;
  readers: Pick<QueueReaders, 'open' | 'giveUp' | 'queuesOf'>;
  onChanged: () => void;
}

interface Wanted {
  queue: MessageQueue;
  /** When the request that got or renewed the lock went out; undefined without one. */
  lockedAtMs?: number | undefined;
}

/**
 * The queues of an orderly consumer: each is read only while the broker keeps it locked for us, and from the offset it
 * names then, since its last owner may have committed until it let go. Source: RebalanceImpl.lockAll.
 */
export class LockedQueues implements Assignment {
  readonly #options: LockedQueuesOptions;
  readonly #wanted = new Map<string, Wanted>();
  readonly #timer: Timer;
  #renewedAtMs: number;
  #ticking = false;
  #stopped = false;

  constructor(options: LockedQueuesOptions) {
    this.#options = options;
    this.#renewedAtMs = options.clock.now();
    this.#timer = options.clock.setInterval(() => void this.#tick(), TICK_MS);
  }

  queuesOf(topic: string): MessageQueue[] {
    return [...this.#wanted.values()].flatMap(({ queue }) => (queue.topic === topic ? queue : []));
  }

  lockOf(queue: MessageQueue): QueueView['lock'] {
    const wanted = this.#wanted.get(queueKey(queue));
    if (wanted === undefined) return undefined;
    return wanted.lockedAtMs === undefined ? 'waiting' : 'ours';
  }

  /** Also ends when another member still has the lock: it is asked for again every second. */
  async open(queue: MessageQueue): Promise<void> {
    const wanted: Wanted = { queue };
    this.#wanted.set(queueKey(queue), wanted);
    await this.#lock([wanted]);
    await this.#read(wanted);
  }

  async giveUp(queue: MessageQueue): Promise<void> {
    const wanted = this.#wanted.get(queueKey(queue));
    this.#wanted.delete(queueKey(queue));
    await this.#options.readers.giveUp(queue, 'rebalance');
    // Also one that waits: the broker may have given the lock, and its answer be lost or on its way.
    if (wanted !== undefined) await this.#options.locks.unlock([queue]);
  }

  stop(): void {
    this.#stopped = true;
    this.#timer.cancel();
  }

  async leave(): Promise<void> {
    await this.#options.locks.unlock([...this.#wanted.values()].map(({ queue }) => queue));
  }

  async #tick(): Promise<void> {
    if (this.#ticking) return;
    this.#ticking = true;
    try {
      const nowMs = this.#options.clock.now();
      const renew = nowMs - this.#renewedAtMs >= RENEW_EVERY_MS;
      if (renew) this.#renewedAtMs = nowMs;
      await this.#expire(nowMs - VALID_MS);
      await this.#lock(
        [...this.#wanted.values()].filter(({ lockedAtMs }) => renew || lockedAtMs === undefined),
      );
      // A broker that did not say where the group goes on is asked again.
      await Promise.all([...this.#wanted.values()].map((wanted) => this.#read(wanted).catch(() => {})));
    } finally {
      this.#ticking = false;
    }
  }

  async #lock(asked: readonly Wanted[]): Promise<void> {
    if (asked.length === 0 || this.#stopped) return;
    const askedAtMs = this.#options.clock.now();
    const answers = await this.#options.locks.lock(asked.map(({ queue }) => queue));
    await this.#unlockUnwanted(answers);
    if (this.#stopped) return;
    for (const answer of answers) {
      const ours = new Set(answer.ours.map(queueKey));
      await Promise.all(
        answer.asked.map((queue) => {
          const wanted = this.#wanted.get(queueKey(queue));
          if (wanted === undefined) return undefined;
          if (!ours.has(queueKey(queue))) return this.#lost(wanted);
          if (wanted.lockedAtMs === undefined) this.#options.onChanged();
          wanted.lockedAtMs = askedAtMs;
          return undefined;
        }),
      );
    }
  }

  /** Given up while the broker was asked: nobody else would get them for a minute. */
  async #unlockUnwanted(answers: readonly LockAnswer[]): Promise<void> {
    const unwanted = answers
      .flatMap(({ ours }) => ours)
      .filter((queue) => this.#stopped || !this.#wanted.has(queueKey(queue)));
    if (unwanted.length > 0) await this.#options.locks.unlock(unwanted);
  }

  async #expire(beforeMs: number): Promise<void> {
    const ended = [...this.#wanted.values()].filter(
      ({ lockedAtMs = beforeMs + 1 }) => lockedAtMs <= beforeMs,
    );
    await Promise.all(ended.map((wanted) => this.#lost(wanted)));
  }

  async #lost(wanted: Wanted): Promise<void> {
    if (wanted.lockedAtMs === undefined) return;
    wanted.lockedAtMs = undefined;
    await this.#options.readers.giveUp(wanted.queue, 'lockLost');
    this.#options.onChanged();
  }

  /** Throws as QueueReaders.open. */
  async #read(wanted: Wanted): Promise<void> {
    if (!this.#isLocked(wanted)) return;
    await this.#options.readers.open(wanted.queue);
    // It was lost before there was anything to give up.
    if (!this.#isLocked(wanted)) await this.#options.readers.giveUp(wanted.queue, 'lockLost');
  }

  #isLocked(wanted: Wanted): boolean {
    return (
      !this.#stopped && wanted.lockedAtMs !== undefined && this.#wanted.get(queueKey(wanted.queue)) === wanted
    );
  }
}
