import { CStatus } from '../../core/documented-api/index.ts';
import { type Behaviour, check, equal } from '../harness.ts';
import { documented, errorOf, topicOf } from './documented-calls.ts';
import { storedCounts, untilStored } from './stored-count.ts';

const { OK } = CStatus;

export const documentedSending: Behaviour[] = [
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
