import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import { type ConsumerData, encodeHeartbeat, tagSubscription } from '../../protocol/heartbeat-json.ts';
import { objectOf, pairsOf, parseLooseBody } from '../../protocol/loose-json.ts';
import { updateAndCreateSubscriptionGroup } from '../../protocol/requests/admin.ts';
import { heartBeat } from '../../protocol/requests/client.ts';
import * as inspect from '../../protocol/requests/inspect.ts';
import { queryConsumerOffset, updateConsumerOffset } from '../../protocol/requests/offset.ts';
import { PULL_SUBSCRIPTION, pullMessage } from '../../protocol/requests/pull.ts';
import { sendMessageV2 } from '../../protocol/requests/send.ts';
import { SandboxBroker } from '../broker.ts';
import { RawPeer } from '../raw-peer.ts';

const QUEUE = { topic: 'T', queueId: 0 };
const GROUP_QUEUE = { ...QUEUE, consumerGroup: 'g' };
let broker: SandboxBroker;
let peer: RawPeer;

beforeEach(async () => {
  broker = await SandboxBroker.start({ host: systemClock, topics: [{ name: 'T', queues: 1 }] });
  peer = new RawPeer(broker.broker);
  await peer.ask(updateAndCreateSubscriptionGroup, {}, '{"groupName":"g"}');
});
afterEach(async () => {
  peer.end();
  await broker.stop();
});

async function send(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const header = {
      producerGroup: 'p',
      topic: 'T',
      defaultTopic: 'TBW102',
      defaultTopicQueueNums: 4,
      queueId: 0,
      sysFlag: 0,
      bornTimestamp: 1,
      flag: 0,
    };
    await peer.ask(sendMessageV2, header, 'x');
  }
}

const pull = (queueOffset: number) =>
  peer.ask(pullMessage, {
    ...GROUP_QUEUE,
    queueOffset,
    maxMsgNums: 32,
    sysFlag: PULL_SUBSCRIPTION,
    commitOffset: 0,
    suspendTimeoutMillis: 0,
    subscription: '*',
    subVersion: 0,
  });
const offset = async () => (await peer.ask(queryConsumerOffset, GROUP_QUEUE)).extFields.offset;
const commit = (commitOffset: number) => peer.ask(updateConsumerOffset, { ...GROUP_QUEUE, commitOffset });
const reset = (more: { timestamp: number; queueId?: number; offset?: number }) =>
  peer.ask(inspect.invokeBrokerToResetOffset, { topic: 'T', group: 'g', isForce: true, ...more });

describe('an offset reset', () => {
  beforeEach(async () => {
    await send(5);
    await commit(5);
  });

  it('moves the group at once, drops commits until its next pull, and sends that pull to the offset', async () => {
    const answer = await reset({ timestamp: 0, queueId: 0, offset: 2 });
    expect(pairsOf(objectOf(parseLooseBody(answer.body)).offsetTable)).toEqual([
      [{ brokerName: 'sandbox', ...QUEUE }, 2],
    ]);
    expect((await commit(5)).code).toBe(RESPONSE.SUCCESS);
    expect(await offset()).toBe('2');
    expect(await pull(5)).toMatchObject({
      code: RESPONSE.PULL_OFFSET_MOVED,
      extFields: { nextBeginOffset: '2' },
    });
    expect((await pull(2)).code).toBe(RESPONSE.SUCCESS);
    await commit(3);
    expect(await offset()).toBe('3');
  });

  it('goes by time, or to the end', async () => {
    await reset({ timestamp: 0 });
    expect(await offset()).toBe('0');
    await send(1);
    await reset({ timestamp: -1 });
    expect(await offset()).toBe('6');
  });

  it('is refused outside of the queue and for a topic that is not there', async () => {
    expect((await reset({ timestamp: 0, queueId: 0, offset: 99 })).code).toBe(RESPONSE.SYSTEM_ERROR);
    expect(await offset()).toBe('5');
    const unknown = { topic: 'none', group: 'g', timestamp: 0, isForce: true };
    const answer = await peer.ask(inspect.invokeBrokerToResetOffset, unknown);
    expect(answer.code).toBe(RESPONSE.TOPIC_NOT_EXIST);
  });
});

describe('questions about a topic', () => {
  it('the store time of the oldest message, -1 without one', async () => {
    const oldest = async () => (await peer.ask(inspect.getEarliestMsgStoretime, QUEUE)).extFields.timestamp;
    expect(await oldest()).toBe('-1');
    const before = Date.now();
    await send(2);
    expect(Number(await oldest())).toBeGreaterThanOrEqual(before);
  });

  it('its groups: online with a subscription, or once committed; and what an online one reads', async () => {
    const readers = async () =>
      objectOf(parseLooseBody((await peer.ask(inspect.queryTopicConsumeByWho, { topic: 'T' })).body))
        .groupList;
    expect(await readers()).toEqual([]);
    await commit(0);
    expect(await readers()).toEqual(['g']);
    const consumer: ConsumerData = {
      groupName: 'online',
      consumeType: 'CONSUME_PASSIVELY',
      messageModel: 'CLUSTERING',
      consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
      subscriptionDataSet: [tagSubscription('T', 'paid', 1)],
      unitMode: false,
    };
    const heartbeat = { clientID: 'c', producerDataSet: [], consumerDataSet: [consumer] };
    await peer.ask(heartBeat, {}, encodeHeartbeat(heartbeat));
    expect(await readers()).toEqual(['online', 'g']);
    const subscription = async (group: string) => {
      const { body } = await peer.ask(inspect.querySubscriptionByConsumer, { group, topic: 'T' });
      return objectOf(objectOf(parseLooseBody(body)).subscriptionData).subString;
    };
    expect([await subscription('online'), await subscription('g')]).toEqual(['paid', undefined]);
  });
});
