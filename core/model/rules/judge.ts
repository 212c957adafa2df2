import { compileFilter, type FilterSubject } from '../filter/compile-filter.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import type { Rule, RuleSet } from './rule.ts';

type Takes = (subject: FilterSubject, attempt: number, key: string) => boolean;

/** A set of rules made ready for many messages. The same message and attempt is always judged the same. */
export class RuleJudge {
  readonly #checks: (Takes | undefined)[];
  #asked = -1;

  /** A rule whose filter cannot be read takes nothing. */
  constructor({ seed, rules }: RuleSet) {
    this.#checks = rules.map((rule) => compileRule(rule, seed));
  }

  /** Index of the rule that was asked last: the one at work when a judgement is broken off. */
  get asked(): number {
    return this.#asked;
  }

  /** Index of the rule that takes the message; undefined: none does. `key` is what all its attempts share. */
  judge(subject: FilterSubject, key: string): number | undefined {
    const attempt = subject.number('attempt') ?? 1;
    for (const [index, takes] of this.#checks.entries()) {
      this.#asked = index;
      if (takes?.(subject, attempt, key) === true) return index;
    }
    return undefined;
  }

  /** The rule takes nothing any more. */
  leaveOut(index: number): void {
    this.#checks[index] = undefined;
  }
}

function compileRule({ id, filter, attempts, percent }: Rule, seed: number): Takes | undefined {
  const parsed = parseFilter(filter).filter;
  if (parsed === undefined) return undefined;
  const fits = compileFilter(parsed);
  return (subject, attempt, key) =>
    (attempts === 0 || attempt <= attempts) &&
    (percent === 100 || 100 * share(`${seed} ${id} ${attempt} ${key}`) < percent) &&
    fits(subject) === 'yes';
}

/** In [0, 1), evenly, the same for the same text. FNV-1a, mixed as Murmur3 ends. */
function share(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
