import { z } from 'zod';
import type { ConsumerView } from '../model/consume.ts';
import { MAX_RULES, NO_RULES, RULE_ACTS, RULE_LIMITS } from '../model/rules/rule.ts';
import { type CallSpec, call } from './call-spec.ts';

const consumerId = z.number().int().positive();
const within = ({ min, max }: { min: number; max: number }) => z.number().int().min(min).max(max);

const ruleSet = z
  .object({
    seed: within(RULE_LIMITS.seed),
    rules: z
      .array(
        z
          .object({
            id: z.number().int().positive(),
            act: z.enum(RULE_ACTS),
            // Rules kept before they had levels have none.
            level: within(RULE_LIMITS.level).default(0),
            filter: z.string().max(4_096),
            attempts: within(RULE_LIMITS.attempts),
            percent: within(RULE_LIMITS.percent),
            afterMs: within(RULE_LIMITS.afterMs),
          })
          .strict(),
      )
      .max(MAX_RULES),
  })
  .strict();

/** The rules a consumer starts with: those it had before, or none. */
export const keptRules = ruleSet.default({ ...NO_RULES, rules: [] });

const setRules = z.object({ consumerId, rules: ruleSet }).strict();
const undo = z
  .object({ consumerId, seqs: z.array(z.number().int().positive()).min(1).max(10_000).optional() })
  .strict();

/** Beside `consumer.mode.set` and `consumer.decide`. */
export const rulesCalls = {
  /**
   * They judge what gets a seat from now on, and what a rule was already waiting to decide. Throws INPUT
   * `rules.<index>.filter`, STATE noLater and noLevel: the rules before stay at work.
   */
  'consumer.rules.set': call<ConsumerView>()(setRules),
  /** The rules, when they are at work, judge what is held now. */
  'consumer.rules.apply': call<ConsumerView>()(z.object({ consumerId }).strict()),
  /** Takes back decisions in their grace: of these rows, or the latest one made. Answers with the rows held again. */
  'consumer.undo': call<number[]>()(undo),
} as const satisfies Record<string, CallSpec>;
