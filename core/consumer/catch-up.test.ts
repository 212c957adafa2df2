import { describe, expect, it } from 'vitest';
import { queueKey } from '../model/queue.ts';
import { ConsumerRig, messages, range, SECOND, TOPIC } from './consumer-rig.ts';

const KEY = queueKey({ topic: TOPIC, brokerName: 'broker-a', queueId: 0 });

/** A consumer that holds 0 to 2 and then sleeps; meanwhile the group is committed up to `offset`. */
async function asleepWhile(offset: number | undefined): Promise<ConsumerRig> {
  const rig = await ConsumerRig.started();
  await rig.arrive(range(0, 3));
  if (offset === undefined) rig.broker.offsets.delete(KEY);
  else rig.broker.offsets.set(KEY, offset);
  rig.clock.sleep(180 * SECOND);
  await rig.clock.advance(SECOND);
  await rig.turn();
  return rig;
}

describe('after a sleep', () => {
  it('a queue that others read meanwhile goes on where they left it', async () => {
    const rig = await asleepWhile(500);
    expect([rig.movedAway, rig.released]).toEqual([[0, 1, 2], ['rebalance']]);
    // The pull from before the sleep is still out; what it brings is nobody's.
    const [before, after] = rig.broker.pulls.filter(({ queue }) => queue.topic === TOPIC);
    expect([before?.fields.queueOffset, after?.fields.queueOffset]).toEqual(['3', '500']);
    before?.answer(0, 4, messages(3));
    expect(rig.queue()).toMatchObject({ owner: 'us', committableOffset: 500, committedOffset: 500 });
    expect(rig.ackErrors(0)).toEqual(['movedAway']);
    expect(rig.broker.commits()).toEqual([]);
    after?.answer(0, 501, messages(500));
    await rig.turn();
    expect(rig.held.map(({ message }) => message.queueOffset)).toEqual([0, 1, 2, 500]);
  });

  it.each([0, undefined])('a queue nobody else read stays as it is: %s', async (offset) => {
    const rig = await asleepWhile(offset);
    expect(rig.movedAway).toEqual([]);
    expect(rig.ackErrors(0)).toEqual([undefined]);
  });

  it('nor does our own progress count, that the broker heard of', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(range(0, 3));
    rig.ackErrors(0, 1);
    rig.broker.offsets.set(KEY, 2);
    rig.clock.sleep(180 * SECOND);
    await rig.clock.advance(SECOND);
    await rig.turn();
    expect(rig.movedAway).toEqual([]);
  });

  it('what was asked before the broker moved the queue back does not count', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(range(0, 3));
    rig.ackErrors(0, 1, 2);
    const pull = rig.broker.pullOf(TOPIC);
    rig.broker.answers.QUERY_CONSUMER_OFFSET = () => {
      pull.answer(21, 1);
      return { extFields: { offset: '500' } };
    };
    rig.clock.sleep(180 * SECOND);
    await rig.clock.advance(SECOND);
    await rig.turn();
    expect(rig.queue().committableOffset).toBe(1);
    expect(rig.broker.pulls.map(({ fields }) => fields.queueOffset)).toContain('1');
  });
});
