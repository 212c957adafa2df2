import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import type { Command } from '../../protocol/command.ts';
import {
  encodeRequest,
  type Fields,
  type FieldTable,
  type RequestSpec,
} from '../../protocol/define-request.ts';
import { encodeHeartbeat, tagSubscription } from '../../protocol/heartbeat-json.ts';
import { getBrokerConfig, getRouteInfoByTopic } from '../../protocol/requests/admin.ts';
import { heartBeat } from '../../protocol/requests/client.ts';
import { getAllTopicConfig } from '../../protocol/requests/config.ts';
import { getMaxOffset, queryConsumerOffset } from '../../protocol/requests/offset.ts';
import { queryMessage } from '../../protocol/requests/query.ts';
import { sendMessageV2 } from '../../protocol/requests/send.ts';
import { Credentials } from '../../remoting/credentials.ts';
import { SandboxBroker } from '../broker.ts';
import { RawPeer } from '../raw-peer.ts';
import { parseAccount } from './account.ts';

const ADMIN = { accessKey: 'admin', secretKey: 'admin-secret' };
const USER = { accessKey: 'user', secretKey: 'user-secret' };
let sandbox: SandboxBroker;
let peer: RawPeer;

beforeEach(async () => {
  sandbox = await SandboxBroker.start({
    host: systemClock,
    topics: [
      { name: 'orders', queues: 1 },
      { name: 'payments', queues: 1 },
    ],
    accounts: ['admin:admin-secret', 'user:user-secret:orders=PUB|SUB,group:billing=SUB'].map(parseAccount),
  });
  peer = new RawPeer(sandbox.broker);
});
afterEach(async () => {
  peer.end();
  await sandbox.stop();
});

type Keys = ConstructorParameters<typeof Credentials>[0];

/** Asks with a signature of these keys, or of none; `tamper` changes what is sent after it was signed. */
function ask<H extends FieldTable, R extends FieldTable>(
  keys: Keys | undefined,
  spec: RequestSpec<H, R>,
  header: Fields<H>,
  body: Uint8Array = new Uint8Array(0),
  tamper: Partial<Command> = {},
): Promise<Command> {
  const { code, extFields } = encodeRequest(spec, header, body);
  const signed = keys === undefined ? extFields : new Credentials(keys).sign(extFields, body);
  return peer.askRaw({ code, extFields: signed, body, ...tamper });
}

const send = (keys: Keys | undefined, topic = 'orders', tamper: Partial<Command> = {}): Promise<Command> =>
  ask(
    keys,
    sendMessageV2,
    {
      producerGroup: 'p',
      topic,
      defaultTopic: 'TBW102',
      defaultTopicQueueNums: 4,
      queueId: 0,
      sysFlag: 0,
      bornTimestamp: 1,
      flag: 0,
    },
    Buffer.from('hi'),
    tamper,
  );
const heartbeatOf = (groupName: string, topic: string): Buffer =>
  encodeHeartbeat({
    clientID: 'c',
    producerDataSet: [],
    consumerDataSet: [
      {
        groupName,
        consumeType: 'CONSUME_PASSIVELY',
        messageModel: 'CLUSTERING',
        consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
        subscriptionDataSet: [tagSubscription(topic, '*', 1), tagSubscription(`%RETRY%${groupName}`, '*', 1)],
        unitMode: false,
      },
    ],
  });

describe('who asks', () => {
  it.each([
    ['no keys', undefined, 'username cannot be null.'],
    ['an empty access key', { accessKey: '', secretKey: '' }, 'username cannot be null.'],
    ['an unknown access key', { accessKey: 'nobody', secretKey: 'x' }, 'User:nobody is not found.'],
    ['a wrong secret key', { ...USER, secretKey: 'x' }, 'check signature failed.'],
  ])('is refused with %s', async (_, keys, remark) => {
    expect(await send(keys)).toMatchObject({ code: 16, remark });
  });

  it('is checked over what was received: every ext field and the body', async () => {
    expect((await send({ ...USER, channel: 'ALIYUN' })).code).toBe(0);
    expect((await send(USER, 'orders', { body: Buffer.from('ho') })).remark).toBe('check signature failed.');
    const { code, extFields } = await encodedSend();
    const more = await peer.askRaw({ code, extFields: { ...extFields, more: 'x' }, body: Buffer.from('hi') });
    expect(more.remark).toBe('check signature failed.');
  });

  it('need not sign _UNIQUE_KEY_QUERY up to version 399, and must from 400 on', async () => {
    const header = { topic: 'orders', key: 'K', maxNum: 32, beginTimestamp: 0, endTimestamp: 9 };
    const { code, extFields } = encodeRequest(queryMessage, header);
    const sent = { ...new Credentials(USER).sign(extFields, new Uint8Array(0)), _UNIQUE_KEY_QUERY: 'true' };
    expect((await peer.askRaw({ code, extFields: sent, version: 399 })).code).toBe(22);
    expect((await peer.askRaw({ code, extFields: sent, version: 400 })).remark).toBe(
      'check signature failed.',
    );
  });

  it('does not matter to a name server', async () => {
    expect((await ask(undefined, getRouteInfoByTopic, { topic: 'orders' })).code).toBe(0);
  });
});

async function encodedSend(): Promise<{ code: number; extFields: Record<string, string> }> {
  const header = { b: 'orders', c: 'TBW102', d: '4', e: '0', f: '0', g: '1', h: '0', a: 'p' };
  return { code: sendMessageV2.code, extFields: new Credentials(USER).sign(header, Buffer.from('hi')) };
}

describe('what a user may touch', () => {
  const denied = (resource: string): string =>
    `User:user has no permission to access ${resource} from 127.0.0.1, no matched policies.`;

  it('is the topics and groups that are named', async () => {
    expect((await send(USER)).code).toBe(0);
    expect(await send(USER, 'payments')).toMatchObject({ code: 16, remark: denied('Topic:payments') });
    expect((await ask(USER, heartBeat, {}, heartbeatOf('billing', 'orders'))).code).toBe(0);
    expect((await ask(USER, heartBeat, {}, heartbeatOf('other', 'orders'))).remark).toBe(
      denied('Group:other'),
    );
    expect((await ask(USER, heartBeat, {}, heartbeatOf('billing', 'payments'))).remark).toBe(
      denied('Topic:payments'),
    );
  });

  it('is not looked at where only the settings of the broker are asked for', async () => {
    expect((await ask(USER, getBrokerConfig, {})).code).toBe(0);
    expect((await ask({ ...USER, secretKey: 'guess' }, getBrokerConfig, {})).code).toBe(16);
  });

  it('is the action that is named', async () => {
    const offset = { consumerGroup: 'billing', topic: 'orders', queueId: 0 };
    expect((await ask(USER, queryConsumerOffset, offset)).code).not.toBe(16);
    expect((await ask(USER, getMaxOffset, { topic: 'orders', queueId: 0 })).remark).toBe(
      denied('Topic:orders'),
    );
  });

  it('is no administration; an administrator may do everything', async () => {
    expect((await ask(USER, getAllTopicConfig, {})).remark).toBe(denied('Cluster:DefaultCluster'));
    expect((await ask(ADMIN, getAllTopicConfig, {})).code).toBe(0);
    expect((await send(ADMIN, 'payments')).code).toBe(0);
  });
});
