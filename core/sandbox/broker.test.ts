import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import { FLAG_ONEWAY, RESPONSE } from '../protocol/codes.ts';
import type { Command } from '../protocol/command.ts';
import { decodeReply, type HeaderOf } from '../protocol/define-request.ts';
import { encodeHeartbeat, tagSubscription } from '../protocol/heartbeat-json.ts';
import { decodeMessages } from '../protocol/message-codec.ts';
import { parseOffsetMsgId } from '../protocol/offset-id.ts';
import { propertyOf } from '../protocol/properties-codec.ts';
import * as admin from '../protocol/requests/admin.ts';
import { getConsumerListByGroup, heartBeat, unregisterClient } from '../protocol/requests/client.ts';
import { updateBrokerConfig } from '../protocol/requests/config.ts';
import { lockBatchMq } from '../protocol/requests/lock.ts';
import { getMaxOffset, queryConsumerOffset, updateConsumerOffset } from '../protocol/requests/offset.ts';
import {
  litePullMessage,
  PULL_COMMIT_OFFSET,
  PULL_SUBSCRIPTION,
  PULL_SUSPEND,
  pullMessage,
} from '../protocol/requests/pull.ts';
import { queryMessage, viewMessageById } from '../protocol/requests/query.ts';
import {
  consumerSendMsgBack,
  sendBatchMessage,
  sendMessage,
  sendMessageV2,
} from '../protocol/requests/send.ts';
import { endTransaction, TRANSACTION } from '../protocol/requests/transaction.ts';
import { decodeTopicRoute } from '../protocol/route-json.ts';
import { SandboxBroker } from './broker.ts';
import { RawPeer } from './raw-peer.ts';
import { propertyText } from './store/property-text.ts';

const HOLD = PULL_SUSPEND | PULL_SUBSCRIPTION;
const peers: RawPeer[] = [];
let broker: SandboxBroker;
let peer: RawPeer;

beforeEach(async () => {
  broker = await SandboxBroker.start({ host: systemClock, topics: [{ name: 'T', queues: 2 }] });
  peer = dial();
});
afterEach(async () => {
  for (const one of peers.splice(0)) one.end();
  await broker.stop();
});

function dial(address = broker.broker): RawPeer {
  const made = new RawPeer(address);
  peers.push(made);
  return made;
}

const sendHeader = (
  patch: Partial<HeaderOf<typeof sendMessage>> = {},
  properties: Record<string, string> = {},
) => ({
  producerGroup: 'p',
  topic: 'T',
  defaultTopic: 'TBW102',
  defaultTopicQueueNums: 4,
  queueId: 0,
  sysFlag: 0,
  bornTimestamp: 1_700_000_000_000,
  flag: 0,
  properties: propertyText(new Map(Object.entries(properties))),
  ...patch,
});
const pullHeader = (patch: Partial<HeaderOf<typeof pullMessage>> = {}) => ({
  consumerGroup: 'g',
  topic: 'T',
  queueId: 0,
  queueOffset: 0,
  maxMsgNums: 32,
  sysFlag: HOLD,
  commitOffset: 0,
  suspendTimeoutMillis: 15_000,
  subscription: '*',
  subVersion: 0,
  ...patch,
});
const heartbeatOf = (clientID: string) =>
  encodeHeartbeat({
    clientID,
    producerDataSet: [],
    consumerDataSet: [
      {
        groupName: 'g',
        consumeType: 'CONSUME_PASSIVELY',
        messageModel: 'CLUSTERING',
        consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
        subscriptionDataSet: [tagSubscription('T', 'a', 7)],
        unitMode: false,
      },
    ],
  });
const bodiesIn = (answer: Command): string[] =>
  decodeMessages(answer.body, 'b').map(({ body }) => Buffer.from(body).toString());
const route = (topic: string, patch: Partial<Command> = {}): Promise<Command> =>
  peer.ask(admin.getRouteInfoByTopic, { topic }, '', patch);
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 3_000, interval: 5 });

describe('every answer', () => {
  it('is JSON with version 409, the request’s opaque and text ext values', async () => {
    const answer = await peer.ask(sendMessageV2, sendHeader(), 'x');
    expect(answer).toMatchObject({ code: 0, flag: 1, version: 409 });
    expect(Object.values(answer.extFields).every((value) => typeof value === 'string')).toBe(true);
  });

  it('is 3 for an unknown code, 1 for a header it cannot read, and none for a one-way request', async () => {
    expect((await peer.askRaw({ code: 9_999 })).code).toBe(RESPONSE.REQUEST_CODE_NOT_SUPPORTED);
    expect((await peer.askRaw({ code: pullMessage.code })).code).toBe(RESPONSE.SYSTEM_ERROR);
    peer.tellOneway({ code: 9_999 });
    peer.tellOneway({ code: getMaxOffset.code, extFields: { topic: 'T', queueId: '0' } });
    const next = await peer.ask(getMaxOffset, { topic: 'T', queueId: 0 });
    // Opaques count up, so an answer to one of the two would have come first.
    expect(next.opaque).toBe(5);
    expect(peer.unexpected).toEqual([]);
  });
});

describe('routes', () => {
  it('come from both ports, with the broker’s address', async () => {
    for (const address of [broker.nameServer, broker.broker]) {
      const answer = await dial(address).ask(admin.getRouteInfoByTopic, { topic: 'T' });
      expect(decodeTopicRoute(answer.body)).toMatchObject({
        brokers: [{ brokerName: 'sandbox', cluster: 'DefaultCluster', addresses: { 0: broker.broker } }],
        queues: [{ brokerName: 'sandbox', perm: 6, readQueueNums: 2, writeQueueNums: 2 }],
      });
    }
  });

  it('have bare broker ids for a client before 4.9.4 that does not ask for standard JSON', async () => {
    const text = async (patch: Partial<Command>) => Buffer.from((await route('T', patch)).body).toString();
    expect(await text({ version: 401 })).toContain('{"0":');
    expect(await text({ version: 400 })).toContain('{0:');
    const asked = { topic: 'T', acceptStandardJsonOnly: 'true' };
    expect(await text({ version: 400, extFields: asked })).toContain('{"0":');
  });

  it('show a topic as soon as its first send made it, with 4 queues', async () => {
    expect((await route('new')).code).toBe(RESPONSE.TOPIC_NOT_EXIST);
    await peer.ask(sendMessageV2, sendHeader({ topic: 'new' }), 'x');
    expect(decodeTopicRoute((await route('new')).body).queues[0]).toMatchObject({
      perm: 6,
      readQueueNums: 4,
    });
  });

  it('offer TBW102 only while topics may be made by sending', async () => {
    expect(decodeTopicRoute((await route('TBW102')).body).queues[0]).toMatchObject({
      perm: 7,
      readQueueNums: 8,
    });
    await peer.ask(updateBrokerConfig, {}, 'autoCreateTopicEnable=false\n');
    expect((await route('TBW102')).code).toBe(RESPONSE.TOPIC_NOT_EXIST);
    const refused = await peer.ask(sendMessageV2, sendHeader({ topic: 'new' }), 'x');
    expect([refused.code, refused.remark]).toEqual([17, 'topic[new] not exist, apply first please!']);
  });
});

describe('sending', () => {
  it.each([
    ['SEND_MESSAGE', sendMessage],
    ['SEND_MESSAGE_V2', sendMessageV2],
  ])('%s stores with the broker’s properties added', async (_, spec) => {
    const answer = await peer.ask(spec, sendHeader({ queueId: 1 }, { UNIQ_KEY: 'U', TAGS: 'a' }), 'hello');
    const reply = decodeReply(spec, answer);
    expect(reply).toMatchObject({ queueId: 1, queueOffset: 0, transactionId: 'U' });
    const pulled = await peer.ask(pullMessage, pullHeader({ queueId: 1 }));
    const [message] = decodeMessages(pulled.body, 'sandbox');
    expect(message?.offsetMsgId).toBe(reply.msgId);
    expect(parseOffsetMsgId(reply.msgId)?.host).toBe(broker.broker);
    expect(Object.fromEntries(message?.properties ?? [])).toEqual({
      UNIQ_KEY: 'U',
      TAGS: 'a',
      CLUSTER: 'DefaultCluster',
      MSG_REGION: 'DefaultRegion',
      TRACE_ON: 'true',
    });
  });

  it('makes a unique key and picks a queue when the client leaves them out', async () => {
    const answer = await peer.ask(sendMessageV2, sendHeader({ queueId: -1, properties: '' }), 'x');
    const reply = decodeReply(sendMessageV2, answer);
    expect(reply.transactionId).toMatch(/^[0-9A-F]{32}$/);
    expect([0, 1]).toContain(reply.queueId);
  });

  it.each([
    ['an illegal name', { topic: 'no blanks' }, {}, 'x', RESPONSE.INVALID_PARAMETER],
    ['a topic of the broker’s own', { topic: 'SCHEDULE_TOPIC_XXXX' }, {}, 'x', RESPONSE.NO_PERMISSION],
    ['a queue that is not there', { queueId: 2 }, {}, 'x', RESPONSE.INVALID_PARAMETER],
    [
      'a topic that nothing may be made after',
      { topic: 'n', defaultTopic: 'T' },
      {},
      'x',
      RESPONSE.TOPIC_NOT_EXIST,
    ],
    ['an empty body', {}, {}, '', RESPONSE.SYSTEM_ERROR],
    ['too large a body', {}, {}, 'x'.repeat(4 * 1024 * 1024 + 1), RESPONSE.MESSAGE_ILLEGAL],
    ['too long properties', {}, { a: 'x'.repeat(32_767) }, 'x', RESPONSE.MESSAGE_ILLEGAL],
    ['a time that is no number', {}, { TIMER_DELAY_MS: 'soon' }, 'x', RESPONSE.MESSAGE_ILLEGAL],
    ['a delay that is no number', {}, { DELAY: 'abc' }, 'x', RESPONSE.SYSTEM_ERROR],
  ])('refuses %s and stores nothing', async (_, header, properties, body, code) => {
    const answer = await peer.ask(sendMessageV2, sendHeader(header, properties), body);
    expect(answer.code).toBe(code);
    expect((await peer.ask(getMaxOffset, { topic: 'T', queueId: 0 })).extFields.offset).toBe('0');
  });

  it.each([
    ['a half message', 'rejectTransactionMessage=true', { TRAN_MSG: 'true' }, RESPONSE.NO_PERMISSION],
    ['a timer message', 'timerWheelEnable=false', { TIMER_DELAY_MS: '5000' }, RESPONSE.SYSTEM_ERROR],
  ])('refuses %s while %s', async (_, setting, properties, code) => {
    expect((await peer.ask(updateBrokerConfig, {}, setting)).code).toBe(0);
    expect((await peer.ask(sendMessageV2, sendHeader({}, properties), 'x')).code).toBe(code);
    expect((await peer.ask(getMaxOffset, { topic: 'T', queueId: 0 })).extFields.offset).toBe('0');
  });

  it('commits a half message when its producer says so', async () => {
    const sent = sendHeader({ sysFlag: 4 }, { TRAN_MSG: 'true', PGROUP: 'p' });
    const { msgId, queueOffset } = decodeReply(sendMessageV2, await peer.ask(sendMessageV2, sent, 'x'));
    const half = {
      producerGroup: 'p',
      tranStateTableOffset: queueOffset,
      commitLogOffset: parseOffsetMsgId(msgId)?.commitLogOffset ?? -1,
    };
    const ended = async (commitOrRollback: number) =>
      (await peer.ask(endTransaction, { ...half, commitOrRollback })).code;
    expect((await peer.ask(pullMessage, pullHeader({ sysFlag: PULL_SUBSCRIPTION }))).code).toBe(
      RESPONSE.PULL_NOT_FOUND,
    );
    expect(await ended(TRANSACTION.commit)).toBe(0);
    expect(decodeMessages((await peer.ask(pullMessage, pullHeader())).body, 'b')).toHaveLength(1);
  });

  it('stores each message of a batch, all under the batch’s unique key', async () => {
    const body = Buffer.concat([batchItem('b0', 'UNIQ_KEY\u0001K0\u0002'), batchItem('b1', 'TAGS\u0001t')]);
    const answer = await peer.ask(sendBatchMessage, sendHeader({ batch: true }, { UNIQ_KEY: 'B' }), body);
    const { msgId, queueOffset, transactionId } = decodeReply(sendBatchMessage, answer);
    expect([msgId.split(',').length, queueOffset, transactionId]).toEqual([2, 0, 'B']);
    const pulled = decodeMessages((await peer.ask(pullMessage, pullHeader())).body, 'b');
    expect(
      pulled.map(({ queueOffset, uniqueKey, tag, flag }) => [queueOffset, uniqueKey, tag, flag]),
    ).toEqual([
      [0, 'B', '', 7],
      [1, 'B', 't', 7],
    ]);
    expect(pulled.map(({ offsetMsgId }) => offsetMsgId).join()).toBe(msgId);
  });

  it('leaves the messages of a batch their own unique keys when the batch has none', async () => {
    const body = Buffer.concat(['K0', 'K1'].map((key) => batchItem(key, `UNIQ_KEY\u0001${key}\u0002`)));
    const answer = await peer.ask(sendBatchMessage, sendHeader({ batch: true }), body);
    expect(decodeReply(sendBatchMessage, answer).transactionId).toBeUndefined();
    const pulled = decodeMessages((await peer.ask(pullMessage, pullHeader())).body, 'b');
    expect(pulled.map(({ uniqueKey }) => uniqueKey)).toEqual(['K0', 'K1']);
  });

  it('tells a batch by its header field, and delays none', async () => {
    const single = await peer.ask(sendBatchMessage, sendHeader({ batch: false }), 'one');
    expect(decodeReply(sendBatchMessage, single).msgId).not.toContain(',');
    const delayed = sendHeader({ batch: true }, { DELAY: '2' });
    const refused = await peer.ask(sendBatchMessage, delayed, batchItem('b', ''));
    expect(refused.code).toBe(RESPONSE.MESSAGE_ILLEGAL);
    expect((await peer.ask(getMaxOffset, { topic: 'T', queueId: 0 })).extFields.offset).toBe('1');
  });

  it('takes a batch sent as SEND_MESSAGE_V2, and refuses one whose lengths do not add up whole', async () => {
    const item = batchItem('b', '');
    const good = await peer.ask(sendMessageV2, sendHeader({ batch: true }), item);
    expect(good.code).toBe(RESPONSE.SUCCESS);
    const cut = Buffer.concat([item, item.subarray(0, 20)]);
    const bad = await peer.ask(sendMessageV2, sendHeader({ batch: true }), cut);
    expect(bad.code).toBe(RESPONSE.SYSTEM_ERROR);
    expect((await peer.ask(getMaxOffset, { topic: 'T', queueId: 0 })).extFields.offset).toBe('1');
  });

  it('moves a copy that a client posts to its retry topic too often to the dead letters', async () => {
    const retry = sendHeader({ topic: '%RETRY%g', reconsumeTimes: 3, maxReconsumeTimes: 2 }, { DELAY: '3' });
    expect((await peer.ask(sendMessageV2, retry, 'dead')).code).toBe(RESPONSE.SUCCESS);
    const pulled = await peer.ask(pullMessage, pullHeader({ topic: '%DLQ%g' }));
    expect(bodiesIn(pulled)).toEqual(['dead']);
  });

  it('moves one to the dead letters at once while its group holds a lock', async () => {
    const mqSet = [{ topic: 'T', brokerName: 'sandbox', queueId: 0 }];
    await peer.ask(lockBatchMq, {}, JSON.stringify({ consumerGroup: 'g', clientId: 'me', mqSet }));
    const retry = sendHeader({ topic: '%RETRY%g', reconsumeTimes: 1, maxReconsumeTimes: 2 }, { DELAY: '3' });
    await peer.ask(sendMessageV2, retry, 'dead');
    expect(bodiesIn(await peer.ask(pullMessage, pullHeader({ topic: '%DLQ%g' })))).toEqual(['dead']);
  });

  it('delays by broker time', async () => {
    broker.clock.setRate(60);
    const held = peer.ask(pullMessage, pullHeader());
    const sent = await peer.ask(sendMessageV2, sendHeader({}, { DELAY: '2' }), 'later');
    expect(decodeReply(sendMessageV2, sent)).toMatchObject({ queueId: 0, queueOffset: 0 });
    const [message] = decodeMessages((await held).body, 'b');
    expect(propertyOf(message?.properties ?? [], 'DELAY')).toBe('2');
    expect((message?.storeTimestamp ?? 0) - broker.clock.now()).toBeLessThanOrEqual(0);
  });
});

function batchItem(body: string, properties: string): Buffer {
  const [bodyBytes, propertyBytes] = [Buffer.from(body), Buffer.from(properties)];
  const head = Buffer.alloc(20);
  head.writeInt32BE(22 + bodyBytes.length + propertyBytes.length, 0);
  head.writeInt32BE(7, 12);
  head.writeInt32BE(bodyBytes.length, 16);
  const propertiesLength = Buffer.alloc(2);
  propertiesLength.writeInt16BE(propertyBytes.length, 0);
  return Buffer.concat([head, bodyBytes, propertiesLength, propertyBytes]);
}

describe('pulling', () => {
  it('holds a pull until a message comes, and answers others meanwhile', async () => {
    const held = peer.ask(pullMessage, pullHeader());
    expect((await peer.ask(getMaxOffset, { topic: 'T', queueId: 0 })).code).toBe(0);
    await dial().ask(sendMessageV2, sendHeader(), 'hello');
    const answer = await held;
    expect(bodiesIn(answer)).toEqual(['hello']);
    expect(decodeReply(pullMessage, answer)).toEqual({
      suggestWhichBrokerId: 0,
      nextBeginOffset: 1,
      minOffset: 0,
      maxOffset: 1,
    });
  });

  it('answers a held pull with 19 and its four offsets when its time is over', async () => {
    const answer = await peer.ask(pullMessage, pullHeader({ suspendTimeoutMillis: 30 }));
    expect([answer.code, decodeReply(pullMessage, answer).nextBeginOffset]).toEqual([19, 0]);
  });

  it('does not hold without the suspend bit; LITE_PULL_MESSAGE is the same', async () => {
    const answer = await peer.ask(litePullMessage, pullHeader({ sysFlag: PULL_SUBSCRIPTION }));
    expect(answer).toMatchObject({ code: 19, remark: 'NO_MESSAGE_IN_QUEUE' });
  });

  it('answers held pulls with 19 when it stops', async () => {
    const held = peer.ask(pullMessage, pullHeader());
    await peer.ask(getMaxOffset, { topic: 'T', queueId: 0 });
    await broker.stop();
    expect((await held).code).toBe(RESPONSE.PULL_NOT_FOUND);
    await peer.closed();
  });

  it('commits with a pull that says so, and refuses what it cannot read', async () => {
    await peer.ask(
      pullMessage,
      pullHeader({ sysFlag: PULL_COMMIT_OFFSET | PULL_SUBSCRIPTION, commitOffset: 4 }),
    );
    const offset = await peer.ask(queryConsumerOffset, { consumerGroup: 'g', topic: 'T', queueId: 0 });
    expect(offset.extFields.offset).toBe('4');
    const code = async (patch: Parameters<typeof pullHeader>[0]) =>
      (await peer.ask(pullMessage, pullHeader({ sysFlag: PULL_SUBSCRIPTION, ...patch }))).code;
    expect(await code({ topic: 'none' })).toBe(RESPONSE.TOPIC_NOT_EXIST);
    expect(await code({ queueId: 2 })).toBe(RESPONSE.INVALID_PARAMETER);
    expect(await code({ consumerGroup: 'no blanks' })).toBe(RESPONSE.SUBSCRIPTION_GROUP_NOT_EXIST);
    expect(await code({ expressionType: 'SQL92' })).toBe(RESPONSE.SYSTEM_ERROR);
  });

  it('filters by a condition once the broker may', async () => {
    await peer.ask(updateBrokerConfig, {}, 'enablePropertyFilter=true');
    for (const a of ['1', '5', '9']) await peer.ask(sendMessageV2, sendHeader({}, { a }), a);
    const matching = async (subscription: string) => {
      const header = pullHeader({ sysFlag: PULL_SUBSCRIPTION, expressionType: 'SQL92', subscription });
      return decodeMessages((await peer.ask(pullMessage, header)).body, 'b').map(
        ({ queueOffset }) => queueOffset,
      );
    };
    expect(await matching('a > 1')).toEqual([1, 2]);
    expect(await matching('a BETWEEN 2 AND 6')).toEqual([1]);
    expect(await matching('a >')).toEqual([0, 1, 2]);
  });

  it('filters by the heartbeat’s subscription when the pull brings none', async () => {
    const ask = (subVersion: number) => peer.ask(pullMessage, pullHeader({ sysFlag: 0, subVersion }));
    expect((await ask(7)).code).toBe(RESPONSE.SUBSCRIPTION_NOT_EXIST);
    await peer.ask(heartBeat, {}, heartbeatOf('me'));
    for (const tag of ['a', 'b', 'a']) await peer.ask(sendMessageV2, sendHeader({}, { TAGS: tag }), tag);
    expect(bodiesIn(await ask(7))).toEqual(['a', 'a']);
    expect((await ask(8)).code).toBe(RESPONSE.SUBSCRIPTION_NOT_LATEST);
  });
});

describe('offsets', () => {
  it('of a new group are 0 where the first message still is, 22 where there is none', async () => {
    const ask = (setZeroIfNotFound?: boolean) =>
      peer.ask(queryConsumerOffset, { consumerGroup: 'g', topic: 'T', queueId: 0, setZeroIfNotFound });
    expect((await ask()).code).toBe(RESPONSE.QUERY_NOT_FOUND);
    await peer.ask(sendMessageV2, sendHeader(), 'x');
    expect((await ask()).extFields.offset).toBe('0');
    expect((await ask(false)).code).toBe(RESPONSE.QUERY_NOT_FOUND);
  });

  it('are committed for a known group and topic only', async () => {
    const commit = { consumerGroup: 'g', topic: 'T', queueId: 0, commitOffset: 3 };
    expect((await peer.ask(updateConsumerOffset, commit)).code).toBe(RESPONSE.SUBSCRIPTION_GROUP_NOT_EXIST);
    await peer.ask(heartBeat, {}, heartbeatOf('me'));
    expect((await peer.ask(updateConsumerOffset, { ...commit, topic: 'none' })).code).toBe(17);
    expect((await peer.ask(updateConsumerOffset, commit)).code).toBe(0);
    const offset = await peer.ask(queryConsumerOffset, { consumerGroup: 'g', topic: 'T', queueId: 0 });
    expect(offset.extFields.offset).toBe('3');
  });
});

describe('groups', () => {
  const members = async (): Promise<string> => {
    const answer = await peer.ask(getConsumerListByGroup, { consumerGroup: 'g' });
    return answer.code === 0 ? Buffer.from(answer.body).toString() : `${answer.code} ${answer.remark}`;
  };

  it('list their members, and tell each with 40 when one comes or goes', async () => {
    expect(await members()).toBe('1 no consumer for this group, g');
    const [a, b] = [dial(), dial()];
    await a.ask(heartBeat, {}, heartbeatOf('a'));
    expect((await route('%RETRY%g')).code).toBe(0);
    await b.ask(heartBeat, {}, heartbeatOf('b'));
    expect(await members()).toBe('{"consumerIdList":["a","b"]}');
    await eventually(() => expect([a.pushed.length, b.pushed.length]).toEqual([2, 1]));
    expect(a.pushed[0]).toMatchObject({ code: 40, flag: FLAG_ONEWAY, extFields: { consumerGroup: 'g' } });
    b.end();
    await eventually(() => expect(a.pushed).toHaveLength(3));
    expect(await members()).toBe('{"consumerIdList":["a"]}');
    await a.ask(unregisterClient, { clientID: 'a', producerGroup: '', consumerGroup: 'g' });
    expect(await members()).toBe('1 no consumer for this group, g');
  });

  it('get a message sent back on their retry topic', async () => {
    broker.clock.setRate(60);
    await peer.ask(heartBeat, {}, heartbeatOf('me'));
    const { msgId } = decodeReply(sendMessageV2, await peer.ask(sendMessageV2, sendHeader(), 'again'));
    const offset = parseOffsetMsgId(msgId)?.commitLogOffset ?? -1;
    const held = peer.ask(pullMessage, pullHeader({ topic: '%RETRY%g' }));
    expect((await peer.ask(consumerSendMsgBack, { offset, group: 'g', delayLevel: 0 })).code).toBe(0);
    expect(bodiesIn(await held)).toEqual(['again']);
  });

  it('have settings that 200 replaces as a whole', async () => {
    const limit = async (): Promise<unknown> => {
      const { body } = await peer.ask(admin.getSubscriptionGroupConfig, { group: 'g' });
      return JSON.parse(Buffer.from(body).toString());
    };
    expect(await limit()).toMatchObject({ groupName: 'g', retryMaxTimes: 16 });
    const settings = JSON.stringify({ groupName: 'g', retryMaxTimes: 2, consumeEnable: 'false' });
    await peer.ask(admin.updateAndCreateSubscriptionGroup, {}, settings);
    expect(await limit()).toMatchObject({ retryMaxTimes: 2, consumeEnable: false, retryQueueNums: 1 });
    expect((await peer.ask(pullMessage, pullHeader())).code).toBe(RESPONSE.NO_PERMISSION);
  });
});

describe('looking up', () => {
  const query = (key: string, uniqueKeyQuery?: boolean) =>
    peer.ask(queryMessage, {
      topic: 'T',
      key,
      maxNum: 64,
      beginTimestamp: 0,
      endTimestamp: Number.MAX_SAFE_INTEGER,
      uniqueKeyQuery,
    });

  it('finds by key, unique key and offset id', async () => {
    const sent = await peer.ask(sendMessageV2, sendHeader({}, { KEYS: 'k1 k2', UNIQ_KEY: 'U' }), 'x');
    expect(bodiesIn(await query('k2'))).toEqual(['x']);
    expect(bodiesIn(await query('U', true))).toEqual(['x']);
    expect((await query('none')).code).toBe(RESPONSE.QUERY_NOT_FOUND);
    const offset = parseOffsetMsgId(sent.extFields.msgId ?? '')?.commitLogOffset ?? -1;
    expect(bodiesIn(await peer.ask(viewMessageById, { offset }))).toEqual(['x']);
    expect((await peer.ask(viewMessageById, { offset: offset + 1 })).code).toBe(RESPONSE.SYSTEM_ERROR);
  });

  it('leaves out the oldest of what would not fit one answer', async () => {
    const body = 'x'.repeat(3_000_000);
    for (const first of ['1', '2', '3'])
      await peer.ask(sendMessageV2, sendHeader({}, { KEYS: 'large' }), first + body);
    expect(bodiesIn(await query('large')).map(([first]) => first)).toEqual(['2', '3']);
  });

  it('understands Java’s Long.MAX_VALUE as for ever', async () => {
    await peer.ask(sendMessageV2, sendHeader({}, { KEYS: 'k' }), 'x');
    const extFields = {
      topic: 'T',
      key: 'k',
      maxNum: '64',
      beginTimestamp: '-9223372036854775808',
      endTimestamp: '9223372036854775807',
    };
    expect(bodiesIn(await peer.askRaw({ code: queryMessage.code, extFields }))).toEqual(['x']);
  });

  it('tells delay levels and its name as properties text', async () => {
    const text = Buffer.from((await peer.ask(admin.getBrokerConfig, {})).body).toString();
    expect(text).toContain('messageDelayLevel=1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h\n');
    expect(text).toContain('brokerName=sandbox\n');
    expect((await peer.ask(updateBrokerConfig, {}, 'brokerName=x\n')).code).toBe(RESPONSE.NO_PERMISSION);
  });
});

describe('topics', () => {
  const create = (topic: string) =>
    peer.ask(admin.updateAndCreateTopic, {
      topic,
      defaultTopic: 'TBW102',
      readQueueNums: 3,
      writeQueueNums: 3,
      perm: 6,
      topicFilterType: 'SINGLE_TAG',
    });

  it('are made, listed and deleted with their offsets', async () => {
    await create('made');
    const names = async (): Promise<string[]> =>
      JSON.parse(Buffer.from((await peer.ask(admin.getAllTopicList, {})).body).toString()).topicList;
    expect(await names()).toContain('made');
    await peer.ask(sendMessageV2, sendHeader({ topic: 'made' }), 'x');
    await peer.ask(admin.deleteTopicInBroker, { topic: 'made' });
    expect(await names()).not.toContain('made');
    await create('made');
    expect((await peer.ask(getMaxOffset, { topic: 'made', queueId: 0 })).extFields.offset).toBe('0');
  });

  it('cannot have an illegal name or a system topic’s', async () => {
    expect((await create('no blanks')).code).toBe(RESPONSE.INVALID_PARAMETER);
    expect((await create('TBW102')).code).toBe(RESPONSE.INVALID_PARAMETER);
    expect((await peer.ask(admin.deleteTopicInBroker, { topic: 'TBW102' })).code).toBe(29);
  });
});
