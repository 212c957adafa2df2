import { describe, expect, it } from 'vitest';
import { ConsumerRig, messages, offsetOf, SECOND, TOPIC } from '../consumer-rig.ts';
import type { Delivery } from '../delivery.ts';
import { BROKER } from '../fake-broker.ts';

/** A broker that gives the locks of these queues, and says where the group goes on. */
async function rigWith(locked: { ids: number[] }, queues = 1): Promise<ConsumerRig> {
  const rig = new ConsumerRig({ listener: 'orderly' }, queues);
  rig.broker.answers.LOCK_BATCH_MQ = ({ body }) => {
    const { mqSet } = JSON.parse(Buffer.from(body).toString()) as { mqSet: { queueId: number }[] };
    return JSON.stringify({ lockOKMQSet: mqSet.filter(({ queueId }) => locked.ids.includes(queueId)) });
  };
  await rig.consumer.start();
  await rig.turn();
  return rig;
}

describe('an orderly consumer', () => {
  it('reads a queue once it has its lock, from where the group is then', async () => {
    const locked = { ids: [] as number[] };
    const rig = await rigWith(locked);
    expect(rig.queue()).toMatchObject({ owner: 'us', lock: 'waiting' });
    expect(rig.broker.namesTo(BROKER)).not.toContain('QUERY_CONSUMER_OFFSET');
    expect(rig.broker.pulls).toEqual([]);
    for (const key of rig.broker.offsets.keys()) rig.broker.offsets.set(key, 40);
    locked.ids = [0];
    await rig.clock.advance(SECOND);
    expect(rig.queue()).toMatchObject({ owner: 'us', lock: 'ours' });
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe('40');
  });

  it('moves away what it holds of a queue whose lock it lost, and commits once', async () => {
    const locked = { ids: [0] };
    const rig = await rigWith(locked);
    await rig.arrive(messages(0, 1, 2));
    rig.ackErrors(0);
    locked.ids = [];
    await rig.clock.advance(20 * SECOND);
    expect([rig.movedAway, rig.released]).toEqual([[1, 2], ['lockLost']]);
    expect(rig.ackErrors(1)).toEqual(['movedAway']);
    expect(rig.broker.commits()).toEqual([1]);
    expect(rig.queue()).toMatchObject({ owner: 'us', lock: 'waiting', undecided: 0 });
  });

  it('commits, unlocks, and says goodbye, in this order', async () => {
    const rig = await rigWith({ ids: [0] });
    await rig.arrive(messages(0, 1));
    rig.ackErrors(0);
    await rig.consumer.shutdown();
    const names = rig.broker.namesTo(BROKER).filter((name) => /^(UPDATE|UNLOCK|UNREG)/.test(name));
    expect(names).toEqual(['UPDATE_CONSUMER_OFFSET', 'UNLOCK_BATCH_MQ', 'UNREGISTER_CLIENT']);
  });

  it('tells of each attempt of a suspended message as a delivery of its own', async () => {
    const rig = await rigWith({ ids: [0] });
    await rig.arrive(messages(0, 1));
    await rig.consumer.later(rig.at(0), 'person');
    expect(rig.settled).toEqual([{ result: 'later', by: 'person', offsets: [0] }]);
    expect(rig.pulled).toEqual([0, 1, 0]);
    await rig.clock.advance(SECOND);
    expect(rig.held.map((one) => [offsetOf(one), one.attempt])).toEqual([
      [0, 1],
      [0, 2],
    ]);
    expect(new Set(rig.held.map(({ deliveryId }) => deliveryId)).size).toBe(2);
    expect(rig.queue().committableOffset).toBe(0);
  });

  it('refuses a decision on an attempt that is not offered yet', async () => {
    const rig = await rigWith({ ids: [0] });
    await rig.arrive(messages(0));
    const offered: Delivery[] = [];
    rig.onPulled = (deliveries) => offered.push(...deliveries);
    await rig.consumer.later(rig.at(0), 'person');
    expect(rig.consumer.ack(offered, 'person').map(({ error }) => error?.params.rule)).toEqual(['notHeld']);
  });
});
