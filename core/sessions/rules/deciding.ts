import type { HostClock } from '../../clock.ts';
import type { Delivery } from '../../consumer/delivery.ts';
import type { PushConsumer, Settlement } from '../../consumer/push-consumer.ts';
import { DEAD_LETTER_NOW } from '../../consumer/send-back.ts';
import type { DecideResult } from '../../contract/views.ts';
import type {
  ConsumerView,
  DecidedBy,
  DecideMode,
  DecisionChoice,
  PlannedDecision,
} from '../../model/consume.ts';
import { type ErrorData, stateError } from '../../model/error.ts';
import { choiceOf, type RuleHit, type RuleSet } from '../../model/rules/rule.ts';
import type { RowStore } from '../row-store.ts';
import { checkRules, type RuleLimits } from './check-rules.ts';
import { PlannedDecisions } from './planned-decisions.ts';
import { RulesAtWork } from './rules-at-work.ts';

/** A rule whose decision was refused tries again: the broker may be back by then. */
const RULE_RETRY_MS = 5_000;
/** A decision in its grace is sent before its row's deadline would decide otherwise. */
const BEFORE_DEADLINE_MS = 200;

interface DecidingOptions extends RuleLimits {
  clock: HostClock;
  rows: RowStore;
  mode: DecideMode;
  rules: RuleSet;
  /** How long a person's decision can be taken back. */
  undoGraceMs: () => number;
  /** While it runs. */
  consumer: () => PushConsumer | undefined;
  onChanged: () => void;
}

/** How the held messages of one consumer are decided: by hand, by Auto-ack, or by rules; at once or after a while. */
export class Deciding {
  readonly #options: DecidingOptions;
  readonly #rows: RowStore;
  readonly #rules: RulesAtWork;
  readonly #planned: PlannedDecisions;
  /** Rules whose decisions are on their way. */
  readonly #sentBy = new WeakMap<Delivery, RuleHit>();
  #mode: DecideMode;

  constructor(options: DecidingOptions) {
    this.#options = options;
    this.#rows = options.rows;
    this.#mode = options.mode;
    checkRules(options.rules, options);
    this.#rules = new RulesAtWork(options.rules);
    this.#planned = new PlannedDecisions(
      options.clock,
      (deliveries, planned) => void this.#carryOut(deliveries, planned),
    );
  }

  get view(): Pick<ConsumerView, 'mode' | 'rules' | 'undoable'> {
    return { mode: this.#mode, rules: this.#rules.view, undoable: this.#planned.undoable };
  }

  /** What gets a seat from now on is decided so. What is held already is only touched when `applyToHeld`. */
  setMode(mode: DecideMode, applyToHeld: boolean): void {
    this.#mode = mode;
    if (mode !== 'rules') this.#takeBack(this.#planned.ofRules());
    if (applyToHeld) this.applyToHeld();
    this.#options.onChanged();
  }

  /** See 'consumer.rules.set'. */
  setRules(set: RuleSet): void {
    checkRules(set, this.#options);
    this.#rules.set(set);
    const waiting = this.#planned.ofRules();
    this.#takeBack(waiting);
    this.held(waiting);
    this.#options.onChanged();
  }

  /** Decides what is held now as the mode says; what a person decided, and can take back, stays decided so. */
  applyToHeld(): void {
    const held = this.#options.consumer()?.held() ?? [];
    const ofPerson = new Set(this.#planned.ofPerson(held));
    this.held(held.filter((delivery) => !ofPerson.has(delivery)));
    this.#options.onChanged();
  }

  /** These have seats. */
  held(deliveries: readonly Delivery[]): void {
    if (this.#mode === 'auto') void this.#send(deliveries, { decision: 'ack' }, 'autoAck');
    if (this.#mode !== 'rules') return;
    const now = this.#options.clock.now();
    for (const [hit, taken] of this.#rules.take(deliveries)) {
      const choice = choiceOf(hit.rule);
      const planned = (dueAtMs: number): PlannedDecision => ({ ...choice, dueAtMs, rule: hit });
      const dueAt = (delivery: Delivery): number => (delivery.heldAtMs ?? now) + hit.rule.afterMs;
      const due = taken.filter((delivery) => dueAt(delivery) <= now);
      if (due.length > 0) void this.#carryOut(due, planned(now));
      for (const delivery of taken)
        if (dueAt(delivery) > now) this.#plan([delivery], planned(dueAt(delivery)));
    }
  }

  /** They are decided, or not ours any more. The rule that decided, if one did. */
  settled(deliveries: readonly Delivery[], how?: Settlement): RuleHit | undefined {
    this.#planned.remove(deliveries);
    const [first] = deliveries;
    const hit = first === undefined || how?.by !== 'rule' ? undefined : this.#sentBy.get(first);
    if (hit !== undefined) this.#rules.decided(hit, deliveries.length);
    return hit;
  }

  async decide(seqs: readonly number[], choice: DecisionChoice): Promise<DecideResult[]> {
    const errors = new Map<number, ErrorData>();
    const open = new Map<number, Delivery>();
    for (const seq of seqs) {
      const delivery = this.#rows.deliveryOf(seq);
      const error = this.#whyNot(delivery, seq);
      if (delivery === undefined || error !== undefined) errors.set(seq, error ?? stateError('notHeld').data);
      else open.set(seq, delivery);
    }
    this.#takeBack([...open.values()]);
    const graceMs = this.#options.undoGraceMs();
    if (graceMs > 0) {
      this.#inGrace([...open.values()], choice, graceMs);
      return seqs.map((seq) => ({
        ...resultOf(seq, errors.get(seq)),
        ...(open.has(seq) ? { waits: true } : {}),
      }));
    }
    const refused = await this.#send([...open.values()], choice, 'person');
    return seqs.map((seq) => {
      const delivery = open.get(seq);
      return resultOf(seq, delivery === undefined ? errors.get(seq) : refused.get(delivery));
    });
  }

  /** See 'consumer.undo'. */
  undo(seqs?: readonly number[]): number[] {
    const among = seqs?.flatMap((seq) => this.#rows.deliveryOf(seq) ?? []);
    const taken = this.#planned.ofPerson(among);
    this.#takeBack(taken);
    this.#options.onChanged();
    return taken.flatMap((delivery) => this.#rows.seqOf(delivery) ?? []);
  }

  /** What waits is not decided: the messages come again. */
  stop(): void {
    this.#planned.clear();
  }

  #whyNot(delivery: Delivery | undefined, seq: number): ErrorData | undefined {
    if (delivery === undefined) return stateError('unknownId', { what: 'message', id: seq }).data;
    if (this.#options.consumer() === undefined) return stateError('notRunning').data;
    if (this.#rows.isHeld(delivery)) return undefined;
    return stateError(delivery.state === 'movedAway' ? 'movedAway' : 'notHeld').data;
  }

  /** All at once, so that they can be taken back together; no later than the first deadline among them. */
  #inGrace(deliveries: readonly Delivery[], choice: DecisionChoice, graceMs: number): void {
    if (deliveries.length === 0) return;
    const now = this.#options.clock.now();
    const deadlines = deliveries.map(({ deadlineAtMs = Number.POSITIVE_INFINITY }) => deadlineAtMs);
    const latest = deadlines.reduce((a, b) => Math.min(a, b)) - BEFORE_DEADLINE_MS;
    this.#plan(deliveries, { ...choice, dueAtMs: Math.max(now, Math.min(now + graceMs, latest)) });
  }

  #plan(deliveries: readonly Delivery[], planned: PlannedDecision): void {
    this.#planned.add(deliveries, planned);
    this.#rows.planned(deliveries, planned);
    this.#options.onChanged();
  }

  #takeBack(deliveries: readonly Delivery[]): void {
    this.#rows.planned(this.#planned.remove(deliveries), undefined);
  }

  async #carryOut(deliveries: readonly Delivery[], planned: PlannedDecision): Promise<void> {
    const { rule } = planned;
    if (rule !== undefined) for (const delivery of deliveries) this.#sentBy.set(delivery, rule);
    this.#rows.planned(deliveries, undefined);
    const refused = await this.#send(deliveries, planned, rule === undefined ? 'person' : 'rule');
    const again = [...refused.keys()].filter(({ state }) => state === 'held');
    if (rule === undefined || again.length === 0 || this.#mode !== 'rules') return;
    this.#plan(again, { ...planned, dueAtMs: this.#options.clock.now() + RULE_RETRY_MS });
  }

  /** Of those that were refused, why. */
  async #send(
    deliveries: readonly Delivery[],
    choice: DecisionChoice,
    by: DecidedBy,
  ): Promise<Map<Delivery, ErrorData>> {
    const consumer = this.#options.consumer();
    if (consumer === undefined || deliveries.length === 0) return new Map();
    const results =
      choice.decision === 'ack'
        ? consumer.ack(deliveries, by)
        : await this.#sendBack(consumer, deliveries, { by, delayLevel: delayLevelOf(choice) });
    const refused = results.flatMap(({ delivery, error }) =>
      error === undefined ? [] : [[delivery, error] as const],
    );
    for (const [delivery, error] of refused) this.#rows.deciding(delivery, false, error);
    this.#options.onChanged();
    return new Map(refused);
  }

  async #sendBack(
    consumer: PushConsumer,
    deliveries: readonly Delivery[],
    { by, delayLevel }: { by: DecidedBy; delayLevel: number },
  ) {
    for (const delivery of deliveries) this.#rows.deciding(delivery, true);
    this.#options.onChanged();
    return await Promise.all(
      deliveries.map(async (delivery) => {
        const result = await consumer.later(delivery, by, delayLevel);
        this.#rows.deciding(delivery, false);
        return result;
      }),
    );
  }
}

function delayLevelOf({ decision, level = 0 }: DecisionChoice): number {
  return decision === 'deadLetter' ? DEAD_LETTER_NOW : level;
}

function resultOf(seq: number, error: ErrorData | undefined): DecideResult {
  return error === undefined ? { seq } : { seq, error };
}
