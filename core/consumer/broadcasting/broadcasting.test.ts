import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { GantryError } from '../../model/error.ts';
import { ConsumerRig, messages, SECOND, TOPIC } from '../consumer-rig.ts';
import { BROKER } from '../fake-broker.ts';
import { MemoryOffsets } from './local-offsets.ts';

const QUEUE = { topic: TOPIC, brokerName: 'broker-a', queueId: 0 };

async function started(offsets = new MemoryOffsets(), queues = 1): Promise<ConsumerRig> {
  return await ConsumerRig.started({ model: 'broadcasting', localOffsets: offsets }, queues);
}

describe('a broadcasting consumer', () => {
  it('reads every queue, asks for no member and no offset, and has no retry topic', async () => {
    const rig = await started(undefined, 3);
    expect(rig.broker.pulls.map(({ queue }) => queue.queueId)).toEqual([0, 1, 2]);
    const names = rig.broker.namesTo(BROKER);
    expect(names).not.toContain('GET_CONSUMER_LIST_BY_GROUP');
    expect(names).not.toContain('QUERY_CONSUMER_OFFSET');
    const heartbeat = rig.broker.sent.filter(({ request }) => request.name === 'HEART_BEAT').at(-1);
    const [consumer] = JSON.parse(Buffer.from(heartbeat?.request.body ?? []).toString()).consumerDataSet;
    expect(consumer.messageModel).toBe('BROADCASTING');
    expect(consumer.subscriptionDataSet.map((one: { topic: string }) => one.topic)).toEqual([TOPIC]);
    expect(rig.broker.sent.flatMap(({ request }) => request.extFields.topic ?? [])).not.toContain(
      '%RETRY%g1',
    );
  });

  it('keeps its offsets here: every 5 s, and at the end; pulls carry none', async () => {
    const offsets = new MemoryOffsets();
    const rig = await started(offsets);
    await rig.arrive(messages(0, 1, 2));
    rig.ackErrors(0);
    expect(offsets.read(QUEUE)).toBeUndefined();
    await rig.clock.advance(5 * SECOND);
    expect(offsets.read(QUEUE)).toBe(1);
    await rig.arrive(messages(3));
    expect(rig.broker.pullOf(TOPIC).fields.commitOffset).toBe('0');
    rig.ackErrors(1);
    await rig.consumer.shutdown();
    expect(offsets.read(QUEUE)).toBe(2);
    expect(rig.broker.commits()).toEqual([]);
  });

  it('goes on where this machine was, else at the end', async () => {
    const offsets = new MemoryOffsets();
    await offsets.write(QUEUE, 41);
    const rig = await started(offsets);
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe('41');
    const fresh = new ConsumerRig({ model: 'broadcasting', localOffsets: new MemoryOffsets() });
    fresh.broker.maxOffset = 77;
    await fresh.consumer.start();
    expect(fresh.broker.pullOf(TOPIC).fields.queueOffset).toBe('77');
  });

  it('refuses Later, which would lose the message, and holds without end', async () => {
    const rig = await started();
    await rig.arrive(messages(0));
    expect(rig.at(0).deadlineAtMs).toBeUndefined();
    const { error } = await rig.consumer.later(rig.at(0), 'person');
    expect(error).toMatchObject({ code: 'STATE', params: { rule: 'noLater' } });
    await rig.clock.advance(3_600 * SECOND);
    expect([rig.at(0).state, rig.broker.sentBack()]).toEqual(['held', []]);
    expect(rig.ackErrors(0)).toEqual([undefined]);
  });

  it('needs a place for its offsets', () => {
    expect(() => new ConsumerRig({ model: 'broadcasting' })).toThrow(GantryError);
  });
});
