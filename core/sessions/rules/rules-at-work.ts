import type { Delivery } from '../../consumer/delivery.ts';
import type { RulesView } from '../../model/consume.ts';
import { RuleJudge } from '../../model/rules/judge.ts';
import type { Rule, RuleHit, RuleSet } from '../../model/rules/rule.ts';
import { messageKey } from '../rows/row-entry.ts';
import { DeliverySubject } from './delivery-subject.ts';
import { withinTime } from './within-time.ts';

/** The host does nothing else meanwhile. Longer than this over one message a pattern may be one that never ends. */
const JUDGE_MS = 50;
/** So many times as long over all messages that got seats at once. */
const MAX_TURNS = 10;

/** The rules of a consumer, and how many messages each decided. */
export class RulesAtWork {
  #set: RuleSet;
  #judge: RuleJudge;
  #hits: RuleHit[];
  #counts: Map<Rule, number>;
  readonly #tooSlow = new Set<Rule>();

  constructor(set: RuleSet) {
    this.#set = set;
    this.#judge = new RuleJudge(set);
    this.#hits = hitsOf(set);
    this.#counts = new Map(set.rules.map((rule) => [rule, 0]));
  }

  get view(): RulesView {
    const { seed, rules } = this.#set;
    return {
      seed,
      rules: rules.map((rule) => ({
        ...rule,
        hits: this.#counts.get(rule) ?? 0,
        ...(this.#tooSlow.has(rule) ? { tooSlow: true as const } : {}),
      })),
    };
  }

  /** A rule that is the same as before, wherever it stands now, keeps its count. */
  set({ seed, rules }: RuleSet): void {
    const before = new Map(this.#set.rules.map((rule) => [JSON.stringify(rule), rule]));
    const next: RuleSet = { seed, rules: rules.map((rule) => before.get(JSON.stringify(rule)) ?? rule) };
    this.#counts = new Map(next.rules.map((rule) => [rule, this.#counts.get(rule) ?? 0]));
    this.#set = next;
    this.#judge = new RuleJudge(next);
    this.#hits = hitsOf(next);
    this.#tooSlow.clear();
  }

  /** The messages each rule takes. A rule whose pattern takes too long takes none from then on. */
  take(deliveries: readonly Delivery[]): Map<RuleHit, Delivery[]> {
    const taken = new Map<RuleHit, Delivery[]>();
    for (const [index, by] of this.#judgeAll(deliveries).entries()) {
      const hit = by === undefined ? undefined : this.#hits[by];
      const delivery = deliveries[index];
      if (hit === undefined || delivery === undefined) continue;
      const others = taken.get(hit);
      if (others === undefined) taken.set(hit, [delivery]);
      else others.push(delivery);
    }
    return taken;
  }

  decided({ rule }: RuleHit, messages: number): void {
    const count = this.#counts.get(rule);
    if (count !== undefined) this.#counts.set(rule, count + messages);
  }

  /** Of each delivery, the index of its rule. */
  #judgeAll(deliveries: readonly Delivery[]): (number | undefined)[] {
    const judged: (number | undefined)[] = [];
    const judgeOthers = (): void => {
      for (const delivery of deliveries.slice(judged.length)) {
        judged.push(this.#judge.judge(new DeliverySubject(delivery), messageKey(delivery)));
        delivery.message.forgetTexts?.();
      }
    };
    const hasPatterns = this.#set.rules.some(({ filter }) => filter.includes('~'));
    if (!hasPatterns) judgeOthers();
    else
      for (let turn = 1; judged.length < deliveries.length; turn++) {
        const before = judged.length;
        const tooLong = !withinTime(JUDGE_MS, judgeOthers);
        if (tooLong && (judged.length === before || turn > MAX_TURNS)) this.#leaveOut(this.#judge.asked);
      }
    return judged;
  }

  #leaveOut(index: number): void {
    this.#judge.leaveOut(index);
    const rule = this.#set.rules[index];
    if (rule !== undefined) this.#tooSlow.add(rule);
  }
}

const hitsOf = ({ rules }: RuleSet): RuleHit[] => rules.map((rule, index) => ({ number: index + 1, rule }));
