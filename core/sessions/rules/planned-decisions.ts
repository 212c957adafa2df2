import type { HostClock, Timer } from '../../clock.ts';
import type { Delivery } from '../../consumer/delivery.ts';
import type { PlannedDecision } from '../../model/consume.ts';

interface Waiting {
  readonly planned: PlannedDecision;
  readonly deliveries: Set<Delivery>;
  readonly timer: Timer;
}

/** Decisions that wait for their time: in their undo grace, or by a rule that takes its time. One for each delivery. */
export class PlannedDecisions {
  readonly #clock: HostClock;
  readonly #due: (deliveries: readonly Delivery[], planned: PlannedDecision) => void;
  readonly #byDelivery = new Map<Delivery, Waiting>();
  /** Of persons, in the order in which they were made. */
  readonly #undoable = new Set<Waiting>();

  constructor(clock: HostClock, due: (deliveries: readonly Delivery[], planned: PlannedDecision) => void) {
    this.#clock = clock;
    this.#due = due;
  }

  /** Messages whose decision by a person waits. */
  get undoable(): number {
    let count = 0;
    for (const { deliveries } of this.#undoable) count += deliveries.size;
    return count;
  }

  /** The decision takes the place of another that waits. */
  add(deliveries: readonly Delivery[], planned: PlannedDecision): void {
    this.remove(deliveries);
    const run = (): void => {
      const left = [...waiting.deliveries];
      this.remove(left);
      this.#due(left, planned);
    };
    const timer = this.#clock.setTimeout(run, Math.max(0, planned.dueAtMs - this.#clock.now()));
    const waiting: Waiting = { planned, deliveries: new Set(deliveries), timer };
    for (const delivery of deliveries) this.#byDelivery.set(delivery, waiting);
    if (planned.rule === undefined) this.#undoable.add(waiting);
  }

  /** Nothing will be decided about these; those that had a decision waiting. */
  remove(deliveries: readonly Delivery[]): Delivery[] {
    return deliveries.filter((delivery) => {
      const waiting = this.#byDelivery.get(delivery);
      if (waiting === undefined) return false;
      this.#byDelivery.delete(delivery);
      waiting.deliveries.delete(delivery);
      if (waiting.deliveries.size > 0) return true;
      waiting.timer.cancel();
      this.#undoable.delete(waiting);
      return true;
    });
  }

  /** Those a person decided about last; of `among` those that any person decided about. */
  ofPerson(among?: readonly Delivery[]): Delivery[] {
    if (among !== undefined) return among.filter((delivery) => this.#isOfPerson(delivery));
    return [...([...this.#undoable].at(-1)?.deliveries ?? [])];
  }

  ofRules(): Delivery[] {
    return [...this.#byDelivery.keys()].filter((delivery) => !this.#isOfPerson(delivery));
  }

  clear(): void {
    this.remove([...this.#byDelivery.keys()]);
  }

  #isOfPerson(delivery: Delivery): boolean {
    const waiting = this.#byDelivery.get(delivery);
    return waiting !== undefined && waiting.planned.rule === undefined;
  }
}
