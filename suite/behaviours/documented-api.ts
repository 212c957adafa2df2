import { systemClock } from '../../core/clock.ts';
import type { DocumentedDelivery } from '../../core/contract/documented.ts';
import type { MessageCallback } from '../../core/documented-api/index.ts';
import { DocumentedSession } from '../../core/sessions/documented-session.ts';
import { type Behaviour, check, equal, stays, until } from '../harness.ts';
import { type DocumentedCalls, documented, errorOf, transportOf } from './documented-calls.ts';
import { storedCounts, untilStored } from './stored-count.ts';

const OK = 0;

/** A topic of `queues` queues, made by the suite's own client. */
const topicOf = ({ world }: DocumentedCalls, queues = 1): Promise<string> =>
  world.topic(world.client(), queues);

const sending: Behaviour[] = [
  documented('a message goes round by documented calls alone, as it was made', async (calls) => {
    const { functions, world } = calls;
    const topic = world.topicName();
    const producer = await calls.producer();
    const message = functions.CreateMessage(topic);
    equal(
      [
        functions.SetMessageBody(message, '{"订单": 20931}'),
        functions.SetMessageTags(message, 'paid'),
        functions.SetMessageKeys(message, 'ORD-20931 PAY-1'),
        functions.SetMessageProperty(message, 'source', '网关'),
      ],
      [OK, OK, OK, OK],
      'setters',
    );
    const result = await functions.SendMessageSync(producer, message);
    equal(functions.DestroyMessage(message), OK, 'destroy');
    const { waitFor } = await calls.consume(topic);
    const [got] = await waitFor(1);
    equal(result.sendStatus, 0, 'status');
    equal(
      [got?.topic, got?.id, got?.tags, got?.keys, got?.text, got?.source],
      [topic, result.GetMsgId(), 'paid', 'ORD-20931 PAY-1', '{"订单": 20931}', '网关'],
      'what came',
    );
  }),

  documented('a result has the offset in its queue', async (calls) => {
    const topic = await topicOf(calls);
    const producer = await calls.producer();
    const results = [];
    for (let n = 0; n < 3; n++)
      results.push(await calls.functions.SendMessageSync(producer, calls.message(topic)));
    equal(
      results.map(({ offset }) => offset),
      [0, 1, 2],
      'offsets',
    );
    equal(new Set(results.map((result) => result.GetMsgId())).size, 3, 'ids');
  }),

  documented('a one-way message arrives', async (calls) => {
    const topic = await topicOf(calls);
    const producer = await calls.producer();
    equal(await calls.functions.SendMessageOneway(producer, calls.message(topic, 'one way')), OK, 'status');
    const { waitFor } = await calls.consume(topic);
    equal((await waitFor(1))[0]?.text, 'one way', 'body');
  }),

  documented(
    'an orderly message goes to the queue its selector names, by queue count and args',
    async (calls) => {
      const topic = await topicOf(calls, 4);
      const producer = await calls.producer();
      const send = (args: number) =>
        calls.functions.SendMessageOrderly(
          producer,
          calls.message(topic),
          0,
          args,
          (queueCount, _message, number) => number % queueCount,
        );
      for (const number of [2, 6, 7]) await send(number);
      const client = calls.world.client();
      await untilStored(client, topic, 3);
      equal(await storedCounts(client, topic), [0, 0, 2, 1], 'messages of each queue');
    },
  ),

  documented('a selector that throws or names no queue sends nothing', async (calls) => {
    const topic = await topicOf(calls, 4);
    const producer = await calls.producer();
    const selectors = [
      () => 4,
      () => -1,
      () => {
        throw new Error('mine');
      },
    ];
    for (const selector of selectors) {
      const error = await errorOf(
        calls.functions.SendMessageOrderly(producer, calls.message(topic), 1, null, selector),
      );
      equal([error.code, error.params.field, error.params.count], ['INPUT', 'queueIndex', 4], 'error');
    }
    equal(await storedCounts(calls.world.client(), topic), [0, 0, 0, 0], 'messages stored');
  }),

  documented('a delayed message arrives after its level', async (calls) => {
    const topic = await topicOf(calls);
    const message = calls.message(topic);
    equal(calls.functions.SetDelayTimeLevel(message, 1), OK, 'status');
    const startedAt = Date.now();
    await calls.functions.SendMessageSync(await calls.producer(), message);
    const { waitFor } = await calls.consume(topic);
    const [got] = await waitFor(1);
    check((got?.atMs ?? 0) - startedAt >= 900, 'not before its time');
  }),

  documented('a body of bytes arrives as it is; as text it is refused', async (calls) => {
    const { functions } = calls;
    const topic = await topicOf(calls);
    const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
    const message = functions.CreateMessage(topic);
    functions.SetByteMessageBody(message, bytes, 256);
    await functions.SendMessageSync(await calls.producer(), message);
    const { waitFor } = await calls.consume(topic);
    const [got] = await waitFor(1);
    equal([...(got?.body ?? [])], [...bytes], 'bytes');
    check(
      typeof got?.text === 'object' && got.text.params.rule === 'utf8',
      `text: ${JSON.stringify(got?.text)}`,
    );
  }),

  documented('a body is cut at bytesLength, and a text goes on behind a NUL', async (calls) => {
    const { functions } = calls;
    const topic = await topicOf(calls);
    const producer = await calls.producer();
    const cut = functions.CreateMessage(topic);
    functions.SetByteMessageBody(cut, Buffer.from('abcdef'), 3);
    await functions.SendMessageSync(producer, cut);
    await functions.SendMessageSync(producer, calls.message(topic, 'a\u0000b'));
    const { waitFor } = await calls.consume(topic);
    equal((await waitFor(2)).map(({ text }) => text).sort(), ['a\u0000b', 'abc'], 'bodies');
  }),

  documented('a producer starts where nobody answers, and its send says so', async (calls) => {
    const producer = await calls.producer('127.0.0.1:1');
    const error = await errorOf(calls.functions.SendMessageSync(producer, calls.message('order-events')));
    equal([error.code, error.outcome], ['CONNECT', 'notSent'], 'error');
  }),
];

const consuming: Behaviour[] = [
  documented(
    'a tag pattern lets through its tags alone, and a later Subscribe replaces it',
    async (calls) => {
      const { functions, world } = calls;
      const topic = await topicOf(calls);
      const producer = await calls.producer();
      for (const tag of ['a', 'b', 'c']) {
        const message = calls.message(topic, tag);
        functions.SetMessageTags(message, tag);
        await functions.SendMessageSync(producer, message);
      }
      const both = await calls.consume(topic, { tagPattern: 'a || c' });
      const seen: unknown[] = [];
      const consumer = calls.consumer(world.group(), topic, (message) => {
        seen.push(functions.GetMessageBody(message));
        return 0;
      });
      functions.Subscribe(consumer, topic, 'b');
      await functions.StartPushConsumer(consumer);
      await both.waitFor(2);
      await until('one message', () => seen.length > 0);
      await stays('no more', 500, () => both.seen.length === 2 && seen.length === 1);
      equal([both.seen.map(({ text }) => text), seen], [['a', 'c'], ['b']], 'bodies');
    },
  ),

  documented('0 ends a message for its group', async (calls) => {
    const { functions, world } = calls;
    const topic = await topicOf(calls);
    const group = world.group();
    await calls.send(topic, 'one', 'two');
    const first = await calls.consume(topic, { group });
    await first.waitFor(2);
    equal(await functions.ShutdownPushConsumer(first.consumer), OK, 'shutdown');
    const second = await calls.consume(topic, { group });
    await stays('nothing for the second', 1_000, () => second.seen.length === 0);
  }),

  ...later('1', () => 1),
  ...later('throwing', () => {
    throw new Error('mine');
  }),
  ...later('a promise that rejects', () => Promise.reject(new Error('mine'))),
  ...later('no answer until the hold deadline', () => new Promise<0>(() => {}), 1_000),

  documented('a message without an answer comes at once to who follows after a shutdown', async (calls) => {
    const { functions, world } = calls;
    const topic = await topicOf(calls);
    const group = world.group();
    await calls.send(topic, 'open');
    const first = await calls.consume(topic, { group, answer: () => new Promise<0>(() => {}) });
    const [open] = await first.waitFor(1);
    await functions.ShutdownPushConsumer(first.consumer);
    const second = await calls.consume(topic, { group });
    const [again] = await second.waitFor(1);
    equal([again?.id, again?.text], [open?.id, 'open'], 'the same message');
    check((again?.atMs ?? 0) - (open?.atMs ?? 0) < 9_000, 'not by way of a retry');
    const error = await errorOf(
      Promise.resolve().then(() => functions.GetMessageBody(open?.handle as never)),
    );
    equal(error.code, 'NULL_POINTER', 'its handle afterwards');
  }),

  documented('a consumer follows one of its group that was destroyed while it ran', async (calls) => {
    const { functions, world } = calls;
    const topic = await topicOf(calls);
    const group = world.group();
    await calls.send(topic, 'one');
    const first = await calls.consume(topic, { group });
    await first.waitFor(1);
    equal(
      [functions.DestroyPushConsumer(first.consumer), functions.DestroyPushConsumer(first.consumer)],
      [OK, OK],
      'destroy',
    );
    const second = await calls.consume(topic, { group });
    await calls.send(topic, 'two');
    equal((await second.waitFor(1))[0]?.text, 'two', 'what the second got');
  }),

  documented('one thread takes one message after the other, in the order of its queue', async (calls) => {
    const { functions, world } = calls;
    const topic = await topicOf(calls);
    const bodies = Array.from({ length: 10 }, (_, n) => `m${n}`);
    await calls.send(topic, ...bodies);
    const order: string[] = [];
    let [now, most] = [0, 0];
    const consumer = calls.consumer(world.group(), topic, async (message) => {
      most = Math.max(most, ++now);
      order.push(functions.GetMessageBody(message));
      await new Promise((resolve) => setTimeout(resolve, 5));
      now--;
      return 0;
    });
    functions.SetPushConsumerThreadCount(consumer, 1);
    functions.SetPushConsumerMessageBatchMaxSize(consumer, 4);
    await functions.StartPushConsumer(consumer);
    await until('all messages', () => order.length === 10);
    equal([order, most], [bodies, 1], 'order, and most at once');
  }),

  documented('four threads take four messages at once', async (calls) => {
    const { functions, world } = calls;
    const topic = await topicOf(calls);
    await calls.send(topic, 'a', 'b', 'c', 'd', 'e', 'f');
    const answers: ((status: 0) => void)[] = [];
    const consumer = calls.consumer(
      world.group(),
      topic,
      () => new Promise<0>((resolve) => void answers.push(resolve)),
    );
    functions.SetPushConsumerThreadCount(consumer, 4);
    await functions.StartPushConsumer(consumer);
    await until('four', () => answers.length === 4);
    await stays('four', 500, () => answers.length === 4);
    answers[0]?.(0);
    await until('a fifth', () => answers.length === 5);
  }),

  documented('brokers know a consumer by its instance name', async (calls) => {
    const { functions, world } = calls;
    const topic = await topicOf(calls);
    const group = world.group();
    const consumer = calls.consumer(group, topic);
    equal(functions.SetPushConsumerInstanceName(consumer, 'blue'), OK, 'status');
    await functions.StartPushConsumer(consumer);
    const client = world.client();
    await client.routes.get(topic);
    const members = await client.members(group, topic);
    equal(
      members?.map((id) => /@blue#/.test(id)),
      [true],
      `members: ${members}`,
    );
    await functions.ShutdownPushConsumer(consumer);
    await until('no member', async () => ((await client.members(group, topic)) ?? []).length === 0);
  }),

  documented(
    'a consumer of a topic that does not exist does not start, and does once it exists',
    async (calls) => {
      const { functions, world } = calls;
      const topic = world.topicName();
      const consumer = calls.consumer(world.group(), topic);
      const error = await errorOf(functions.StartPushConsumer(consumer));
      equal([error.code, error.params.topic], ['NO_ROUTE', topic], 'error');
      await functions.SendMessageSync(await calls.producer(), calls.message(topic));
      await until('its start', async () => (await functions.StartPushConsumer(consumer)) === OK);
    },
  ),

  {
    name: 'documented API: a window sends, is told of a held message, and answers it',
    async run(world) {
      const topic = await world.topic(world.client());
      const deliveries: DocumentedDelivery[] = [];
      const session = new DocumentedSession({
        clock: systemClock,
        newTransport: transportOf(world),
        holdDeadlineMs: () => 60_000,
        onDelivery: (delivery) => deliveries.push(delivery),
      });
      const call = session.handlers;
      const by = 'window';
      try {
        const producer = await call.CreateProducer({ name: world.name('producer') }, by);
        await call.SetProducerNameServerAddress({ producer, namesrv: world.target.nameServer }, by);
        await call.StartProducer({ producer }, by);
        const message = await call.CreateMessage({ topic }, by);
        await call.SetMessageBody({ message, body: 'held' }, by);
        const result = await call.SendMessageOrderly(
          { producer, message, autoRetryTimes: 0, queueSelectorCallback: { kind: 'hash', key: 'ORD-1' } },
          by,
        );
        const consumer = await call.CreatePushConsumer({ group: world.group() }, by);
        await call.SetPushConsumerNameServerAddress({ consumer, namesrv: world.target.nameServer }, by);
        await call.Subscribe({ consumer, topic, tagPattern: '*' }, by);
        await call.RegisterMessageCallback({ consumer, args: { any: 1 } }, by);
        await call.StartPushConsumer({ consumer }, by);
        await until('a held message', () => deliveries.length === 1);
        const delivery = deliveries[0]?.delivery;
        equal(deliveries[0], { delivery, consumer, args: { any: 1 }, held: true }, 'event');
        equal(await call.GetMessageId({ message: delivery }, by), await call.GetMsgId({ result }, by), 'id');
        equal(await call['documented.answer']({ delivery, status: 0 }, by), 0, 'answer');
        equal(await call['documented.answer']({ delivery, status: 0 }, by), 1, 'second answer');
        equal(deliveries[1]?.held, false, 'second event');
      } finally {
        await session.close();
      }
    },
  },
];

/** Whatever is not 0 brings the message back after 10 s, under the same id; the second time it is answered with 0. */
function later(what: string, answer: MessageCallback, holdDeadlineMs = 60_000): Behaviour[] {
  return [
    documented(
      `${what} brings a message back after 10 s`,
      async (calls) => {
        const topic = await topicOf(calls);
        await calls.send(topic, 'again');
        let turn = 0;
        const { waitFor, seen } = await calls.consume(topic, {
          answer: (message, args) => (turn++ === 0 ? answer(message, args) : 0),
        });
        const [first, second] = await waitFor(2);
        equal([second?.id, second?.text, second?.topic], [first?.id, 'again', topic], 'the same message');
        const elapsedMs = (second?.atMs ?? 0) - (first?.atMs ?? 0);
        check(elapsedMs >= 9_500, `back after ${elapsedMs} ms`);
        await stays('two', 500, () => seen.length === 2);
      },
      { timeoutMs: 60_000, holdDeadlineMs },
    ),
  ];
}

export const documentedApi: Behaviour[] = [...sending, ...consuming];
