import type { DecisionChoice } from '../consume.ts';

/** What a rule does with the messages it takes. */
export const RULE_ACTS = ['ack', 'later', 'deadLetter'] as const;
export type RuleAct = (typeof RULE_ACTS)[number];

/** One rule: all its conditions must hold. Plain data, as it is kept and as it crosses to the host. */
export interface Rule {
  /** Stable over edits and moves; each its own within a set. */
  id: number;
  act: RuleAct;
  /** Of Later: the delay level to return at; 0 = the broker's own, 3 + reconsumeTimes. */
  level: number;
  /** In the grammar of core/model/filter; '' fits every message. */
  filter: string;
  /** Only the first so many attempts of a message fit; 0 = all. */
  attempts: number;
  /** Of those that fit, so many are taken, drawn by the set's seed. */
  percent: number;
  /** Time from the seat to the decision. */
  afterMs: number;
}

/** In order: the first rule that takes a message decides it. What none takes is held. */
export interface RuleSet {
  /** The same seed draws the same messages. */
  seed: number;
  rules: readonly Rule[];
}

/** A rule that decided, or will, as it was then: rules are changed afterwards. */
export interface RuleHit {
  /** Its place among the rules, from 1. */
  number: number;
  rule: Rule;
}

/** What becomes of a message that the rule takes. */
export function choiceOf({ act, level }: Pick<Rule, 'act' | 'level'>): DecisionChoice {
  return act === 'later' && level > 0 ? { decision: act, level } : { decision: act };
}

/** Of a rule that says no more than what it does: it takes every message, at once. */
export const PLAIN_RULE = {
  level: 0,
  filter: '',
  attempts: 0,
  percent: 100,
  afterMs: 0,
} as const satisfies Partial<Rule>;

export const NO_RULES: RuleSet = { seed: 1, rules: [] };
export const MAX_RULES = 50;
export const RULE_LIMITS = {
  seed: { min: 0, max: 999_999 },
  level: { min: 0, max: 1_000 },
  attempts: { min: 0, max: 1_000 },
  percent: { min: 0, max: 100 },
  afterMs: { min: 0, max: 14 * 60_000 },
} as const;
