import { describe, expect, it } from 'vitest';
import { retryTopic } from '../model/names.ts';
import { ConsumerRig, GROUP, messages, offsetOf, range, SECOND, TOPIC } from './consumer-rig.ts';
import { DEAD_LETTER_NOW } from './send-back.ts';

describe('seats', () => {
  it('are never more than asked for, and go round the queues, each in order', async () => {
    const rig = await ConsumerRig.started({ seats: 3 }, 2);
    await rig.arrive(messages(0, 1, 2), 3, 0);
    await rig.arrive(messages(10, 11, 12), 13, 1);
    expect(rig.consumer.held().map(offsetOf)).toEqual([0, 1, 2]);
    rig.ackErrors(0, 1, 2);
    expect(rig.consumer.held().map(offsetOf).sort()).toEqual([10, 11, 12]);
    await rig.arrive(messages(3, 4), 5, 0);
    await rig.arrive(messages(13, 14), 15, 1);
    rig.ackErrors(10, 11, 12);
    expect(rig.held.map(offsetOf).slice(6)).toEqual([3, 13, 4]);
    expect(rig.consumer.view().counters).toMatchObject({ held: 3, waiting: 1, acked: 6, received: 10 });
  });

  it('are taken again within the call that frees them', async () => {
    const rig = await ConsumerRig.started({ seats: 2 });
    const batches: number[] = [];
    rig.onHeld = (deliveries) => {
      batches.push(deliveries.length);
      rig.consumer.ack(deliveries, 'autoAck');
    };
    await rig.arrive(range(0, 100));
    expect(batches).toEqual(new Array(50).fill(2));
    expect(rig.consumer.view().counters).toMatchObject({ acked: 100, held: 0, waiting: 0 });
  });

  it('keep their number while they are held', async () => {
    const rig = await ConsumerRig.started({ seats: 3 });
    await rig.arrive(messages(0, 1, 2, 3));
    rig.ackErrors(1);
    expect(rig.consumer.held().map((one) => [one.seat, offsetOf(one)])).toEqual([
      [1, 0],
      [2, 3],
      [3, 2],
    ]);
    expect(rig.consumer.held(1).map(offsetOf)).toEqual([0]);
  });
});

describe('batches', () => {
  it('are handed over together, the queues in turn', async () => {
    const rig = await ConsumerRig.started({ seats: 4, batchMaxSize: 3 }, 2);
    await rig.arrive(messages(0, 1, 2, 3, 4), 5, 0);
    await rig.arrive(messages(10, 11), 12, 1);
    expect(rig.consumer.held().map(offsetOf)).toEqual([0, 1, 2, 3]);
    rig.ackErrors(0, 1, 2, 3);
    expect(rig.held.map(offsetOf).slice(4)).toEqual([4, 10, 11]);
  });
});

describe('Later', () => {
  it('names the consumer’s own limit where it has one', async () => {
    const rig = await ConsumerRig.started({ maxReconsumeTimes: 0 });
    await rig.arrive(messages(7));
    expect(rig.at(7).deadlineAtMs).toBeUndefined();
    await rig.consumer.later(rig.at(7), 'person');
    expect(rig.broker.sentBack()).toMatchObject([{ delayLevel: '0', maxReconsumeTimes: '0' }]);
    expect(rig.settled).toEqual([{ result: 'deadLetter', by: 'person', offsets: [7] }]);
  });

  it('is sent to the broker, which chooses level and limit, and holds the row until it is taken', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(messages(7));
    const result = rig.consumer.later(rig.at(7), 'person');
    expect(rig.at(7).state).toBe('held');
    expect(await result).toEqual({ delivery: rig.at(7) });
    expect(rig.broker.sentBack()).toEqual([
      { offset: '10007', group: GROUP, delayLevel: '0', originMsgId: 'KEY7', originTopic: TOPIC },
    ]);
    expect(rig.settled).toEqual([{ result: 'later', by: 'person', level: 3, offsets: [7] }]);
    expect(rig.queue().committableOffset).toBe(8);
  });

  it('names the level that was chosen, and is over at once as a dead letter', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(messages(0, 1));
    await rig.consumer.later(rig.at(0), 'person', 5);
    await rig.consumer.later(rig.at(1), 'rule', DEAD_LETTER_NOW);
    expect(rig.broker.sentBack()).toMatchObject([{ delayLevel: '5' }, { delayLevel: '-1' }]);
    expect(rig.settled).toEqual([
      { result: 'later', by: 'person', level: 5, offsets: [0] },
      { result: 'deadLetter', by: 'rule', offsets: [1] },
    ]);
    expect(rig.consumer.view().counters).toMatchObject({ later: 1, deadLetter: 1, held: 0 });
  });

  it('that is refused leaves the row held, says why, and can be decided again', async () => {
    const rig = await ConsumerRig.started();
    rig.broker.answers.CONSUMER_SEND_MSG_BACK = { code: 1, remark: 'look message by offset failed, 1' };
    await rig.arrive(messages(0));
    const { error } = await rig.consumer.later(rig.at(0), 'person');
    expect(error).toMatchObject({ code: 'RESPONSE', responseCode: 1, outcome: 'refused' });
    expect([rig.failed.length, rig.at(0).state, rig.settled.length]).toEqual([1, 'held', 0]);
    expect(rig.queue().committableOffset).toBe(0);
    expect(rig.ackErrors(0)).toEqual([undefined]);
  });

  it('is one decision at a time', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(messages(0));
    const first = rig.consumer.later(rig.at(0), 'person');
    expect(rig.ackErrors(0)).toEqual(['notHeld']);
    expect((await rig.consumer.later(rig.at(0), 'person')).error?.params.rule).toBe('notHeld');
    expect((await first).error).toBeUndefined();
    expect(rig.broker.sentBack().length).toBe(1);
    expect(rig.failed).toEqual([]);
  });

  it('of the last retry is a dead letter', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive([{ offset: 0, reconsumeTimes: 16 }]);
    await rig.consumer.later(rig.at(0), 'person');
    expect(rig.at(0).state).toBe('deadLetter');
    expect(rig.settled).toEqual([{ result: 'deadLetter', by: 'person', offsets: [0] }]);
  });

  it('of a new group has the retry topic pulled as soon as it exists', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(messages(0));
    await rig.consumer.later(rig.at(0), 'person');
    await rig.clock.advance(1_500);
    expect(rig.broker.pulls.some(({ queue }) => queue.topic === retryTopic(GROUP))).toBe(false);
    rig.broker.topics[retryTopic(GROUP)] = 1;
    await rig.clock.advance(1_000);
    rig.broker
      .pullOf(retryTopic(GROUP))
      .answer(0, 1, [{ offset: 0, reconsumeTimes: 1, properties: [['RETRY_TOPIC', TOPIC]] }]);
    await rig.turn();
    expect(rig.held.at(-1)).toMatchObject({ attempt: 2, isRetry: true, message: { topic: TOPIC } });
  });
});

describe('the hold deadline', () => {
  it('is Later by default', async () => {
    const rig = await ConsumerRig.started({ holdDeadlineMs: 60 * SECOND });
    await rig.arrive(messages(0, 1));
    expect(rig.at(0).deadlineAtMs).toBe(rig.clock.now() + 60 * SECOND);
    await rig.clock.advance(59 * SECOND);
    rig.ackErrors(0);
    await rig.clock.advance(1 * SECOND);
    expect(rig.settled.at(-1)).toEqual({ result: 'later', by: 'deadline', level: 3, offsets: [1] });
    expect(rig.broker.sentBack().length).toBe(1);
  });

  it('is not set where Later would mean dead letter', async () => {
    const rig = await ConsumerRig.started({ holdDeadlineMs: SECOND });
    await rig.arrive([{ offset: 0, reconsumeTimes: 16 }]);
    await rig.clock.advance(60 * SECOND);
    expect([rig.at(0).state, rig.at(0).deadlineAtMs]).toEqual(['held', undefined]);
    expect(rig.broker.sentBack()).toEqual([]);
  });

  it('is not set where the default is to keep holding', async () => {
    const rig = await ConsumerRig.started({ holdDeadlineMs: SECOND, holdDefault: 'keepHolding' });
    await rig.arrive(messages(0));
    await rig.clock.advance(60 * SECOND);
    expect([rig.at(0).state, rig.at(0).deadlineAtMs]).toEqual(['held', undefined]);
  });

  it('starts over when the broker does not take its Later', async () => {
    const rig = await ConsumerRig.started({ holdDeadlineMs: 60 * SECOND });
    rig.broker.answers.CONSUMER_SEND_MSG_BACK = { code: 2, remark: 'busy' };
    await rig.arrive(messages(0));
    await rig.clock.advance(60 * SECOND);
    expect(rig.failed.length).toBe(1);
    expect(rig.at(0)).toMatchObject({ state: 'held', deadlineAtMs: rig.clock.now() + 60 * SECOND });
    expect(rig.renewed).toEqual([rig.at(0)]);
    rig.broker.answers.CONSUMER_SEND_MSG_BACK = {};
    await rig.clock.advance(60 * SECOND);
    expect(rig.at(0).state).toBe('later');
  });

  it('does not strike within 60 s after the host woke', async () => {
    const rig = await ConsumerRig.started({ holdDeadlineMs: 60 * SECOND });
    await rig.arrive(messages(0));
    await rig.clock.advance(30 * SECOND);
    rig.clock.sleep(600 * SECOND);
    await rig.clock.advance(59 * SECOND);
    expect(rig.at(0)).toMatchObject({ state: 'held', deadlineAtMs: rig.clock.now() + 2 * SECOND });
    expect(rig.renewed).toEqual([rig.at(0)]);
    await rig.clock.advance(2 * SECOND);
    expect(rig.at(0).state).toBe('later');
  });

  it('that is due before the sleep is noticed does not strike either', async () => {
    const rig = await ConsumerRig.started({ holdDeadlineMs: 60 * SECOND });
    await rig.clock.advance(500);
    await rig.arrive(messages(0));
    await rig.clock.advance(59_700);
    rig.clock.sleep(600 * SECOND);
    await rig.clock.advance(400);
    expect(rig.at(0).state).toBe('held');
  });
});
