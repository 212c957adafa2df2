import type { HostClock, Timer } from '../clock.ts';
import type { EventMessage } from '../contract/contract.ts';

/** A window's things outlive a reload or a lost link for this long, then end as by Stop. */
export const WINDOW_GRACE_MS = 30_000;

interface Lease {
  deliver: Set<(message: EventMessage) => void>;
  ending: Timer | undefined;
}

/** Which windows exist, who listens in them, and when one that went away is given up. */
export class Windows {
  readonly #clock: HostClock;
  readonly #onGone: (windowId: string) => void;
  readonly #leases = new Map<string, Lease>();

  constructor(clock: HostClock, onGone: (windowId: string) => void) {
    this.#clock = clock;
    this.#onGone = onGone;
  }

  /** A window (again) listens. The returned function ends that, and starts the grace time when nobody else listens for it. */
  attach(windowId: string, deliver: (message: EventMessage) => void): () => void {
    const lease = this.#leases.get(windowId) ?? { deliver: new Set(), ending: undefined };
    this.#leases.set(windowId, lease);
    lease.deliver.add(deliver);
    lease.ending?.cancel();
    lease.ending = undefined;
    return () => {
      if (lease.deliver.delete(deliver) && lease.deliver.size === 0) this.#startGrace(windowId, lease);
    };
  }

  /** After the host itself slept, every grace time starts anew: nobody could have come back meanwhile. */
  restartGrace(): void {
    for (const [windowId, lease] of this.#leases) {
      if (lease.ending !== undefined) this.#startGrace(windowId, lease);
    }
  }

  /** Whether it listens now. */
  isOpen(windowId: string): boolean {
    return (this.#leases.get(windowId)?.deliver.size ?? 0) > 0;
  }

  broadcast(message: EventMessage): void {
    for (const lease of this.#leases.values()) {
      for (const deliver of lease.deliver) deliver(message);
    }
  }

  close(): void {
    for (const lease of this.#leases.values()) lease.ending?.cancel();
    this.#leases.clear();
  }

  #startGrace(windowId: string, lease: Lease): void {
    lease.ending?.cancel();
    lease.ending = this.#clock.setTimeout(() => {
      this.#leases.delete(windowId);
      this.#onGone(windowId);
    }, WINDOW_GRACE_MS);
  }
}
