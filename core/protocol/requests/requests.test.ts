import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { FLAG_RESPONSE, SERIALIZE_JSON } from '../codes.ts';
import { EMPTY_BODY } from '../command.ts';
import {
  decodeFields,
  decodeHeader,
  decodeReply,
  encodeFields,
  type RequestSpec,
} from '../define-request.ts';
import { recordedCommand, recordings } from '../fixtures/recorded.ts';
import { decodeCommand } from '../frame.ts';
import * as admin from './admin.ts';
import * as client from './client.ts';
import * as offset from './offset.ts';
import * as pull from './pull.ts';
import * as send from './send.ts';

const specs: RequestSpec[] = [admin, client, offset, pull, send].flatMap((tables) =>
  Object.values(tables).filter(
    (value): value is RequestSpec => typeof value === 'object' && 'header' in value,
  ),
);
const byCode = new Map(specs.map((spec) => [spec.code, spec]));

const files = [
  'send',
  'send-back',
  'binary-header',
  'pull-5.3.3',
  'retry',
  'client',
  'offset',
  'route',
  'admin',
];
const requests = files.flatMap((file) =>
  Object.keys(recordings(file))
    .filter((name) => (recordedCommand(file, name).flag & FLAG_RESPONSE) === 0)
    .map((name) => [file, name] as const),
);
/** What the Java client 5.3.3 sends beyond our tables; all of it may be missing. */
const NOT_OURS = new Set(['bname', 'ReqT', 'attributes', 'force', 'committed']);

describe('request tables', () => {
  it('name each code once', () => {
    expect(byCode.size).toBe(specs.length);
    expect(new Set(specs.map(({ name }) => name)).size).toBe(specs.length);
  });

  it.each(requests)('have the wire names of the Java client: %s/%s', (file, name) => {
    const command = recordedCommand(file, name);
    const spec = byCode.get(command.code);
    if (spec === undefined) throw new Error(`no table for code ${command.code}`);
    const ours = Object.entries(command.extFields).filter(([field]) => !NOT_OURS.has(field));
    const values = decodeFields(spec.header, command.extFields, spec.name);
    expect(encodeFields(spec.header, values)).toEqual(Object.fromEntries(ours));
  });

  it('were all recorded but for those the Java client does not send', () => {
    const seen = new Set(requests.map(([file, name]) => recordedCommand(file, name).code));
    expect(specs.filter(({ code }) => !seen.has(code)).map(({ name }) => name)).toEqual([
      'GET_SUBSCRIPTIONGROUP_CONFIG',
      'LITE_PULL_MESSAGE',
      'SEND_MESSAGE',
    ]);
  });
});

/** Fields without which Java refuses a request or answers nonsense: `@CFNotNull` without a default. */
const REQUIRED: Record<string, string> = {
  GET_ROUTEINFO_BY_TOPIC: 'topic',
  GET_SUBSCRIPTIONGROUP_CONFIG: 'group',
  UPDATE_AND_CREATE_TOPIC: 'topic defaultTopic readQueueNums writeQueueNums perm topicFilterType',
  DELETE_TOPIC_IN_BROKER: 'topic',
  DELETE_TOPIC_IN_NAMESRV: 'topic',
  DELETE_SUBSCRIPTIONGROUP: 'groupName',
  UNREGISTER_CLIENT: 'clientID',
  GET_CONSUMER_LIST_BY_GROUP: 'consumerGroup',
  NOTIFY_CONSUMER_IDS_CHANGED: 'consumerGroup',
  QUERY_CONSUMER_OFFSET: 'consumerGroup topic queueId',
  UPDATE_CONSUMER_OFFSET: 'consumerGroup topic queueId commitOffset',
  SEARCH_OFFSET_BY_TIMESTAMP: 'topic queueId timestamp',
  GET_MAX_OFFSET: 'topic queueId',
  GET_MIN_OFFSET: 'topic queueId',
  PULL_MESSAGE:
    'consumerGroup topic queueId queueOffset maxMsgNums sysFlag commitOffset suspendTimeoutMillis subVersion',
  SEND_MESSAGE: 'producerGroup topic defaultTopic defaultTopicQueueNums queueId sysFlag bornTimestamp flag',
  CONSUMER_SEND_MSG_BACK: 'offset group delayLevel',
};
const SAME_FIELDS: Record<string, string> = {
  LITE_PULL_MESSAGE: 'PULL_MESSAGE',
  SEND_MESSAGE_V2: 'SEND_MESSAGE',
  SEND_BATCH_MESSAGE: 'SEND_MESSAGE',
};

describe('required fields', () => {
  it.each(specs.map((spec) => [spec.name, spec] as const))('of %s are those of Java', (name, spec) => {
    const required = Object.keys(spec.header).filter((field) => !spec.header[field]?.optional);
    expect(required.join(' ')).toBe(REQUIRED[SAME_FIELDS[name] ?? name] ?? '');
  });
});

describe('SEND_MESSAGE', () => {
  it('has the fields of V2 under their long names', () => {
    const { brokerName, ...v2 } = send.sendMessageV2.header;
    const long = Object.entries(v2).map(([name, { wire, ...field }]) => [name, field]);
    expect(send.sendMessage.header).toEqual(Object.fromEntries(long));
  });
});

describe('requests of the Java client', () => {
  it('to send', () => {
    expect(decodeHeader(send.sendMessageV2, recordedCommand('send', 'request'))).toMatchObject({
      producerGroup: 'gantry-fixture-producer',
      topic: 'gantry-fixture',
      defaultTopic: 'TBW102',
      defaultTopicQueueNums: 4,
      queueId: 0,
      sysFlag: 0,
      bornTimestamp: 1_795_613_565_592,
      flag: 7,
      reconsumeTimes: 0,
      unitMode: false,
      batch: false,
      brokerName: 'broker-a',
    });
  });

  it('to send back', () => {
    expect(decodeHeader(send.consumerSendMsgBack, recordedCommand('send-back', 'request'))).toEqual({
      offset: 4_196_900,
      group: 'gantry-fixture-group',
      delayLevel: 0,
      originMsgId: 'C000020226245FFD2B277E80BA970000',
      originTopic: 'gantry-fixture',
      unitMode: false,
      maxReconsumeTimes: 16,
    });
  });

  it('to pull, with and without a subscription of its own', () => {
    expect(decodeHeader(pull.pullMessage, recordedCommand('pull-5.3.3', 'request'))).toEqual({
      consumerGroup: 'gantry-fixture-group-pull',
      topic: 'gantry-fixture',
      queueId: 0,
      queueOffset: 0,
      maxMsgNums: 32,
      sysFlag: pull.PULL_SUBSCRIPTION,
      commitOffset: 0,
      suspendTimeoutMillis: 20_000,
      subscription: '*',
      subVersion: 0,
      expressionType: 'TAG',
      maxMsgBytes: 2_147_483_647,
    });
    expect(decodeHeader(pull.pullMessage, recordedCommand('retry', 'request'))).toMatchObject({
      sysFlag: pull.PULL_SUSPEND,
      suspendTimeoutMillis: 15_000,
      subVersion: 1_795_613_589_417,
    });
    expect(decodeHeader(pull.pullMessage, recordedCommand('retry', 'committingRequest'))).toMatchObject({
      sysFlag: pull.PULL_SUSPEND | pull.PULL_COMMIT_OFFSET,
      commitOffset: 6,
    });
  });

  it('about offsets', () => {
    const queue = { topic: 'gantry-fixture', queueId: 0 };
    const header = (spec: RequestSpec, name: string) => decodeHeader(spec, recordedCommand('offset', name));
    expect(header(offset.updateConsumerOffset, 'updateRequest')).toEqual({
      ...queue,
      consumerGroup: 'gantry-fixture-group',
      commitOffset: 6,
    });
    expect(header(offset.searchOffsetByTimestamp, 'searchRequest')).toEqual({
      ...queue,
      timestamp: 1_795_609_968_267,
      boundaryType: 'LOWER',
    });
    expect(header(offset.getMaxOffset, 'maxRequest')).toEqual(queue);
    expect(header(offset.getMinOffset, 'minRequest')).toEqual(queue);
  });

  it('to administer', () => {
    expect(decodeHeader(admin.updateAndCreateTopic, recordedCommand('admin', 'updateTopicRequest'))).toEqual({
      topic: 'gantry-fixture',
      defaultTopic: 'TBW102',
      readQueueNums: 1,
      writeQueueNums: 1,
      perm: 6,
      topicFilterType: 'SINGLE_TAG',
      topicSysFlag: 0,
      order: false,
    });
    expect(
      decodeHeader(admin.deleteSubscriptionGroup, recordedCommand('admin', 'deleteGroupRequest')),
    ).toEqual({ groupName: 'gantry-fixture-group-pull', cleanOffset: true });
  });
});

describe('requests of the C++ client', () => {
  it('to send carry numbers, and an attempt limit', () => {
    const header =
      '{"code":310,"extFields":{"AccessKey":"","OnsChannel":"","Signature":"","a":"g","b":"T","c":"TBW102","d":4,"e":1,"f":0,"g":"1795613565592","h":0,"i":"","j":0,"k":"0","l":16,"m":"true"},"flag":0,"language":"CPP","opaque":1,"version":333}';
    const command = decodeCommand(Buffer.from(header), EMPTY_BODY, SERIALIZE_JSON);
    expect(decodeHeader(send.sendMessageV2, command)).toEqual({
      producerGroup: 'g',
      topic: 'T',
      defaultTopic: 'TBW102',
      defaultTopicQueueNums: 4,
      queueId: 1,
      sysFlag: 0,
      bornTimestamp: 1_795_613_565_592,
      flag: 0,
      properties: '',
      reconsumeTimes: 0,
      unitMode: false,
      maxReconsumeTimes: 16,
      batch: true,
    });
  });
});

describe('replies of real brokers', () => {
  it('to a send', () => {
    expect(decodeReply(send.sendMessageV2, recordedCommand('send', 'reply'))).toEqual({
      msgId: '7F00000100002A9F0000000000400A24',
      queueId: 0,
      queueOffset: 0,
      transactionId: 'C000020226245FFD2B277E80BA970000',
    });
    expect(decodeReply(send.sendMessageV2, recordedCommand('send', 'reply-4.9.7'))).toEqual({
      msgId: '7F000001000078BF0000000000000000',
      queueId: 0,
      queueOffset: 0,
    });
  });

  it('to a pull, found or not', () => {
    const found = { suggestWhichBrokerId: 0, nextBeginOffset: 6, minOffset: 0, maxOffset: 6 };
    for (const [file, name] of [
      ['pull-5.3.3', 'reply'],
      ['pull-4.9.7', 'reply'],
      ['retry', 'notFoundReply'],
    ] as const) {
      const command = recordedCommand(file, name);
      expect(pull.pullMessage.ok).toContain(command.code);
      expect(decodeReply(pull.pullMessage, command)).toEqual(found);
    }
  });

  it('to questions about offsets', () => {
    expect(decodeReply(offset.queryConsumerOffset, recordedCommand('offset', 'queryReply'))).toEqual({
      offset: 0,
    });
    expect(decodeReply(offset.getMaxOffset, recordedCommand('offset', 'maxReply'))).toEqual({ offset: 6 });
    expect(decodeReply(offset.getMinOffset, recordedCommand('offset', 'minReply'))).toEqual({ offset: 0 });
  });

  it('that refuse are no results', () => {
    const noRoute = recordedCommand('route', 'notFound');
    expect(admin.getRouteInfoByTopic.ok).not.toContain(noRoute.code);
    expect(noRoute.remark).toContain('No topic route info in name server for the topic');
    const unsupported = recordedCommand('admin-replies', 'groupUnsupported');
    expect([unsupported.code, unsupported.version]).toEqual([3, 407]);
  });
});
