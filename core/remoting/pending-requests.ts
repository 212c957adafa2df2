import type { HostClock, Timer } from '../clock.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';

/** Deadlines are kept to this precision: one timer for all requests costs less than one for each. */
const SWEEP_EVERY_MS = 100;
/** A power of two. */
const FIRST_SLOTS = 1_024;
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

interface Slot {
  opaque: number;
  pending: PendingRequest;
}

/**
 * The requests of one connection that wait for their answer, by opaque. Each is taken out exactly once.
 *
 * A ring: opaques count up, so an opaque's low bits are its slot. Not a Map: the tables that a busy Map leaves behind
 * point at the ones after them, and once the garbage collector has taken one for old, they keep each other and what was
 * in them.
 */
export class PendingRequests {
  readonly #clock: HostClock;
  readonly #onTimeout: (pending: PendingRequest) => void;
  #slots = emptySlots(FIRST_SLOTS);
  #count = 0;
  #sweeping: Timer | undefined;
  #sweptAtMs = 0;

  constructor(clock: HostClock, onTimeout: (pending: PendingRequest) => void) {
    this.#clock = clock;
    this.#onTimeout = onTimeout;
  }

  /** Whether `opaque` can be added. One that cannot is passed over: its slot belongs to one that waits for long. */
  isFree(opaque: number): boolean {
    return this.#slots[this.#slotOf(opaque)] === undefined;
  }

  add(opaque: number, pending: PendingRequest): void {
    this.#slots[this.#slotOf(opaque)] = { opaque, pending };
    this.#count++;
    if (this.#count * 2 > this.#slots.length) this.#grow();
    if (this.#sweeping !== undefined) return;
    this.#sweptAtMs = pending.sentAtMs;
    this.#sweeping = this.#clock.setInterval(() => this.#sweep(), SWEEP_EVERY_MS);
  }

  take(opaque: number): PendingRequest | undefined {
    const slot = this.#slots[this.#slotOf(opaque)];
    if (slot?.opaque !== opaque) return undefined;
    this.#slots[this.#slotOf(opaque)] = undefined;
    this.#count--;
    return slot.pending;
  }

  takeAll(): PendingRequest[] {
    const all = this.#all();
    this.#slots = emptySlots(FIRST_SLOTS);
    this.#count = 0;
    this.#stop();
    return all.map(({ pending }) => pending);
  }

  #sweep(): void {
    const nowMs = this.#clock.monotonic();
    const late = nowMs - this.#sweptAtMs > LATE_SWEEP_MS;
    this.#sweptAtMs = nowMs;
    if (late) return;
    for (const { opaque, pending } of this.#all()) {
      if (nowMs - pending.sentAtMs < pending.timeoutMs) continue;
      // One before it may have ended the connection, and with it all the others.
      if (this.take(opaque) !== undefined) this.#onTimeout(pending);
    }
    if (this.#count === 0) this.#stop();
  }

  /** In the order in which they were added. */
  #all(): Slot[] {
    return this.#slots.flatMap((slot) => slot ?? []).sort((a, b) => a.pending.sentAtMs - b.pending.sentAtMs);
  }

  #slotOf(opaque: number): number {
    return opaque & (this.#slots.length - 1);
  }

  /** Those that had different slots still have. */
  #grow(): void {
    const before = this.#slots;
    this.#slots = emptySlots(before.length * 2);
    for (const slot of before) if (slot !== undefined) this.#slots[this.#slotOf(slot.opaque)] = slot;
  }

  #stop(): void {
    this.#sweeping?.cancel();
    this.#sweeping = undefined;
  }
}

function emptySlots(count: number): (Slot | undefined)[] {
  return new Array<Slot | undefined>(count).fill(undefined);
}
