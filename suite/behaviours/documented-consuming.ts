import { CStatus, type MessageCallback } from '../../core/documented-api/index.ts';
import { type Behaviour, check, equal, stays, until } from '../harness.ts';
import { documented, errorOf, topicOf } from './documented-calls.ts';

const { OK } = CStatus;

export const documentedConsuming: Behaviour[] = [
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
