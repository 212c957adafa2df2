import type { ConsumeCounters, StopPreview } from '../model/consume.ts';
import { type LiveDelivery, noCounters } from './delivery.ts';
import type { Backlog } from './flow-control.ts';

/** Decided entries in front are cut off once they are this many. */
const COMPACT_FROM = 1_024;

/**
 * The ack ledger of one queue: what was pulled, what is undecided, and how far the queue may be committed. It knows no
 * broker and no clock; every change is one of its methods, each O(1) on average per message.
 *
 * A delivery goes waiting -> held -> acked, later or deadLetter; or, undecided, to movedAway. One that is over with
 * Later may be followed, in its place, by a new one of the same message. Two things always hold:
 * `committableOffset` is never beyond an undecided delivery, and every received one is counted in exactly one state.
 */
export class QueueLedger {
  /** By queue offset, from the lowest undecided on (after `#head`), the decided ones between them included. */
  #entries: LiveDelivery[] = [];
  /** Index of the lowest undecided entry. */
  #head = 0;
  /** Index of the first waiting one. */
  #nextWaiting = 0;
  #nextOffset: number;
  #undecidedBytes = 0;
  readonly #counters: ConsumeCounters = noCounters();

  constructor(startOffset: number) {
    this.#nextOffset = startOffset;
  }

  /** Where to pull next. */
  get nextOffset(): number {
    return this.#nextOffset;
  }

  /** Everything below is decided, or was skipped by the filter: the lowest undecided offset, else the next to pull. */
  get committableOffset(): number {
    return this.#entries[this.#head]?.message.queueOffset ?? this.#nextOffset;
  }

  get undecided(): number {
    return this.#counters.waiting + this.#counters.held;
  }

  get hasWaiting(): boolean {
    return this.#counters.waiting > 0;
  }

  get counters(): Readonly<ConsumeCounters> {
    return this.#counters;
  }

  get backlog(): Backlog {
    return {
      undecided: this.undecided,
      undecidedBytes: this.#undecidedBytes,
      span: this.#nextOffset - this.committableOffset,
    };
  }

  /** Decided ones behind the lowest undecided are behind what can be committed: the broker delivers them again. */
  get stopPreview(): StopPreview {
    const { held, waiting } = this.#counters;
    return { held, waiting, ackedBehind: this.#entries.length - this.#head - this.undecided };
  }

  /**
   * A pull's answer: deliveries in order of their offsets, filtered ones left out; the queue continues at `nextOffset`.
   * Returns those that are new: a broker that repeats itself is not believed.
   */
  pulled(deliveries: readonly LiveDelivery[], nextOffset: number): LiveDelivery[] {
    const added: LiveDelivery[] = [];
    for (const delivery of deliveries) {
      const { queueOffset, body } = delivery.message;
      if (queueOffset < this.#nextOffset) continue;
      this.#nextOffset = queueOffset + 1;
      this.#undecidedBytes += body.length;
      this.#entries.push(delivery);
      added.push(delivery);
    }
    this.#nextOffset = Math.max(this.#nextOffset, nextOffset);
    this.#counters.received += added.length;
    this.#counters.waiting += added.length;
    return added;
  }

  /** The oldest waiting delivery, held from now on. */
  hold(): LiveDelivery | undefined {
    const delivery = this.#entries[this.#nextWaiting];
    if (delivery === undefined) return undefined;
    this.#nextWaiting++;
    this.#skipSeated();
    this.#counters.waiting--;
    this.#counters.held++;
    delivery.state = 'held';
    return delivery;
  }

  /** The decision on a held delivery holds. false when it is not held (any more). */
  decide(delivery: LiveDelivery, state: 'acked' | 'later' | 'deadLetter'): boolean {
    if (delivery.state !== 'held') return false;
    delivery.state = state;
    this.#counters.held--;
    this.#counters[state]++;
    this.#undecidedBytes -= delivery.message.body.length;
    this.#dropDecided();
    return true;
  }

  /**
   * A held delivery is to be offered again in its place: it is over with Later, and `next` waits there instead. false
   * when it is not held (any more).
   */
  again(delivery: LiveDelivery, next: LiveDelivery): boolean {
    const index = this.#entries.indexOf(delivery, this.#head);
    if (delivery.state !== 'held' || index < 0) return false;
    delivery.state = 'later';
    this.#entries[index] = next;
    this.#nextWaiting = Math.min(this.#nextWaiting, index);
    this.#counters.held--;
    this.#counters.later++;
    this.#counters.received++;
    this.#counters.waiting++;
    return true;
  }

  /**
   * The broker says the queue continues at `offset`. Forward, nothing else changes. Back, what was pulled from there on
   * will come again: the undecided among it move away and are returned, those before stay ours.
   */
  moveTo(offset: number): LiveDelivery[] {
    this.#nextOffset = offset;
    let keep = this.#entries.length;
    while (keep > this.#head && (this.#entries[keep - 1]?.message.queueOffset ?? 0) >= offset) keep--;
    return this.#release(this.#entries.splice(keep));
  }

  /** The queue is given up: everything undecided moves away and is returned. */
  release(): LiveDelivery[] {
    // The committable offset stays where it is.
    this.#nextOffset = this.committableOffset;
    return this.#release(this.#entries.splice(this.#head));
  }

  #release(entries: LiveDelivery[]): LiveDelivery[] {
    const released = entries.filter(isUndecided);
    for (const delivery of released) {
      this.#counters[delivery.state === 'held' ? 'held' : 'waiting']--;
      this.#counters.movedAway++;
      this.#undecidedBytes -= delivery.message.body.length;
      delivery.state = 'movedAway';
    }
    this.#nextWaiting = Math.min(this.#nextWaiting, this.#entries.length);
    this.#dropDecided();
    return released;
  }

  /** Entries behind one that waits again may have had their seats. */
  #skipSeated(): void {
    while (this.#nextWaiting < this.#entries.length && this.#entries[this.#nextWaiting]?.state !== 'waiting')
      this.#nextWaiting++;
  }

  #dropDecided(): void {
    const entries = this.#entries;
    while (this.#head < this.#nextWaiting && !isUndecided(entries[this.#head])) this.#head++;
    if (this.#head < COMPACT_FROM && this.#head < entries.length) return;
    this.#entries = entries.slice(this.#head);
    this.#nextWaiting -= this.#head;
    this.#head = 0;
  }
}

function isUndecided(delivery: LiveDelivery | undefined): boolean {
  return delivery?.state === 'waiting' || delivery?.state === 'held';
}
