import type { LaneBead } from './fold-lane.ts';
import { DUPLICATE, type Judgement, type OrderEvent, OrderJudge, type OrderPlan } from './judge.ts';

/** What stands on the line of one queue, in its order. */
export interface JudgedLine {
  beads: LaneBead[];
  /** Beads that came after a higher sequence of their key. */
  inversions: number;
}

/** Stored copies or handled messages, judged one by one, and the line of each queue as it is drawn. */
export class JudgedLines {
  readonly lines: JudgedLine[];
  readonly after: number[] = [];
  readonly #judge: OrderJudge;
  /** Only what is stored can be away from home. */
  readonly #homes: OrderPlan['homes'];

  constructor(plan: OrderPlan, side: 'stored' | 'handled', queues: number) {
    this.#judge = new OrderJudge(plan, side);
    this.#homes = side === 'stored' ? plan.homes : [];
    this.lines = Array.from({ length: queues }, () => ({ beads: [], inversions: 0 }));
  }

  add(event: OrderEvent): void {
    const { key, seq, queue } = event;
    const after = this.#judge.add(event);
    this.after.push(after);
    const bead: LaneBead = { key, seq };
    if (after === DUPLICATE) bead.duplicate = true;
    else if (after > 0) bead.after = after;
    const home = this.#homes[key];
    if (home !== undefined && home !== queue) bead.away = true;
    const line = this.lines[queue];
    line?.beads.push(bead);
    if (line !== undefined && after > 0) line.inversions++;
  }

  /** Of what was added so far. */
  judgement(): Judgement {
    return { ...this.#judge.verdicts(), after: this.after };
  }

  /** Where a key is stored, ascending. */
  queuesOf(key: number): number[] {
    return this.#judge.queuesOf(key);
  }
}
