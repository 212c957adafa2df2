import { describe, expect, it } from 'vitest';
import { ConsumerRig, messages, offsetOf, range, SECOND, TOPIC } from './consumer-rig.ts';
import { BROKER } from './fake-broker.ts';

describe('pulling', () => {
  it('suspends, carries its subscription, and commits on the way once there is something to commit', async () => {
    const rig = await ConsumerRig.started();
    expect(rig.broker.pullOf(TOPIC).fields).toMatchObject({
      sysFlag: '6',
      subscription: '*',
      expressionType: 'TAG',
      suspendTimeoutMillis: '15000',
      maxMsgNums: '256',
    });
    await rig.arrive(messages(0, 1));
    rig.consumer.ack(rig.held, 'person');
    await rig.arrive([], 2);
    expect(rig.broker.pullOf(TOPIC).fields).toMatchObject({
      sysFlag: '7',
      commitOffset: '2',
      queueOffset: '2',
    });
  });

  it('delivers only the exact tag, and counts what the filter skipped as consumed', async () => {
    const rig = await ConsumerRig.started({ subscriptions: [{ topic: TOPIC, tagPattern: 'Aa' }] });
    await rig.arrive([
      { offset: 0, tag: 'BB' },
      { offset: 1, tag: 'Aa' },
      { offset: 2, tag: 'BB' },
    ]);
    expect(rig.pulled).toEqual([1]);
    expect(rig.queue().committableOffset).toBe(1);
    rig.ackErrors(1);
    expect(rig.queue().committableOffset).toBe(3);
  });

  it('goes on at once after an answer without messages', async () => {
    const rig = await ConsumerRig.started();
    rig.broker.pullOf(TOPIC).answer(20, 500);
    await rig.turn();
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe('500');
    rig.broker.pullOf(TOPIC).answer(19, 500);
    await rig.turn();
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe('500');
  });

  it('asks for the next messages before it hands over those that came', async () => {
    const rig = await ConsumerRig.started();
    let asked: string | undefined;
    rig.onHeld = () => {
      asked = rig.broker.pullOf(TOPIC).fields.queueOffset;
    };
    await rig.arrive(messages(0, 1));
    expect(asked).toBe('2');
  });

  it('asks no further while there may be no room behind what came', async () => {
    const rig = await ConsumerRig.started();
    let out: number | undefined;
    rig.onHeld = () => {
      out ??= rig.broker.pulls.length;
      rig.consumer.ack(rig.held, 'autoAck');
    };
    await rig.arrive(range(0, 10), 2_000);
    expect(out).toBe(0);
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe('2000');
  });

  it('passes nothing that could not be read, though it had asked further', async () => {
    const rig = await ConsumerRig.started();
    // Four bytes long, it says.
    rig.broker.pullOf(TOPIC).answer(0, 1, Buffer.from('00000004daa320a7', 'hex'));
    await rig.turn();
    expect(rig.queue()).toMatchObject({ stoppedBecause: 'error', committableOffset: 0 });
    const further = rig.broker.pullOf(TOPIC);
    await rig.clock.advance(SECOND);
    further.answer(0, 3, messages(1, 2));
    await rig.turn();
    expect(rig.pulled).toEqual([]);
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe('0');
    await rig.arrive(messages(0));
    expect(rig.pulled).toEqual([0]);
  });

  it('asks for no more than what could not be read, again and again', async () => {
    const rig = await ConsumerRig.started();
    const answer = (): void => rig.broker.pullOf(TOPIC).answer(0, 1, Buffer.from('00000004daa320a7', 'hex'));
    answer();
    await rig.turn();
    for (let second = 0; second < 3; second++) {
      rig.broker.pulls.length = 0;
      await rig.clock.advance(SECOND);
      answer();
      await rig.turn();
      expect(rig.broker.pulls.filter(({ queue }) => queue.topic === TOPIC)).toEqual([]);
    }
  });

  it('stops at 1,000 undecided messages, says so, and goes on with the next decision', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(range(0, 1_000));
    expect(rig.broker.pulls).toEqual([]);
    expect(rig.queue()).toMatchObject({ stoppedBecause: 'count', undecided: 1_000 });
    rig.ackErrors(0);
    await rig.turn();
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe('1000');
    expect(rig.queue().stoppedBecause).toBeUndefined();
  });

  it('stops at 100 MiB of undecided bodies, though they are few', async () => {
    const rig = await ConsumerRig.started();
    const body = Buffer.alloc(50 * 1024 * 1024);
    await rig.arrive([{ offset: 0, body }]);
    expect(rig.queue().stoppedBecause).toBeUndefined();
    await rig.arrive([{ offset: 1, body }]);
    expect(rig.queue()).toMatchObject({ stoppedBecause: 'bytes', undecided: 2 });
    expect(rig.broker.pulls).toEqual([]);
    rig.ackErrors(0);
    await rig.turn();
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe('2');
    expect(rig.queue().stoppedBecause).toBeUndefined();
  });

  it('stops at a span of 2,000 behind one stuck message', async () => {
    const rig = await ConsumerRig.started({ seats: 2 });
    rig.onHeld = (deliveries) => {
      rig.consumer.ack(
        deliveries.filter((one) => offsetOf(one) > 0),
        'autoAck',
      );
    };
    await rig.arrive(range(0, 999));
    await rig.arrive(range(999, 999));
    expect(rig.queue()).toMatchObject({ undecided: 1, committableOffset: 0 });
    await rig.arrive(range(1_998, 10));
    expect(rig.queue().stoppedBecause).toBe('span');
    expect(rig.broker.pulls).toEqual([]);
    rig.ackErrors(0);
    await rig.turn();
    expect(rig.broker.pullOf(TOPIC).fields).toMatchObject({ queueOffset: '2008', commitOffset: '2008' });
  });

  it('continues where the broker says that the queue moved, and keeps what is held', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(messages(0));
    rig.broker.pullOf(TOPIC).answer(21, 500);
    await rig.turn();
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe('500');
    expect(rig.queue().committableOffset).toBe(0);
    expect(rig.ackErrors(0)).toEqual([undefined]);
    expect(rig.queue().committableOffset).toBe(500);
  });

  it('commits backwards only when the broker moved the queue back; what will come again moves away', async () => {
    const rig = await ConsumerRig.started({ seats: 2 });
    await rig.arrive(messages(0, 1, 2, 3));
    rig.ackErrors(0, 1);
    await rig.clock.advance(5 * SECOND);
    expect(rig.broker.commits()).toEqual([2]);
    rig.broker.pullOf(TOPIC).answer(21, 1);
    await rig.turn();
    expect(rig.broker.commits()).toEqual([2, 1]);
    expect(rig.movedAway).toEqual([2, 3]);
    await rig.clock.advance(10 * SECOND);
    expect(rig.broker.commits()).toEqual([2, 1]);
    expect(rig.ackErrors(2)).toEqual(['movedAway']);
    await rig.arrive(messages(1, 2));
    expect(rig.consumer.view().counters).toMatchObject({ held: 2, movedAway: 2, received: 6 });
  });

  it.each([
    [215, 20],
    [2, 1_000],
    [25, 1_000],
  ])('waits after refusal %i for %i ms and then asks without suspending', async (code, pauseMs) => {
    const rig = await ConsumerRig.started();
    rig.broker.pullOf(TOPIC).answer(code, 0);
    await rig.clock.advance(pauseMs - 1);
    expect(rig.broker.pulls).toEqual([]);
    expect(rig.queue()).toMatchObject({ stoppedBecause: 'error', lastError: { responseCode: code } });
    expect(rig.consumer.view().state).toBe('running');
    await rig.clock.advance(1);
    expect(rig.broker.pullOf(TOPIC).fields.sysFlag).toBe('4');
    await rig.arrive([], 0);
    expect(rig.queue().lastError).toBeUndefined();
    expect(rig.broker.pullOf(TOPIC).fields.sysFlag).toBe('6');
  });

  it('sends a heartbeat when the broker does not know its subscription', async () => {
    const rig = await ConsumerRig.started();
    const before = rig.broker.namesTo(BROKER).filter((name) => name === 'HEART_BEAT').length;
    rig.broker.pullOf(TOPIC).answer(24, 0);
    await rig.turn();
    expect(rig.broker.namesTo(BROKER).filter((name) => name === 'HEART_BEAT').length).toBe(before + 1);
  });
});

describe('commits', () => {
  it('go out every 5 s, only when something changed, and never past an undecided message', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(messages(0, 1, 2, 3));
    rig.ackErrors(0, 1, 3);
    expect(rig.broker.commits()).toEqual([]);
    await rig.clock.advance(5 * SECOND);
    expect(rig.broker.commits()).toEqual([2]);
    await rig.clock.advance(10 * SECOND);
    expect(rig.broker.commits()).toEqual([2]);
    rig.ackErrors(2);
    await rig.clock.advance(5 * SECOND);
    expect(rig.broker.commits()).toEqual([2, 4]);
  });
});
