import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createConsole } from '../console.ts';
import { FakeBroker, NAME_SERVER } from '../consumer/fake-broker.ts';
import { SleepyClock } from '../consumer/sleepy-clock.ts';
import {
  DOCUMENTED_NAMES,
  type DocumentedDelivery,
  type DocumentedName,
  documentedCalls,
  type SelectorData,
} from '../contract/documented.ts';
import type { SavedProfile } from '../contract/profiles.ts';
import { CStatus } from '../model/documented-status.ts';
import { stateError } from '../model/error.ts';
import { queueKey } from '../model/queue.ts';
import { memoryOnly } from '../workspace/secret-box.ts';
import { DocumentedSession } from './documented-session.ts';

const TOPIC = 'order-events';
const WINDOW = 'window';
let clock: SleepyClock;
let broker: FakeBroker;
let deliveries: DocumentedDelivery[];
let session: DocumentedSession;
let isReadOnly: boolean;
let call: DocumentedSession['handlers'];

beforeEach(() => {
  clock = new SleepyClock();
  broker = new FakeBroker();
  broker.topics[TOPIC] = 1;
  broker.offsets.set(queueKey({ topic: TOPIC, brokerName: 'broker-a', queueId: 0 }), 0);
  broker.answers.SEND_MESSAGE_V2 = { extFields: { msgId: 'OFFSET-ID', queueId: '0', queueOffset: '42' } };
  broker.answers.GET_CONSUMER_LIST_BY_GROUP = () => {
    const heartbeat = broker.sent.find(({ request }) => request.name === 'HEART_BEAT');
    const { clientID } = JSON.parse(Buffer.from(heartbeat?.request.body ?? []).toString());
    return JSON.stringify({ consumerIdList: [clientID] });
  };
  deliveries = [];
  isReadOnly = false;
  session = new DocumentedSession({
    clock,
    newTransport: () => broker,
    mayWrite: () => {
      if (isReadOnly) throw stateError('readOnly');
    },
    holdDeadlineMs: () => 60_000,
    onDelivery: (delivery) => deliveries.push(delivery),
  });
  call = session.handlers;
});

async function startedProducer(): Promise<number> {
  const producer = await call.CreateProducer({ name: 'p1' }, WINDOW);
  await call.SetProducerNameServerAddress({ producer, namesrv: NAME_SERVER }, WINDOW);
  await call.StartProducer({ producer }, WINDOW);
  return producer;
}

async function madeMessage(): Promise<number> {
  const message = await call.CreateMessage({ topic: TOPIC }, WINDOW);
  await call.SetMessageBody({ message, body: 'body' }, WINDOW);
  return message;
}

/** A consumer with one message held; both handles. */
async function held(args?: unknown): Promise<{ consumer: number; delivery: number }> {
  const consumer = await call.CreatePushConsumer({ group: 'g1' }, WINDOW);
  await call.SetPushConsumerNameServerAddress({ consumer, namesrv: NAME_SERVER }, WINDOW);
  await call.Subscribe({ consumer, topic: TOPIC, tagPattern: '*' }, WINDOW);
  await call.RegisterMessageCallback({ consumer, args }, WINDOW);
  await call.StartPushConsumer({ consumer }, WINDOW);
  await clock.advance(0);
  broker.pullOf(TOPIC).answer(0, 1, [{ offset: 0 }]);
  await clock.advance(0);
  return { consumer, delivery: deliveries[0]?.delivery ?? 0 };
}

describe('a held delivery', () => {
  it('is told to windows, with the args, and readable by the documented calls', async () => {
    const { consumer, delivery } = await held({ any: 'thing' });
    expect(deliveries).toEqual([{ delivery, consumer, args: { any: 'thing' }, held: true }]);
    expect(await call.GetMessageBody({ message: delivery }, WINDOW)).toBe('m0');
    expect(await call.GetMessageByteBody({ message: delivery }, WINDOW)).toEqual(
      Uint8Array.from([0x6d, 0x30]),
    );
    expect(await call['documented.handles']({}, WINDOW)).toMatchObject([
      { handle: consumer, kind: 'consumer', name: 'g1', phase: 'running' },
      { handle: delivery, kind: 'received', name: TOPIC, consumer, deadlineAtMs: clock.now() + 60_000 },
    ]);
  });

  it.each([
    [0, []],
    [1, ['10000']],
  ] as const)('is answered with %i, once', async (status, sentBack) => {
    const { delivery } = await held();
    expect(await call['documented.answer']({ delivery, status }, WINDOW)).toBe(CStatus.OK);
    expect(await call['documented.answer']({ delivery, status }, WINDOW)).toBe(CStatus.NULL_POINTER);
    await clock.advance(6_000);
    expect(broker.sentBack().map(({ offset }) => offset)).toEqual(sentBack);
    expect(broker.commits()).toEqual([1]);
    expect(deliveries.map((told) => told.held)).toEqual([true, false]);
    expect(() => call.GetMessageBody({ message: delivery }, WINDOW)).toThrow('NULL_POINTER');
  });

  it('ends with the hold deadline, and windows are told', async () => {
    const { delivery } = await held();
    await clock.advance(60_000);
    expect(broker.sentBack()).toHaveLength(1);
    expect(deliveries.map((told) => told.held)).toEqual([true, false]);
    expect(await call['documented.answer']({ delivery, status: 0 }, WINDOW)).toBe(CStatus.NULL_POINTER);
  });

  it('ends with the session, which sends nothing back', async () => {
    await held();
    await session.close();
    expect([broker.sentBack(), broker.closed]).toEqual([[], true]);
    expect(deliveries.map((told) => told.held)).toEqual([true, false]);
  });

  it('is no message to send, nor is a message to send one to answer', async () => {
    const { delivery } = await held();
    const message = await madeMessage();
    expect(await call.SetMessageTags({ message: delivery, tag: 'a' }, WINDOW)).toBe(CStatus.NULL_POINTER);
    expect(await call['documented.answer']({ delivery: message, status: 0 }, WINDOW)).toBe(
      CStatus.NULL_POINTER,
    );
    expect(await call['documented.answer']({ delivery: null, status: 0 }, WINDOW)).toBe(CStatus.NULL_POINTER);
  });
});

describe('a send', () => {
  it('crosses as data, of which GetMsgId gives the id', async () => {
    const [producer, message] = [await startedProducer(), await madeMessage()];
    const result = await call.SendMessageSync({ producer, message }, WINDOW);
    expect(result).toEqual({ sendStatus: 0, offset: 42, msgId: expect.stringMatching(/^[0-9A-F]{32}$/) });
    expect(await call.GetMsgId({ result }, WINDOW)).toBe(result.msgId);
  });

  it('leaves only while its name servers may be written to, and so does a start', async () => {
    const [producer, message] = [await startedProducer(), await madeMessage()];
    const other = await call.CreatePushConsumer({ group: 'g2' }, WINDOW);
    await call.SetPushConsumerNameServerAddress({ consumer: other, namesrv: NAME_SERVER }, WINDOW);
    await call.Subscribe({ consumer: other, topic: TOPIC, tagPattern: '*' }, WINDOW);
    await call.RegisterMessageCallback({ consumer: other }, WINDOW);
    isReadOnly = true;
    const before = broker.sent.length;
    const refused = { data: { code: 'STATE', params: { rule: 'readOnly' } } };
    const selector = { kind: 'index', n: 0 } as const;
    const orderly = { producer, message, autoRetryTimes: 0, queueSelectorCallback: selector };
    await expect(call.SendMessageSync({ producer, message }, WINDOW)).rejects.toMatchObject(refused);
    await expect(call.SendMessageOneway({ producer, message }, WINDOW)).rejects.toMatchObject(refused);
    await expect(call.SendMessageOrderly(orderly, WINDOW)).rejects.toMatchObject(refused);
    await expect(call.StartPushConsumer({ consumer: other }, WINDOW)).rejects.toMatchObject(refused);
    expect(broker.sent).toHaveLength(before);
    isReadOnly = false;
    expect(await call.StartPushConsumer({ consumer: other }, WINDOW)).toBe(CStatus.OK);
  });

  it.each([
    [{ kind: 'index', n: 5 }, '5'],
    [{ kind: 'modulo', n: 11 }, '3'],
    [{ kind: 'hash', key: 'ORD-20931' }, '1'],
  ] as [SelectorData, string][])('finds its queue by %j', async (queueSelectorCallback, queueId) => {
    broker.topics[TOPIC] = queueSelectorCallback.kind === 'hash' ? 4 : 8;
    const [producer, message] = [await startedProducer(), await madeMessage()];
    await call.SendMessageOrderly({ producer, message, autoRetryTimes: 0, queueSelectorCallback }, WINDOW);
    const sent = broker.sent.find(({ request }) => request.name === 'SEND_MESSAGE_V2');
    expect(sent?.request.extFields.e).toBe(queueId);
  });
});

/** What a call says to an empty input: it lacks a text, or its handle is none. */
function withoutArguments(name: DocumentedName): unknown {
  if (name === 'GetVersion') return expect.stringContaining('1.2.0');
  const { shape } = documentedCalls[name].input;
  if (!z.object(shape).safeParse({}).success) return 'INPUT';
  return name.startsWith('GetMessage') || name === 'SendMessageSync' ? 'NULL_POINTER' : CStatus.NULL_POINTER;
}

describe('the console', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'gantry-documented-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('answers every documented call, for any window, with handles that outlive it', async () => {
    const gantry = await createConsole({ host: 'browser', dataDir, version: '0', secrets: memoryOnly });
    try {
      for (const name of DOCUMENTED_NAMES) {
        const answer = await gantry.call('one', name, {});
        const told = answer.ok ? answer.value : answer.error.code;
        expect([name, told]).toEqual([name, withoutArguments(name)]);
      }
      const made = await gantry.call('one', 'CreateMessage', { topic: TOPIC });
      const message = made.ok ? made.value : undefined;
      expect(await gantry.call('two', 'SetMessageTags', { message, tag: 'a' })).toEqual({
        ok: true,
        value: 0,
      });
      expect(await gantry.call('two', 'documented.handles', {})).toMatchObject({
        ok: true,
        value: [{ handle: message, kind: 'message', name: TOPIC }],
      });
    } finally {
      await gantry.close();
    }
  });

  it('refuses a start by the address of a connection that is read only, and names it', async () => {
    const gantry = await createConsole({ host: 'browser', dataDir, version: '0', secrets: memoryOnly });
    const call = async (name: string, input: object) => {
      const answer = await gantry.call('one', name, input);
      return answer.ok ? answer.value : answer.error;
    };
    const nameServers = '127.0.0.1:1;127.0.0.1:2';
    const quick = { nameServers, readOnly: true };
    const { profileId, ...kept } = (await call('profile.quick', quick)) as SavedProfile;
    const producer = await call('CreateProducer', { name: 'p1' });
    await call('SetProducerNameServerAddress', { producer, namesrv: 'localhost:2' });
    expect(await call('documented.handles', {})).toMatchObject([{ nameServers: 'localhost:2' }]);
    expect(await call('StartProducer', { producer })).toMatchObject({
      params: { rule: 'readOnlyAddress', nameServer: 'localhost:2', connection: nameServers },
    });
    const { secret: _secret, lastUsedMs: _used, ...settings } = kept;
    await call('profile.save', { profileId, settings: { ...settings, readOnly: false } });
    expect(await call('StartProducer', { producer })).toBe(CStatus.OK);
    await gantry.close();
  });

  it('lets in null for a handle, which is NULL_POINTER, and no wrong type, which is INPUT', async () => {
    const gantry = await createConsole({ host: 'browser', dataDir, version: '0', secrets: memoryOnly });
    const answers = await Promise.all([
      gantry.call('one', 'DestroyMessage', { message: null }),
      gantry.call('one', 'GetMessageBody', { message: 40_000 }),
      gantry.call('one', 'DestroyMessage', { message: 'x' }),
      gantry.call('one', 'CreateMessage', { topic: 5 }),
      gantry.call('one', 'CreateMessage', { topic: TOPIC, more: 1 }),
    ]);
    await gantry.close();
    expect(answers.map((answer) => (answer.ok ? answer.value : answer.error.code))).toEqual([
      CStatus.NULL_POINTER,
      'NULL_POINTER',
      'INPUT',
      'INPUT',
      'INPUT',
    ]);
  });
});
