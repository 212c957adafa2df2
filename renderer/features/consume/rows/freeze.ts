import type { Region } from './lines.ts';

/** Whether the view stands still, what holds it, and how much arrived meanwhile. */
export class Freeze {
  /** A person paused the table. */
  paused = false;
  /** Where a person put the cursor on a row below the first. */
  movedOff: Region | undefined;
  /** Which region is scrolled off its top. */
  readonly scrolled: Record<Region, boolean> = { pinned: false, settled: false };
  #seqAtStart: number | undefined;

  get frozen(): boolean {
    return this.paused || this.movedOff !== undefined || this.scrolled.pinned || this.scrolled.settled;
  }

  /** Somebody reads the settled rows: they must not move. A cursor put among the pinned ones does not hold them. */
  get settledHeld(): boolean {
    return this.paused || this.scrolled.settled || this.movedOff === 'settled';
  }

  /** Nothing holds the view any more. */
  release(): void {
    this.paused = false;
    this.toTop();
  }

  /** Nobody reads below the top; a pause goes on. */
  toTop(): void {
    this.movedOff = undefined;
    this.scrolled.pinned = false;
    this.scrolled.settled = false;
  }

  /** After something that holds the view changed. Answers whether it just became live again and must catch up. */
  settle(newestSeq: number): boolean {
    if (this.frozen) {
      this.#seqAtStart ??= newestSeq;
      return false;
    }
    const thawed = this.#seqAtStart !== undefined;
    this.#seqAtStart = undefined;
    return thawed;
  }

  /** Deliveries since it stands still. */
  newCount(newestSeq: number): number {
    return this.#seqAtStart === undefined ? 0 : Math.max(0, newestSeq - this.#seqAtStart);
  }
}
