import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { recordedCommand } from './fixtures/recorded.ts';
import { frameRule } from './fixtures/thrown.ts';
import {
  decodeHeartbeat,
  encodeHeartbeat,
  type HeartbeatData,
  type SubscriptionData,
  tagSubscription,
} from './heartbeat-json.ts';

const decode = (body: unknown) => decodeHeartbeat(Buffer.from(JSON.stringify(body)));
const consumer = (fields: Record<string, unknown>) =>
  decode({ clientID: 'c', consumerDataSet: [{ groupName: 'g', ...fields }] }).consumerDataSet[0];
const subscription = (fields: Record<string, unknown>): SubscriptionData | undefined =>
  consumer({ subscriptionDataSet: [fields] })?.subscriptionDataSet[0];

const recordedConsumer: HeartbeatData = {
  clientID: '127.0.0.1@push',
  producerDataSet: [{ groupName: 'CLIENT_INNER_PRODUCER' }],
  consumerDataSet: [
    {
      groupName: 'gantry-fixture-group',
      consumeType: 'CONSUME_PASSIVELY',
      messageModel: 'CLUSTERING',
      consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET',
      subscriptionDataSet: [
        tagSubscription('%RETRY%gantry-fixture-group', '*', 1_795_613_568_328),
        {
          topic: 'gantry-fixture',
          subString: 'TagA || TagB',
          expressionType: 'TAG',
          subVersion: 1_795_613_568_324,
          tagsSet: ['TagA', 'TagB'],
          codeSet: [2_598_919, 2_598_920],
          classFilterMode: false,
        },
      ],
      unitMode: false,
    },
  ],
};

describe('heartbeats', () => {
  it('of the Java client are read', () => {
    expect(decodeHeartbeat(recordedCommand('client', 'consumerHeartbeat').body)).toEqual(recordedConsumer);
    expect(decodeHeartbeat(recordedCommand('client', 'producerHeartbeat').body)).toEqual({
      clientID: '127.0.0.1@producer',
      producerDataSet: [{ groupName: 'CLIENT_INNER_PRODUCER' }, { groupName: 'gantry-fixture-producer' }],
      consumerDataSet: [],
    });
  });

  it('say the same to a broker as those of the Java client', () => {
    const java = JSON.parse(Buffer.from(recordedCommand('client', 'consumerHeartbeat').body).toString());
    expect(JSON.parse(encodeHeartbeat(recordedConsumer).toString())).toEqual(java);
  });

  it('of the C++ client carry ordinals, numbers as text and other tag codes', () => {
    expect(
      consumer({
        consumeType: 1,
        messageModel: 0,
        consumeFromWhere: '4',
        unitMode: 'false',
        subscriptionDataSet: [
          { topic: 'T', subString: 'TagA||TagB', subVersion: '12', codeSet: ['1', '2'], tagsSet: ['TagA'] },
        ],
      }),
    ).toEqual({
      groupName: 'g',
      consumeType: 'CONSUME_PASSIVELY',
      messageModel: 'BROADCASTING',
      consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET',
      subscriptionDataSet: [tagSubscription('T', 'TagA || TagB', 12)],
      unitMode: false,
    });
  });

  it.each([
    [{ consumeType: 2 }, { consumeType: 'CONSUME_POP' }],
    [{ consumeType: 'consume_actively' }, { consumeType: 'CONSUME_ACTIVELY' }],
    [
      { consumeType: 9, messageModel: -1 },
      { consumeType: 'CONSUME_PASSIVELY', messageModel: 'CLUSTERING' },
    ],
    [{ messageModel: 'LITE_SELECTIVE' }, { messageModel: 'CLUSTERING' }],
    [{ consumeFromWhere: null }, { consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET' }],
    [{ consumeFromWhere: 5 }, { consumeFromWhere: 'CONSUME_FROM_TIMESTAMP' }],
    [{ unitMode: true }, { unitMode: true, subscriptionDataSet: [] }],
  ])('with %j mean %j', (fields, expected) => {
    expect(consumer(fields)).toMatchObject(expected);
  });

  it('keep a condition as it is', () => {
    expect(
      subscription({ topic: 'T', subString: 'a > 1 || b', expressionType: 'SQL92', subVersion: 3 }),
    ).toEqual({
      topic: 'T',
      subString: 'a > 1 || b',
      expressionType: 'SQL92',
      subVersion: 3,
      tagsSet: [],
      codeSet: [],
      classFilterMode: false,
    });
  });

  it('of the Go client carry versions in nanoseconds, which are rounded and still count up', () => {
    const versionOf = (text: string): number | undefined =>
      decodeHeartbeat(
        Buffer.from(
          `{"clientID":"c","consumerDataSet":[{"groupName":"g","subscriptionDataSet":[{"topic":"T","subVersion":${text}}]}]}`,
        ),
      ).consumerDataSet[0]?.subscriptionDataSet[0]?.subVersion;
    expect(versionOf('1795613568324000123')).toBeCloseTo(1_795_613_568_324_000_000, -3);
    expect(versionOf('1795613568325000123')).toBeGreaterThan(versionOf('1795613568324000123') ?? 0);
  });

  it('subscribe to everything where nothing is said', () => {
    expect(subscription({ topic: 'T', expressionType: '' })).toEqual(tagSubscription('T', '*', 0));
    expect(subscription({ topic: 'T', classFilterMode: true })?.classFilterMode).toBe(true);
  });

  it.each([
    ['badBody', '{}'],
    ['badBody', '[]'],
    ['badBody', '{"clientID":"c","consumerDataSet":{}}'],
    ['badBody', '{"clientID":"c","producerDataSet":[{}]}'],
    ['badJson', '{"clientID":"c"'],
    ['badJson', ''],
    [
      'badNumber',
      '{"clientID":"c","consumerDataSet":[{"groupName":"g","subscriptionDataSet":[{"topic":"T","subVersion":"9007199254740993"}]}]}',
    ],
  ])('are refused as %s: %s', (rule, text) => {
    expect(frameRule(() => decodeHeartbeat(Buffer.from(text)))).toBe(rule);
  });
});

describe('tag subscriptions', () => {
  it('carry the Java hash of each tag', () => {
    expect(tagSubscription('T', ' pay_ok||订单 || pay_ok', 1)).toEqual({
      topic: 'T',
      subString: 'pay_ok || 订单',
      expressionType: 'TAG',
      subVersion: 1,
      tagsSet: ['pay_ok', '订单'],
      codeSet: [-995_221_293, 1_129_459],
      classFilterMode: false,
    });
  });
});
