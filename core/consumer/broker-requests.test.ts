import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { decodeRunningInfo } from '../admin/group/running-info.ts';
import type { Command } from '../protocol/command.ts';
import { encodeStoredMessage } from '../protocol/message-codec.ts';
import { ConsumerRig, GROUP, messages, SECOND, TOPIC } from './consumer-rig.ts';
import { BROKER } from './fake-broker.ts';
import type { PushConsumerOptions } from './subscriptions.ts';

const QUEUE = { topic: TOPIC, brokerName: 'broker-a', queueId: 0 };

/** What the broker gets to hear; undefined: nothing. */
async function ask(
  rig: ConsumerRig,
  code: number,
  extFields: Record<string, string>,
  body: string | Uint8Array = '',
): Promise<Command | undefined> {
  const request = { code, opaque: 9, flag: 0, language: 'JAVA', version: 1, extFields };
  return await rig.broker.deliver(BROKER, { ...request, body: Buffer.from(body) });
}

const textOf = (answer: Command | undefined): string => Buffer.from(answer?.body ?? []).toString();

async function holding(options: Partial<PushConsumerOptions> = {}): Promise<ConsumerRig> {
  const rig = await ConsumerRig.started(options);
  await rig.arrive(messages(0, 1, 2));
  return rig;
}

describe('220 RESET_CONSUMER_CLIENT_OFFSET', () => {
  const header = { topic: TOPIC, group: GROUP, timestamp: '5', isForce: 'true' };

  it.each([
    ['as Java writes it', `{"offsetTable":{${JSON.stringify(QUEUE)}:40}}`],
    ['as for C++', JSON.stringify({ offsetTable: [{ ...QUEUE, offset: 40 }] })],
  ])('moves the queue, body %s', async (_, body) => {
    const rig = await holding();
    rig.ackErrors(0);
    const before = rig.broker.pullOf(TOPIC);
    expect(await ask(rig, 220, header, body)).toBeUndefined();
    await rig.turn();
    expect([rig.movedAway, rig.released]).toEqual([[1, 2], ['offsetReset']]);
    expect(rig.ackErrors(1)).toEqual(['movedAway']);
    expect(rig.broker.commits()).toEqual([40]);
    before.answer(0, 9, messages(5));
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe('40');
    await rig.arrive(messages(40));
    expect(rig.consumer.view().counters).toMatchObject({ received: 4, acked: 1, movedAway: 2, held: 1 });
  });

  it('moves back as well, and leaves alone what is not ours', async () => {
    const rig = await holding();
    rig.ackErrors(0, 1, 2);
    await rig.clock.advance(5 * SECOND);
    const others = { ...QUEUE, queueId: 7 };
    const body = JSON.stringify({
      offsetTable: [
        { ...others, offset: 1 },
        { ...QUEUE, offset: 1 },
      ],
    });
    await ask(rig, 220, header, body);
    await rig.turn();
    expect(rig.broker.commits()).toEqual([3, 1]);
    expect(rig.queue()).toMatchObject({ committableOffset: 1, committedOffset: 1 });
    expect(rig.broker.commits(7)).toEqual([]);
  });

  it('that cannot be read changes nothing', async () => {
    const rig = await holding();
    await expect(ask(rig, 220, header, '{"offsetTable":')).rejects.toMatchObject({ data: { code: 'FRAME' } });
    expect(rig.movedAway).toEqual([]);
  });
});

describe('questions', () => {
  it('221: how far each queue of the topic is decided', async () => {
    const rig = await holding();
    rig.ackErrors(0, 2);
    const answer = await ask(rig, 221, { topic: TOPIC, group: GROUP });
    expect(textOf(answer)).toBe(
      `{"messageQueueTable":{{"brokerName":"broker-a","queueId":0,"topic":"${TOPIC}"}:1}}`,
    );
  });

  it('307: what the ledgers have', async () => {
    const rig = await holding();
    rig.ackErrors(0);
    const answer = await ask(rig, 307, { consumerGroup: GROUP, clientId: rig.client.clientId });
    const info = decodeRunningInfo(answer?.body ?? new Uint8Array());
    expect(info.queues).toEqual([
      {
        queue: QUEUE,
        commitOffset: 1,
        cachedMessages: 2,
        cachedMinOffset: 1,
        cachedMaxOffset: 2,
        locked: false,
        dropped: false,
        lastPullAtMs: rig.clock.now(),
        lastConsumeAtMs: rig.clock.now(),
      },
    ]);
    expect(info.properties).toMatchObject({
      PROP_CLIENT_VERSION: 'V4_9_8',
      PROP_CONSUMEORDERLY: 'false',
      PROP_CONSUME_TYPE: 'CONSUME_PASSIVELY',
      PROP_NAMESERVER_ADDR: 'ns:9876',
      PROP_THREADPOOL_CORE_SIZE: '8',
    });
    expect(info.subscriptions.map(({ topic }) => topic)).toContain(TOPIC);
  });

  it('for another group, unknown, or after the end are not answered', async () => {
    const rig = await holding();
    expect(await ask(rig, 307, { consumerGroup: 'other', clientId: 'x' })).toBeUndefined();
    expect(await ask(rig, 326, { consumerGroup: GROUP })).toBeUndefined();
    await rig.consumer.shutdown();
    expect(await ask(rig, 307, { consumerGroup: GROUP, clientId: 'x' })).toBeUndefined();
  });
});

describe('309 CONSUME_MESSAGE_DIRECTLY', () => {
  const record = encodeStoredMessage({
    topic: TOPIC,
    queueId: 0,
    queueOffset: 77,
    commitLogOffset: 5,
    flag: 0,
    sysFlag: 0,
    bornTimestamp: 1,
    bornHost: '10.0.0.1:1',
    storeTimestamp: 2,
    storeHost: '10.0.0.2:10911',
    reconsumeTimes: 0,
    preparedTransactionOffset: 0,
    body: Buffer.from('hello'),
    properties: [],
  });
  const header = { consumerGroup: GROUP, clientId: 'x', msgId: 'm', brokerName: 'broker-a', topic: TOPIC };
  const resultOf = (answer: Command | undefined) => JSON.parse(textOf(answer));

  it('is held beside the seats, and its decision is the answer alone', async () => {
    const rig = await holding({ seats: 3 });
    const { counters } = rig.consumer.view();
    const answer = ask(rig, 309, header, record);
    await rig.turn();
    const direct = rig.at(77);
    expect(direct).toMatchObject({ direct: true, state: 'held', attempt: 1 });
    expect(direct.deadlineAtMs).toBe(rig.clock.now() + 9 * SECOND);
    expect(rig.consumer.held()).toHaveLength(4);
    await rig.clock.advance(SECOND);
    expect(rig.ackErrors(77, 0)).toEqual([undefined, undefined]);
    expect(resultOf(await answer)).toEqual({
      autoCommit: true,
      consumeResult: 'CR_SUCCESS',
      order: false,
      spentTimeMills: 1_000,
    });
    expect(rig.consumer.view().counters).toEqual({ ...counters, held: 2, acked: 1 });
    expect(rig.ackErrors(77)).toEqual(['notHeld']);
  });

  it('answers CR_LATER for Later, and sends nothing back', async () => {
    const rig = await ConsumerRig.started({ listener: 'orderly' });
    const answer = ask(rig, 309, header, record);
    await rig.turn();
    expect(await rig.consumer.later(rig.at(77), 'person')).toEqual({ delivery: rig.at(77) });
    expect(resultOf(await answer)).toMatchObject({ consumeResult: 'CR_LATER', order: true });
    expect(rig.broker.sentBack()).toEqual([]);
  });

  it('answers CR_LATER when nobody decides within 9 s, and at the end', async () => {
    const rig = await holding();
    const first = ask(rig, 309, header, record);
    await rig.clock.advance(9 * SECOND);
    expect(resultOf(await first)).toMatchObject({
      consumeResult: 'CR_LATER',
      remark: 'nobody decided in time',
    });
    const second = ask(rig, 309, header, record);
    await rig.turn();
    await rig.consumer.shutdown();
    expect(resultOf(await second)).toMatchObject({ consumeResult: 'CR_LATER' });
  });
});
