import { type MessageQueue, queueKey } from '../../model/queue.ts';

/** A lock that is not renewed for this long is free. Source: RebalanceLockManager.REBALANCE_LOCK_MAX_LIVE_TIME. */
const LOCK_MS = 60_000;

/** Which client of an orderly group may consume a queue. On host time. */
export class QueueLocks {
  readonly #now: () => number;
  readonly #locks = new Map<string, { clientId: string; expiresAtMs: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The queues that are the client's now, new and renewed ones. */
  lock(group: string, clientId: string, queues: readonly MessageQueue[]): MessageQueue[] {
    const nowMs = this.#now();
    return queues.filter((queue) => {
      const key = lockKey(group, queue);
      const held = this.#locks.get(key);
      if (held !== undefined && held.clientId !== clientId && held.expiresAtMs > nowMs) return false;
      this.#locks.set(key, { clientId, expiresAtMs: nowMs + LOCK_MS });
      return true;
    });
  }

  /** Whether any queue is locked for a member of the group. */
  isAnyHeld(group: string): boolean {
    const nowMs = this.#now();
    return [...this.#locks].some(
      ([key, { expiresAtMs }]) => key.startsWith(lockPrefix(group)) && expiresAtMs > nowMs,
    );
  }

  /** Queues of another owner stay locked. */
  unlock(group: string, clientId: string, queues: readonly MessageQueue[]): void {
    for (const queue of queues) {
      const key = lockKey(group, queue);
      if (this.#locks.get(key)?.clientId === clientId) this.#locks.delete(key);
    }
  }
}

const lockPrefix = (group: string): string => `${group}\u0000`;
const lockKey = (group: string, queue: MessageQueue): string => `${lockPrefix(group)}${queueKey(queue)}`;
