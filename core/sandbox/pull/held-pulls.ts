import type { HostClock, Timer } from '../../clock.ts';
import { getOrAdd } from '../get-or-add.ts';
import type { StoredRecord } from '../store/stored-record.ts';
import type { MessageFilter } from './message-filter.ts';

/** Longest hold whatever the client asks. */
const MAX_HOLD_MS = 30_000;
/** Pulls behind which only messages of other tags came are answered this often, so that their offsets move on. */
const SCAN_MS = 5_000;

export interface HeldPull<C> {
  connection: C;
  topic: string;
  queueId: number;
  filter: MessageFilter;
  /** Host milliseconds. */
  suspendMs: number;
  /** Answers it as things stand, without holding it again. Called once. */
  answer(): void;
}

interface Entry<C> {
  pull: HeldPull<C>;
  timer: Timer;
  /** A message came that the filter did not let through. */
  passedOver: boolean;
}

/**
 * Pulls that wait for a message. One that matches wakes them at the end of the present turn of the event loop, so that
 * messages stored in one go leave in one answer. On host time. Source: PullRequestHoldService.java.
 */
export class HeldPulls<C> {
  readonly #clock: HostClock;
  readonly #byQueue = new Map<string, Set<Entry<C>>>();
  readonly #scan: Timer;
  #woken = new Set<Entry<C>>();

  constructor(clock: HostClock) {
    this.#clock = clock;
    this.#scan = clock.setInterval(() => this.#answerWhere(({ passedOver }) => passedOver), SCAN_MS);
  }

  /** How many wait. */
  get size(): number {
    return this.#entries().length;
  }

  hold(pull: HeldPull<C>): void {
    const holdMs = Math.min(pull.suspendMs, MAX_HOLD_MS);
    const entry: Entry<C> = {
      pull,
      passedOver: false,
      timer: this.#clock.setTimeout(() => this.#answer(entry), holdMs),
    };
    getOrAdd(this.#byQueue, keyOf(pull), () => new Set<Entry<C>>()).add(entry);
  }

  appended(record: StoredRecord): void {
    for (const entry of this.#byQueue.get(keyOf(record)) ?? []) {
      if (!entry.pull.filter(record)) {
        entry.passedOver = true;
        continue;
      }
      if (this.#woken.size === 0) queueMicrotask(() => this.#answerWoken());
      this.#woken.add(entry);
    }
  }

  /** Its pulls are forgotten without an answer. */
  closed(connection: C): void {
    for (const entry of this.#entries()) if (entry.pull.connection === connection) this.#take(entry);
  }

  /** Answers every pull as things stand. */
  stop(): void {
    this.#scan.cancel();
    this.#answerWhere(() => true);
  }

  #answerWoken(): void {
    const woken = this.#woken;
    this.#woken = new Set();
    for (const entry of woken) this.#answer(entry);
  }

  #answerWhere(condition: (entry: Entry<C>) => boolean): void {
    for (const entry of this.#entries()) if (condition(entry)) this.#answer(entry);
  }

  #answer(entry: Entry<C>): void {
    if (this.#take(entry)) entry.pull.answer();
  }

  /** False when it was taken before. */
  #take(entry: Entry<C>): boolean {
    entry.timer.cancel();
    const key = keyOf(entry.pull);
    const entries = this.#byQueue.get(key);
    const taken = entries?.delete(entry) ?? false;
    if (entries?.size === 0) this.#byQueue.delete(key);
    return taken;
  }

  #entries(): Entry<C>[] {
    return [...this.#byQueue.values()].flatMap((entries) => [...entries]);
  }
}

const keyOf = ({ topic, queueId }: { topic: string; queueId: number }): string => `${topic}\u0000${queueId}`;
