import { inputError, stateError } from '../../model/error.ts';

/** A plan older than this one is forgotten: what it was worked out from has changed since. */
const KEPT = 20;

/** Plans that were shown and wait for the person's word. Each can be carried out once. */
export class Plans<Plan> {
  readonly #plans = new Map<number, { plan: Plan; name: string }>();
  #lastId = 0;

  /** `name`: what has to be typed to confirm it. Returns the plan's id. */
  add(plan: Plan, name: string): number {
    const planId = ++this.#lastId;
    this.#plans.set(planId, { plan, name });
    this.#plans.delete(planId - KEPT);
    return planId;
  }

  /** Throws STATE unknownId, and INPUT typedName, after which the plan still stands. */
  take(planId: number, typedName: string): Plan {
    const found = this.#plans.get(planId);
    if (found === undefined) throw stateError('unknownId', { what: 'plan', id: planId });
    if (typedName !== found.name) throw inputError('typedName', 'typedName', { other: found.name });
    this.#plans.delete(planId);
    return found.plan;
  }
}
