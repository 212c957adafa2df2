import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FilterSubject } from '../filter/compile-filter.ts';
import { RuleJudge } from './judge.ts';
import type { Rule } from './rule.ts';
import { testRule as rule } from './test-rule.ts';
import { whyNever } from './why-never.ts';

interface Message {
  tag?: string;
  attempt?: number;
  body?: string;
  x?: string;
}

function subject({ tag = '', attempt = 1, body = '', x }: Message): FilterSubject {
  return {
    text: (field) => ({ tag, key: [], id: [], topic: 't', broker: 'a', state: 'held' })[field],
    number: (field) => ({ attempt, size: body.length, queue: 0, offset: 7 })[field],
    property: (name) => (name === 'x' ? x : undefined),
    body: () => body,
    fields: () => tag,
  };
}

const judged = (rules: Rule[], message: Message, key = 'k', seed = 1): number | undefined =>
  new RuleJudge({ seed, rules }).judge(subject(message), key);

const filters = fc.constantFrom(
  '',
  'tag:a',
  '-tag:a',
  'tag:b',
  'tag:a tag:b',
  'tag:a -tag:a',
  'attempt>1',
  'attempt<3 attempt>2',
  'attempt>=4',
  '-attempt<4',
  'attempt=2.5',
  'size>0',
  'prop.x=1',
  'body~"a+"',
  'state:held',
  'state:acked',
  '-state:held',
  'tag:a attempt>1',
);
const anyRule = fc
  .record({ filter: filters, attempts: fc.nat(3), percent: fc.constantFrom(0, 30, 100) })
  .map((parts) => rule(parts));
const anyMessage = fc.record({
  tag: fc.constantFrom('', 'a', 'b'),
  attempt: fc.integer({ min: 1, max: 3 }),
  body: fc.constantFrom('', 'aa', 'z'),
  x: fc.constantFrom('1', '2'),
});

describe('RuleJudge', () => {
  it('gives a message to the first rule whose conditions all hold', () => {
    const rules = [
      rule({ filter: 'tag:failed attempt>1' }),
      rule({ attempts: 2 }),
      rule({ filter: 'prop.x=1' }),
    ];
    expect(judged(rules, { tag: 'failed', attempt: 2 })).toBe(0);
    expect(judged(rules, { tag: 'failed' })).toBe(1);
    expect(judged(rules, { attempt: 3, x: '1' })).toBe(2);
    expect(judged(rules, { attempt: 3 })).toBeUndefined();
  });

  it('takes nothing by a rule that cannot be read, or that is left out', () => {
    expect(judged([rule({ filter: 'colour:red' })], {})).toBeUndefined();
    const judge = new RuleJudge({ seed: 1, rules: [rule(), rule()] });
    judge.leaveOut(0);
    expect(judge.judge(subject({}), 'k')).toBe(1);
  });

  it('draws its share by the seed, again for each attempt', () => {
    const tenth = rule({ id: 7, percent: 10 });
    const keys = Array.from({ length: 10_000 }, (_, n) => `7F0000010000${n}`);
    const taken = (seed: number, attempt = 1) =>
      keys.filter((key) => judged([tenth], { attempt }, key, seed) === 0);
    expect(taken(1).length).toBeGreaterThan(900);
    expect(taken(1).length).toBeLessThan(1_100);
    expect(taken(1)).toEqual(taken(1));
    const both = (a: string[], b: string[]) => a.filter((key) => b.includes(key)).length;
    expect(both(taken(1), taken(2))).toBeLessThan(200);
    expect(both(taken(1), taken(1, 2))).toBeLessThan(200);
  });

  it('judges the same whatever was judged before', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 5 }), fc.array(anyMessage), (rules, before) => {
        const judge = new RuleJudge({ seed: 3, rules });
        for (const message of before) judge.judge(subject(message), 'other');
        const last = subject({ tag: 'a', attempt: 2 });
        expect(judge.judge(last, 'k')).toBe(new RuleJudge({ seed: 3, rules }).judge(last, 'k'));
      }),
    );
  });
});

describe('whyNever', () => {
  it.each([
    ['attempt>17', 'attempt'],
    ['attempt>2 attempt<3', 'contradiction'],
    ['attempt=2.5', 'contradiction'],
    ['tag:a tag:b', 'contradiction'],
    ['tag:a -tag:a', 'contradiction'],
    ['state:acked', 'state'],
    ['attempt>16', undefined],
    ['state:held tag:a -tag:b', undefined],
    ['colour:red', undefined],
  ])('of %s: %s', (filter, reason) => {
    expect(whyNever([rule({ filter })], { maxAttempt: 17 })[0]?.reason).toBe(reason);
  });

  it('knows a rule that others leave nothing to', () => {
    const later = rule({ filter: 'tag:a attempt>1', attempts: 2 });
    expect(whyNever([rule({ percent: 99 }), later, rule()])[1]).toBeUndefined();
    expect(whyNever([rule({ filter: 'tag:b' }), rule({ filter: 'tag:a' }), later])[2]).toEqual({
      reason: 'shadowed',
      by: 2,
    });
    expect(whyNever([rule({ attempts: 1 }), later])[1]).toBeUndefined();
    expect(whyNever([rule({ attempts: 2 }), later])[1]?.reason).toBe('shadowed');
  });

  it('says what a share of nothing and a time beyond the deadline do', () => {
    expect(whyNever([rule({ percent: 0 })])[0]?.reason).toBe('percent');
    const slow = [rule({ afterMs: 5_000 })];
    expect(whyNever(slow, { deadlineMs: 5_000 })[0]?.reason).toBe('deadline');
    expect(whyNever(slow)[0]).toBeUndefined();
  });

  it('is never wrong: no message goes to a rule it names', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), fc.array(anyMessage), (rules, messages) => {
        const never = whyNever(rules, { maxAttempt: 3 });
        for (const message of messages) {
          const index = judged(rules, message);
          if (index !== undefined) expect(never[index]).toBeUndefined();
        }
      }),
      { numRuns: 500 },
    );
  });
});
