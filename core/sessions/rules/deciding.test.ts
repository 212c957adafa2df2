import { describe, expect, it } from 'vitest';
import { ConsumerRig, GROUP, messages, SECOND, TOPIC } from '../../consumer/consumer-rig.ts';
import type { FakeMessage } from '../../consumer/fake-broker.ts';
import type { MessageRow } from '../../model/consume.ts';
import { GantryError } from '../../model/error.ts';
import { NO_RULES, type Rule } from '../../model/rules/rule.ts';
import { testRule as rule } from '../../model/rules/test-rule.ts';
import { ConsumerSession, type ConsumerSessionOptions } from '../consumer-session.ts';

const rulesOf = (...rules: Rule[]) => ({ seed: 1, rules });

/** A running consumer on a fake broker, whose clock is turned by hand. */
class Bench {
  readonly rig = new ConsumerRig();
  readonly session: ConsumerSession;
  graceMs = 0;

  constructor(options: Partial<ConsumerSessionOptions> = {}) {
    const { clock, sleepWatch } = this.rig;
    this.session = new ConsumerSession({
      consumerId: 1,
      profileId: 'p',
      windowId: 'w',
      group: GROUP,
      subscriptions: [{ topic: TOPIC, tagPattern: '*' }],
      seats: 8,
      mode: 'hold',
      rules: NO_RULES,
      listener: 'concurrent',
      model: 'clustering',
      batchMaxSize: 1,
      localOffsets: () => {
        throw new Error('not broadcasting');
      },
      holdDeadlineMs: 600 * SECOND,
      holdDefault: 'later',
      undoGraceMs: () => this.graceMs,
      rowLimit: 1_000,
      clock,
      startSearch: () => {
        throw new Error('no search here');
      },
      sleepWatch,
      brokerClock: () => ({ brokerMs: 0, hostMs: 0, rate: 1, source: 'assumed' }),
      recorded: (listener) => listener,
      onChanged: () => {},
      ...options,
    });
  }

  static async started(options: Partial<ConsumerSessionOptions> = {}): Promise<Bench> {
    const bench = new Bench(options);
    await bench.session.start(bench.rig.client);
    await bench.rig.turn();
    return bench;
  }

  get deciding() {
    return this.session.deciding;
  }

  async arrive(...arriving: FakeMessage[]): Promise<void> {
    await this.rig.arrive(arriving);
  }

  /** By key; each row once, wherever it stands. */
  row(offset: number): MessageRow {
    const regions = ['pinned', 'settled'] as const;
    const rows = regions.flatMap((region) => this.session.rows(region, 0, 100).rows);
    const found = rows.find(({ queueOffset }) => queueOffset === offset);
    if (found === undefined) throw new Error(`no row of ${offset}`);
    return found;
  }

  states(...offsets: number[]): string[] {
    return offsets.map((offset) => this.row(offset).state);
  }

  hits(): number[] {
    return this.session.view().rules.rules.map(({ hits }) => hits);
  }

  /** Delay levels of what was sent back. */
  levels(): (string | undefined)[] {
    return this.rig.broker.sentBack().map(({ delayLevel }) => delayLevel);
  }

  pass(ms: number): Promise<void> {
    return this.rig.clock.advance(ms);
  }
}

describe('rules', () => {
  it('decide each message by the first that takes it, count, and hold the rest', async () => {
    const failed = rule({ act: 'later', filter: 'tag:failed' });
    const last = rule({ act: 'deadLetter', filter: 'attempt>3' });
    const paid = rule({ filter: 'tag:paid' });
    const bench = await Bench.started({ mode: 'rules', rules: rulesOf(failed, last, paid) });
    await bench.arrive(
      { offset: 0, tag: 'failed' },
      { offset: 1, tag: 'paid' },
      { offset: 2, tag: 'paid', reconsumeTimes: 3 },
      { offset: 3, tag: 'other' },
    );
    expect(bench.states(0, 1, 2, 3)).toEqual(['later', 'acked', 'deadLetter', 'held']);
    expect(bench.levels()).toEqual(['0', '-1']);
    expect(bench.row(1)).toMatchObject({ decidedBy: 'rule', rule: { number: 3, rule: paid } });
    expect(bench.row(0).rule?.number).toBe(1);
    expect(bench.hits()).toEqual([1, 1, 1]);
  });

  it('send back at their level, at once and after their time', async () => {
    const slow = rule({ act: 'later', level: 7, filter: 'tag:slow', afterMs: 2 * SECOND });
    const bench = await Bench.started({
      mode: 'rules',
      rules: rulesOf(slow, rule({ act: 'later', level: 5 })),
    });
    await bench.arrive({ offset: 0, tag: 'slow' }, { offset: 1 });
    expect(bench.row(0).planned).toMatchObject({ decision: 'later', level: 7 });
    expect(bench.row(1)).toMatchObject({ state: 'later', returnsAtLevel: 5, decidedBy: 'rule' });
    await bench.rig.clock.advance(2 * SECOND);
    expect(bench.row(0)).toMatchObject({ state: 'later', returnsAtLevel: 7 });
    expect(bench.levels()).toEqual(['5', '7']);
  });

  it('wait their time from the seat on, and a person is before them', async () => {
    const bench = await Bench.started({ mode: 'rules', rules: rulesOf(rule({ afterMs: 3 * SECOND })) });
    await bench.arrive(...messages(0, 1));
    expect(bench.row(0).planned).toMatchObject({ decision: 'ack', rule: { number: 1 } });
    expect(bench.session.view().undoable).toBe(0);
    await bench.deciding.decide([bench.row(1).seq], { decision: 'later' });
    await bench.pass(3 * SECOND - 1);
    expect(bench.states(0, 1)).toEqual(['held', 'later']);
    await bench.pass(1);
    expect([bench.row(0).state, bench.row(1).decidedBy]).toEqual(['acked', 'person']);
    expect(bench.hits()).toEqual([1]);
  });

  it('let go of what they wait with when the mode changes, and when the consumer stops', async () => {
    const bench = await Bench.started({ mode: 'rules', rules: rulesOf(rule({ afterMs: SECOND })) });
    await bench.arrive(...messages(0));
    bench.deciding.setMode('hold', false);
    await bench.pass(10 * SECOND);
    expect(bench.row(0)).toMatchObject({ state: 'held' });
    expect(bench.row(0).planned).toBeUndefined();
    bench.deciding.setMode('rules', true);
    expect(bench.row(0).state).toBe('acked');
    await bench.arrive(...messages(1));
    await bench.session.stop();
    await bench.pass(10 * SECOND);
    expect(bench.row(1)).toMatchObject({ state: 'movedAway', releasedBy: 'stop' });
    expect(bench.row(1).planned).toBeUndefined();
  });

  it('keep their counts over moves, begin anew when changed, and judge again what waits', async () => {
    const [first, slow] = [rule({ filter: 'tag:a' }), rule({ afterMs: 60 * SECOND })];
    const bench = await Bench.started({ mode: 'rules', rules: rulesOf(first, slow) });
    await bench.arrive({ offset: 0, tag: 'a' }, { offset: 1 });
    bench.deciding.setRules(rulesOf({ ...slow }, { ...first }));
    expect(bench.hits()).toEqual([0, 1]);
    expect(bench.row(1).planned?.rule?.number).toBe(1);
    bench.deciding.setRules(rulesOf({ ...slow, afterMs: 0 }, { ...first, filter: 'tag:b' }));
    expect([bench.row(1).state, bench.hits()]).toEqual(['acked', [1, 0]]);
  });

  it('that cannot be read, or carried out, are refused, and those before go on', async () => {
    const bench = await Bench.started({ mode: 'rules', rules: rulesOf(rule()) });
    expect(() => bench.deciding.setRules(rulesOf(rule(), rule({ filter: 'colour:red' })))).toThrow(
      new GantryError('INPUT', {
        params: {
          field: 'rules.1.filter',
          rule: 'filter',
          reason: 'field',
          from: 0,
          to: 10,
          value: 'colour:red',
        },
      }).message,
    );
    await bench.arrive(...messages(0));
    expect(bench.row(0).state).toBe('acked');
    const orderly = { listener: 'orderly', rules: rulesOf(rule({ act: 'deadLetter' })) } as const;
    expect(() => new Bench(orderly)).toThrow('noLevel');
    const atLevel = { listener: 'orderly', rules: rulesOf(rule({ act: 'later', level: 5 })) } as const;
    expect(() => new Bench(atLevel)).toThrow('noLevel');
    const broadcasting = { model: 'broadcasting', rules: rulesOf(rule({ act: 'later' })) } as const;
    expect(() => new Bench(broadcasting)).toThrow('noLater');
  });

  it('whose pattern never ends are left out, and the next one decides', async () => {
    const endless = rule({ act: 'later', filter: 'body~"^(a+)+$"' });
    const bench = await Bench.started({ mode: 'rules', rules: rulesOf(endless, rule()) });
    await bench.arrive(
      { offset: 0 },
      { offset: 1, body: Buffer.from(`${'a'.repeat(40)}!`) },
      { offset: 2, body: Buffer.from('aa') },
    );
    expect(bench.states(0, 1, 2)).toEqual(['acked', 'acked', 'acked']);
    expect(bench.session.view().rules.rules.map(({ tooSlow }) => tooSlow)).toEqual([true, undefined]);
  });

  it('try again when the broker refused', async () => {
    const bench = await Bench.started({ mode: 'rules', rules: rulesOf(rule({ act: 'later' })) });
    bench.rig.broker.answers.CONSUMER_SEND_MSG_BACK = { code: 2, remark: 'busy' };
    await bench.arrive(...messages(0));
    expect(bench.row(0)).toMatchObject({ state: 'held', decisionError: { responseCode: 2 } });
    bench.rig.broker.answers.CONSUMER_SEND_MSG_BACK = {};
    await bench.pass(5 * SECOND);
    expect([bench.row(0).state, bench.hits()]).toEqual(['later', [1]]);
  });
});

describe('a decision by hand', () => {
  it('may name a level, or the dead letters', async () => {
    const bench = await Bench.started();
    await bench.arrive(...messages(0, 1));
    await bench.deciding.decide([bench.row(0).seq], { decision: 'later', level: 5 });
    await bench.deciding.decide([bench.row(1).seq], { decision: 'deadLetter' });
    expect(bench.levels()).toEqual(['5', '-1']);
    expect(bench.row(0)).toMatchObject({ state: 'later', returnsAtLevel: 5, decidedBy: 'person' });
    expect(bench.row(1).state).toBe('deadLetter');
  });

  it('waits for its grace, and the latest is taken back first', async () => {
    const bench = await Bench.started();
    bench.graceMs = 2 * SECOND;
    await bench.arrive(...messages(0, 1, 2));
    const [a, b, c] = [0, 1, 2].map((offset) => bench.row(offset).seq) as [number, number, number];
    expect(await bench.deciding.decide([a], { decision: 'ack' })).toEqual([{ seq: a, waits: true }]);
    await bench.deciding.decide([b, c], { decision: 'later' });
    expect(bench.row(1).planned).toEqual({ decision: 'later', dueAtMs: bench.rig.clock.now() + 2 * SECOND });
    expect(bench.session.view().undoable).toBe(3);
    expect(bench.deciding.undo()).toEqual([b, c]);
    expect(bench.row(1).planned).toBeUndefined();
    await bench.deciding.decide([b], { decision: 'ack' });
    expect(bench.deciding.undo([a])).toEqual([a]);
    await bench.pass(2 * SECOND);
    expect(bench.states(0, 1, 2)).toEqual(['held', 'acked', 'held']);
    expect(bench.deciding.undo()).toEqual([]);
  });

  it('in its grace is nothing yet when the consumer stops: the message comes again', async () => {
    const bench = await Bench.started();
    bench.graceMs = 5 * SECOND;
    await bench.arrive(...messages(0));
    const { seq } = bench.row(0);
    await bench.deciding.decide([seq], { decision: 'ack' });
    await bench.session.stop();
    await bench.pass(10 * SECOND);
    expect(bench.row(0).state).toBe('movedAway');
    expect(bench.session.view().counters).toMatchObject({ acked: 0, held: 0 });
    expect((await bench.deciding.decide([seq], { decision: 'ack' }))[0]?.error?.params.rule).toBe(
      'notRunning',
    );
  });

  it('in its grace is sent before the deadline would decide otherwise', async () => {
    const bench = await Bench.started({ holdDeadlineMs: 3 * SECOND });
    bench.graceMs = 5 * SECOND;
    await bench.arrive(...messages(0));
    await bench.pass(SECOND);
    await bench.deciding.decide([bench.row(0).seq], { decision: 'ack' });
    await bench.pass(5 * SECOND);
    expect([bench.row(0).state, bench.row(0).decidedBy]).toEqual(['acked', 'person']);
  });

  it('is refused for what is no longer held', async () => {
    const bench = await Bench.started();
    await bench.arrive(...messages(0));
    const { seq } = bench.row(0);
    await bench.deciding.decide([seq], { decision: 'ack' });
    bench.graceMs = 2 * SECOND;
    const refusals = await bench.deciding.decide([seq, 99], { decision: 'ack' });
    expect(refusals.map(({ error }) => error?.params.rule)).toEqual(['notHeld', 'unknownId']);
    expect(bench.row(0).decisionError).toBeUndefined();
  });
});

describe('the hold deadline', () => {
  const holdDeadlineMs = 60 * SECOND;

  it('is counted as often as it strikes, and over a stop', async () => {
    const bench = await Bench.started({ holdDeadlineMs });
    await bench.arrive(...messages(0, 1, 2));
    await bench.deciding.decide([bench.row(0).seq], { decision: 'later' });
    await bench.pass(holdDeadlineMs - 1);
    expect(bench.session.view()).toMatchObject({ holdDeadlineMs, holdDefault: 'later', deadlineStruck: 0 });
    await bench.pass(1);
    expect(bench.states(0, 1, 2)).toEqual(['later', 'later', 'later']);
    expect([bench.row(0).decidedBy, bench.row(1).decidedBy]).toEqual(['person', 'deadline']);
    expect(bench.session.view().deadlineStruck).toBe(2);
    await bench.session.stop();
    expect(bench.session.view().deadlineStruck).toBe(2);
  });

  it('strikes nothing, and counts nothing, where the default is to keep holding', async () => {
    const bench = await Bench.started({ holdDeadlineMs, holdDefault: 'keepHolding' });
    await bench.arrive(...messages(0));
    await bench.pass(2 * holdDeadlineMs);
    expect([bench.row(0).state, bench.session.view().deadlineStruck]).toEqual(['held', 0]);
  });
});
