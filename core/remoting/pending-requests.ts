import type { HostClock, Timer } from '../clock.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';

/** Deadlines are kept to this precision: one timer for all requests costs less than one for each. */
const SWEEP_EVERY_MS = 100;
/** A sweep this late means that the process itself stood still: answers may lie unread, so they are read first. */
const LATE_SWEEP_MS = 1_000;

export interface PendingRequest {
  request: EncodedRequest;
  timeoutMs: number;
  /** Monotonic. */
  sentAtMs: number;
  /** Which batch of writes it belongs to, and how many chunks had been received when it was made. */
  batch: number;
  chunksBefore: number;
  resolve: (answer: Command) => void;
  reject: (error: Error) => void;
}

/** The requests of one connection that wait for their answer, by opaque. Each is taken out exactly once. */
export class PendingRequests {
  readonly #clock: HostClock;
  readonly #onTimeout: (pending: PendingRequest) => void;
  readonly #byOpaque = new Map<number, PendingRequest>();
  #sweeping: Timer | undefined;
  #sweptAtMs = 0;

  constructor(clock: HostClock, onTimeout: (pending: PendingRequest) => void) {
    this.#clock = clock;
    this.#onTimeout = onTimeout;
  }

  has(opaque: number): boolean {
    return this.#byOpaque.has(opaque);
  }

  add(opaque: number, pending: PendingRequest): void {
    this.#byOpaque.set(opaque, pending);
    if (this.#sweeping !== undefined) return;
    this.#sweptAtMs = pending.sentAtMs;
    this.#sweeping = this.#clock.setInterval(() => this.#sweep(), SWEEP_EVERY_MS);
  }

  take(opaque: number): PendingRequest | undefined {
    const pending = this.#byOpaque.get(opaque);
    this.#byOpaque.delete(opaque);
    return pending;
  }

  takeAll(): PendingRequest[] {
    const all = [...this.#byOpaque.values()];
    this.#byOpaque.clear();
    this.#stop();
    return all;
  }

  #sweep(): void {
    const nowMs = this.#clock.monotonic();
    const late = nowMs - this.#sweptAtMs > LATE_SWEEP_MS;
    this.#sweptAtMs = nowMs;
    if (late) return;
    for (const [opaque, pending] of this.#byOpaque) {
      if (nowMs - pending.sentAtMs < pending.timeoutMs) continue;
      this.#byOpaque.delete(opaque);
      this.#onTimeout(pending);
    }
    if (this.#byOpaque.size === 0) this.#stop();
  }

  #stop(): void {
    this.#sweeping?.cancel();
    this.#sweeping = undefined;
  }
}
