import { describe, expect, it } from 'vitest';
import { GantryError } from '../model/error.ts';
import type { FailedOutcome } from '../model/send.ts';
import { decodeProperties, propertyOf } from '../protocol/properties-codec.ts';
import { splitBatch } from '../sandbox/store/batch.ts';
import { type Answer, FakeClient, message, queuesOf, SILENT, TOPIC } from './fake-client.ts';
import { Producer } from './producer.ts';
import { byHash, byIndex } from './queue-selectors.ts';

const refused = new GantryError('CONNECT', {
  outcome: 'notSent',
  params: { address: 'a:10911', role: 'broker' },
});
const producerOf = (client: FakeClient): Producer => new Producer(client, { group: 'g' });
const inputError = (field: string, rule: string, more: object = {}) => ({
  kind: 'notSent',
  error: { code: 'INPUT', params: { field, rule, ...more } },
});
/** Broker and queue of each attempt. */
const placesOf = ({ sent }: FakeClient): string[] =>
  sent.map(({ brokerName, request }) => `${brokerName}${request.extFields.e}`);

describe('Producer.sendOneway', () => {
  it('ends with the socket: id, queue and broker are known, nothing else', async () => {
    const client = new FakeClient();
    client.queues = queuesOf(1, 'a');
    expect(await producerOf(client).sendOneway(message())).toEqual({
      kind: 'oneway',
      msgId: 'KEY1',
      queue: { topic: TOPIC, brokerName: 'a', queueId: 0 },
      brokerAddr: 'a:10911',
      elapsedMs: 0,
    });
    expect(client.uniqueKeys()).toEqual(['KEY1']);
  });

  it('makes one attempt', async () => {
    const client = new FakeClient();
    client.answers = [refused];
    expect(await producerOf(client).sendOneway(message())).toMatchObject({
      kind: 'notSent',
      error: { code: 'CONNECT' },
    });
    expect(client.sent.map(({ timeoutMs }) => timeoutMs)).toEqual([3_000]);
  });

  it('looks an unknown broker up once, and says when there is none', async () => {
    const client = new FakeClient();
    client.routes.masterAddress = () => (client.refreshed === 0 ? undefined : 'a:10911');
    expect((await producerOf(client).sendOneway(message())).kind).toBe('oneway');
    client.routes.masterAddress = () => undefined;
    expect(await producerOf(client).sendOneway(message())).toMatchObject({
      kind: 'notSent',
      error: { code: 'NO_ROUTE', params: { topic: TOPIC } },
    });
    expect(client.refreshed).toBe(2);
  });

  it('ends when the socket never takes it', async () => {
    const client = new FakeClient();
    client.transport.oneway = () => new Promise(() => {});
    const outcome = producerOf(client).sendOneway(message());
    await client.clock.advance(5_000);
    expect(await outcome).toMatchObject({ kind: 'unknown', error: { code: 'TIMEOUT' } });
  });

  it('refuses bad input', async () => {
    const client = new FakeClient();
    const outcome = await producerOf(client).sendOneway(message({ body: new Uint8Array() }));
    expect(outcome).toMatchObject(inputError('body', 'empty'));
    expect(client.sent).toEqual([]);
  });
});

describe('Producer.sendOrderly', () => {
  async function sendWith(
    answers: Answer[],
    options: {
      autoRetryTimes?: number;
      retryQueue?: 'same' | 'anotherBroker';
      queues?: FakeClient['queues'];
    },
  ) {
    const client = new FakeClient();
    client.answers = answers;
    client.queues = options.queues ?? queuesOf(2, 'a', 'b');
    const outcome = producerOf(client).sendOrderly(message(), { ...options, selector: byIndex(1) });
    await client.clock.advance(5_000);
    return { outcome: await outcome, client };
  }

  it('makes one attempt unless told otherwise', async () => {
    const { outcome, client } = await sendWith([2, 0], {});
    expect(outcome).toMatchObject({ kind: 'refused', error: { responseCode: 2 } });
    expect(placesOf(client)).toEqual(['a1']);
  });

  it('keeps to its queue and its id in every retry', async () => {
    const { outcome, client } = await sendWith([2, SILENT, 0], { autoRetryTimes: 3 });
    expect(outcome).toMatchObject({
      kind: 'stored',
      receipt: { msgId: 'KEY1', attempts: 3, unansweredAttempts: 1 },
    });
    expect(placesOf(client)).toEqual(['a1', 'a1', 'a1']);
    expect(client.uniqueKeys()).toEqual(['KEY1', 'KEY1', 'KEY1']);
  });

  it('keeps to its queue although the route says otherwise by now', async () => {
    const { client } = await sendWith([17, 0], { autoRetryTimes: 1 });
    expect(client.refreshed).toBe(1);
    expect(placesOf(client)).toEqual(['a1', 'a1']);
  });

  it('moves to another broker when it may, and stays where there is none', async () => {
    const moved = await sendWith([2, 2, 0], { autoRetryTimes: 2, retryQueue: 'anotherBroker' });
    expect(placesOf(moved.client)).toEqual(['a1', 'b0', 'a0']);
    const only = { autoRetryTimes: 2, retryQueue: 'anotherBroker', queues: queuesOf(4, 'a') } as const;
    expect(placesOf((await sendWith([2, 2, 0], only)).client)).toEqual(['a1', 'a1', 'a1']);
  });

  it('shares its 3 s among all attempts', async () => {
    const { outcome, client } = await sendWith(Array(20).fill(SILENT), { autoRetryTimes: 9 });
    expect(outcome).toMatchObject({ kind: 'unknown', attempts: 10, elapsedMs: 3_000 });
    expect(new Set(client.sent.map(({ timeoutMs }) => timeoutMs))).toEqual(new Set([300]));
  });

  it.each([4, -1, 0.5, Number.NaN])('sends nothing to queue %d of 4', async (index) => {
    const client = new FakeClient();
    client.queues = queuesOf(2, 'a', 'b');
    const outcome = await producerOf(client).sendOrderly(message(), { selector: byIndex(index) });
    expect(outcome).toMatchObject(inputError('queueIndex', 'range', { min: 0, max: 3, count: 4 }));
    expect(client.sent).toEqual([]);
  });

  it('sends nothing when the selector throws, and says what it threw', async () => {
    const client = new FakeClient();
    const selector = (): number => {
      throw new TypeError('no customer');
    };
    const outcome = await producerOf(client).sendOrderly(message(), { selector });
    expect(outcome).toMatchObject(inputError('queueIndex', 'range', { thrown: 'no customer', count: 2 }));
    expect(client.sent).toEqual([]);
  });

  it.each([-1, 0.5, 16])('refuses to retry %d times', async (autoRetryTimes) => {
    const { outcome, client } = await sendWith([], { autoRetryTimes });
    expect(outcome).toMatchObject(inputError('autoRetryTimes', 'range', { min: 0, max: 15 }));
    expect(client.sent).toEqual([]);
  });

  it('hands the selector the queues, the message and its arguments', async () => {
    const client = new FakeClient();
    client.queues = queuesOf(2, 'a', 'b');
    await producerOf(client).sendOrderly(message({ tag: 'paid' }), {
      selector: (queues, { tag }, args: { of: string }) => queues.length - (tag + args.of).length,
      args: { of: '' },
    });
    expect(placesOf(client)).toEqual(['a0']);
  });
});

describe('Producer.sendBatch', () => {
  const messages = ['one', 'two'].map((body, n) => message({ body: Buffer.from(body), keys: [`K${n}`] }));
  const fails = async (batch: Parameters<Producer['sendBatch']>[0], maxBodyBytes = 1_000) => {
    const client = new FakeClient();
    const outcome = await new Producer(client, { group: 'g', maxBodyBytes }).sendBatch(batch);
    expect(client.sent).toEqual([]);
    return outcome as FailedOutcome;
  };

  it('sends one request, in which each message carries its own id', async () => {
    const client = new FakeClient();
    const outcome = await producerOf(client).sendBatch(messages);
    expect(outcome).toMatchObject({
      kind: 'stored',
      receipt: { msgIds: ['KEY1', 'KEY2'], offsetMsgIds: ['OFFSET-ID'], queueOffset: 42, attempts: 1 },
    });
    expect(outcome).not.toHaveProperty('receipt.msgId');
    const { request } = client.sent[0] ?? { request: undefined };
    expect([request?.code, request?.extFields.m, request?.extFields.f]).toEqual([320, 'true', '0']);
    expect(decodeProperties(request?.extFields.i ?? '')).toEqual([['WAIT', 'true']]);
    expect(
      splitBatch(request?.body ?? new Uint8Array()).map(({ body, properties, flag }) => [
        Buffer.from(body).toString(),
        decodeProperties(properties),
        flag,
      ]),
    ).toEqual([
      [
        'one',
        [
          ['UNIQ_KEY', 'KEY1'],
          ['KEYS', 'K0'],
        ],
        0,
      ],
      [
        'two',
        [
          ['UNIQ_KEY', 'KEY2'],
          ['KEYS', 'K1'],
        ],
        0,
      ],
    ]);
  });

  it('tries again with the same ids, and names the first when nobody knows', async () => {
    const client = new FakeClient();
    client.answers = [SILENT, SILENT, SILENT];
    const outcome = producerOf(client).sendBatch(messages);
    await client.clock.advance(5_000);
    expect(await outcome).toMatchObject({ kind: 'unknown', msgId: 'KEY1', attempts: 3 });
    const ids = client.sent.map(({ request }) =>
      splitBatch(request.body).map(({ properties }) => propertyOf(decodeProperties(properties), 'UNIQ_KEY')),
    );
    expect(ids).toEqual(Array(3).fill(['KEY1', 'KEY2']));
  });

  it.each([
    ['no message', [], 'messages', 'range'],
    ['more than a broker counts', Array(32_768).fill(message()), 'messages', 'range'],
    ['two topics', [message(), message({ topic: 'other' })], 'messages.1.topic', 'differs'],
    ['a delay', [message(), message({ delayLevel: 1 })], 'messages.1.delayLevel', 'batchDelay'],
    ['a retry topic', [message({ topic: '%RETRY%g' })], 'messages.0.topic', 'reserved'],
    ['an empty body', [message(), message({ body: new Uint8Array() })], 'messages.1.body', 'empty'],
    ['a bad property', [message({ properties: [['', 'v']] })], 'messages.0.properties.0.name', 'empty'],
    ['a body that is too large', [message({ body: new Uint8Array(1_001) })], 'messages.0.body', 'tooLarge'],
  ])('refuses %s', async (_, batch, field, rule) => {
    expect(await fails(batch)).toMatchObject(inputError(field, rule));
  });

  it('counts what the messages take together, to the byte', async () => {
    // 22 around each, a body of 4, UNIQ_KEY and the id: 8 + 1 + 4 + 1.
    const bytes = 2 * (22 + 4 + 14);
    expect(await fails([message(), message()], bytes - 1)).toMatchObject(
      inputError('messages', 'tooLarge', { bytes, max: bytes - 1 }),
    );
    const roomy = new Producer(new FakeClient(), { group: 'g', maxBodyBytes: bytes });
    expect((await roomy.sendBatch([message(), message()])).kind).toBe('stored');
  });
});

describe('a producer that avoids slow brokers', () => {
  const sendTimes = async (avoidSlowBrokers: boolean, times: number, ...answers: Answer[]) => {
    const client = new FakeClient();
    client.answers = answers;
    const producer = new Producer(client, { group: 'g', avoidSlowBrokers });
    for (let n = 0; n < times; n++) {
      const sent = producer.send(message());
      await client.clock.advance(answers.length > n ? 2_500 : 0);
      await sent;
    }
    return { client, producer };
  };

  it('passes over one that was silent, for 10 s', async () => {
    const { client, producer } = await sendTimes(true, 9, SILENT);
    const [silent, ...others] = client.sent.map(({ brokerName }) => brokerName);
    expect(others).toHaveLength(9);
    expect(others).not.toContain(silent);
    await client.clock.advance(10_000);
    for (let n = 0; n < 2; n++) await producer.send(message());
    expect(client.sent.slice(-2).map(({ brokerName }) => brokerName)).toContain(silent);
  });

  it('does so only when told', async () => {
    const { client } = await sendTimes(false, 9, SILENT);
    expect(client.sent.slice(1).map(({ brokerName }) => brokerName)).toContain(client.sent[0]?.brokerName);
  });

  it('does not blame a broker for a message it calls illegal', async () => {
    const { client } = await sendTimes(true, 4, 13);
    expect(new Set(client.sent.map(({ brokerName }) => brokerName)).size).toBe(2);
    expect(client.sent.filter(({ brokerName }) => brokerName === 'a')).toHaveLength(2);
  });

  it('leaves an orderly send on its queue all the same', async () => {
    const client = new FakeClient();
    client.answers = [refused];
    const producer = new Producer(client, { group: 'g', avoidSlowBrokers: true });
    for (let n = 0; n < 3; n++) await producer.sendOrderly(message(), { selector: byHash('a') });
    expect(new Set(placesOf(client)).size).toBe(1);
  });
});
