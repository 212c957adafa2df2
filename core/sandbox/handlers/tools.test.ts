import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import { encodeHeartbeat } from '../../protocol/heartbeat-json.ts';
import { objectOf, pairsOf, parseLooseBody } from '../../protocol/loose-json.ts';
import { updateAndCreateSubscriptionGroup } from '../../protocol/requests/admin.ts';
import { heartBeat, unregisterClient } from '../../protocol/requests/client.ts';
import { updateBrokerConfig } from '../../protocol/requests/config.ts';
import { queryConsumerOffset, updateConsumerOffset } from '../../protocol/requests/offset.ts';
import { sendMessageV2 } from '../../protocol/requests/send.ts';
import { getBrokerRuntimeInfo } from '../../protocol/requests/stats.ts';
import * as tools from '../../protocol/requests/tools.ts';
import { SandboxBroker } from '../broker.ts';
import { RawPeer } from '../raw-peer.ts';

const QUEUE = { topic: 'T', queueId: 0 };
let broker: SandboxBroker;
let peer: RawPeer;

beforeEach(async () => {
  broker = await SandboxBroker.start({ host: systemClock, topics: [{ name: 'T', queues: 1 }] });
  peer = new RawPeer(broker.broker);
  await peer.ask(updateAndCreateSubscriptionGroup, {}, '{"groupName":"g"}');
  await send(3);
  await commit(2);
});
afterEach(async () => {
  peer.end();
  await broker.stop();
});

async function send(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const names = { producerGroup: 'p', topic: 'T', defaultTopic: 'TBW102' };
    const numbers = { defaultTopicQueueNums: 4, queueId: 0, sysFlag: 0, bornTimestamp: 1, flag: 0 };
    await peer.ask(sendMessageV2, { ...names, ...numbers, properties: 'TAGS\u0001T\u0002' }, 'x');
  }
}

const commit = (commitOffset: number) =>
  peer.ask(updateConsumerOffset, { ...QUEUE, consumerGroup: 'g', commitOffset });
const offsetOf = async (consumerGroup: string) =>
  (await peer.ask(queryConsumerOffset, { ...QUEUE, consumerGroup })).extFields.offset;
const bodyOf = async (answer: Promise<{ body: Uint8Array }>) => objectOf(parseLooseBody((await answer).body));

describe('producers', () => {
  const group = { producerGroup: 'p' };
  const beat = () =>
    peer.ask(
      heartBeat,
      {},
      encodeHeartbeat({ clientID: 'c', producerDataSet: [{ groupName: 'p' }], consumerDataSet: [] }),
    );

  it('are listed from their heartbeat until they leave', async () => {
    expect((await peer.ask(tools.getProducerConnectionList, group)).code).toBe(RESPONSE.SYSTEM_ERROR);
    await beat();
    expect(await bodyOf(peer.ask(tools.getProducerConnectionList, group))).toMatchObject({
      connectionSet: [{ clientId: 'c', language: 'OTHER', version: 409 }],
    });
    expect(await bodyOf(peer.ask(tools.getAllProducerInfo, {}))).toMatchObject({
      data: { p: [{ clientId: 'c' }] },
    });
    await peer.ask(unregisterClient, { clientID: 'c', producerGroup: 'p' });
    expect(await bodyOf(peer.ask(tools.getAllProducerInfo, {}))).toEqual({ data: {} });
  });

  it('go with their connection', async () => {
    await beat();
    peer.end();
    peer = new RawPeer(broker.broker);
    await expect
      .poll(async () => (await peer.ask(tools.getProducerConnectionList, group)).code)
      .toBe(RESPONSE.SYSTEM_ERROR);
  });
});

describe('a client’s configuration', () => {
  const check = (expressionType: string, subString = 'a > 1') =>
    peer.ask(
      tools.checkClientConfig,
      {},
      JSON.stringify({ subscriptionData: { topic: 'T', subString, expressionType } }),
    );

  it('is refused for SQL92 and taken for tags', async () => {
    expect(await check('SQL92')).toMatchObject({
      code: RESPONSE.SYSTEM_ERROR,
      remark: 'The broker does not support consumer to filter message by SQL92',
    });
    expect((await check('TAG')).code).toBe(RESPONSE.SUCCESS);
  });

  it('is refused for what is no condition once the broker filters by them', async () => {
    await peer.ask(updateBrokerConfig, {}, 'enablePropertyFilter=true');
    expect((await check('SQL92', 'a >')).code).toBe(RESPONSE.SUBSCRIPTION_PARSE_FAILED);
    expect((await check('SQL92', 'a > 1')).code).toBe(RESPONSE.SUCCESS);
  });
});

describe('a copy of a group’s offsets', () => {
  const clone = (offline: boolean) =>
    peer.ask(tools.cloneGroupOffset, { srcGroup: 'g', destGroup: 'h', topic: 'T', offline });

  it('is made for a group that is away, when told so', async () => {
    await clone(true);
    expect(await offsetOf('h')).toBe('2');
  });

  it('leaves out what the group does not subscribe', async () => {
    await clone(false);
    expect(await offsetOf('h')).toBe('0');
  });
});

describe('questions of mqadmin', () => {
  it('the time that a group’s queues span', async () => {
    const { consumeTimeSpanSet } = await bodyOf(
      peer.ask(tools.queryConsumeTimeSpan, { topic: 'T', group: 'g' }),
    );
    expect(consumeTimeSpanSet).toMatchObject([{ messageQueue: { brokerName: 'sandbox', ...QUEUE } }]);
    const unknown = await peer.ask(tools.queryConsumeTimeSpan, { topic: 'none', group: 'g' });
    expect(unknown.code).toBe(RESPONSE.TOPIC_NOT_EXIST);
  });

  it('what lies in a queue’s index', async () => {
    const ask = (queueId: number) =>
      peer.ask(tools.queryConsumeQueue, { topic: 'T', queueId, index: 1, count: 9 });
    const body = await bodyOf(ask(0));
    expect(body).toMatchObject({ minQueueIndex: 0, maxQueueIndex: 3 });
    expect(body.queueData).toMatchObject([{ tagsCode: 84 }, { tagsCode: 84 }]);
    expect((await ask(7)).code).toBe(RESPONSE.SYSTEM_ERROR);
  });

  it('how far every group is', async () => {
    const all = await bodyOf(peer.ask(tools.getBrokerConsumeStats, { isOrder: false }));
    expect(all).toMatchObject({ brokerAddr: broker.broker, totalDiff: 1, totalInflightDiff: 0 });
    const [group] = all.consumeStatsList as { g: { offsetTable: never }[] }[];
    expect(pairsOf(group?.g[0]?.offsetTable)).toMatchObject([
      [QUEUE, { brokerOffset: 3, consumerOffset: 2 }],
    ]);
    const orderly = await bodyOf(peer.ask(tools.getBrokerConsumeStats, { isOrder: true }));
    expect(orderly.consumeStatsList).toEqual([]);
  });

  it('what was stored and since when the broker runs', async () => {
    const { table } = await bodyOf(peer.ask(getBrokerRuntimeInfo, {}));
    expect(table).toMatchObject({ putMessageTimesTotal: '3' });
    expect(objectOf(table).runtime).toMatch(/^\[ 0 days, 0 hours, 0 minutes, \d seconds \]$/);
    expect(Number(objectOf(table).earliestMessageTimeStamp)).toBeGreaterThan(0);
  });

  it('leftovers are cleaned, of which there are none', async () => {
    expect((await peer.ask(tools.cleanExpiredConsumeQueue, {})).code).toBe(RESPONSE.SUCCESS);
    expect((await peer.ask(tools.cleanUnusedTopic, {})).code).toBe(RESPONSE.SUCCESS);
  });
});
