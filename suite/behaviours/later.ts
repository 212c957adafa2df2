import { updateGroup } from '../../core/admin/create.ts';
import { dlqTopic } from '../../core/model/names.ts';
import { type Behaviour, check, equal, message, producer, send, stays, text, until } from '../harness.ts';

export const later: Behaviour[] = [
  {
    name: 'Later brings the message back after 10 s as attempt 2, same unique key; then Ack ends it',
    timeoutMs: 60_000,
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const group = world.group();
      const receipt = await send(
        producer(client),
        message(topic, 'retry me', { tag: 'failed', keys: ['PAY-88213'], properties: [['a', 'b']] }),
      );
      const consumer = await world.consume(client, { group, topic });
      const [first] = await consumer.waitFor(1);
      if (first === undefined) throw new Error('nothing came');
      equal([first.attempt, first.isRetry], [1, false], 'first attempt');
      const at = Date.now();
      await consumer.later(first);
      equal(first.state, 'later', 'state');
      const second = (await consumer.waitFor(2, 40_000))[1];
      if (second === undefined) throw new Error('it did not come back');
      const elapsedMs = Date.now() - at;
      check(elapsedMs >= 9_500 && elapsedMs < 25_000, `back after ${elapsedMs} ms`);
      equal([second.attempt, second.isRetry, second.message.topic], [2, true, topic], 'second attempt');
      equal(
        [second.message.uniqueKey, text(second.message.body)],
        [receipt.msgId, 'retry me'],
        'the same message',
      );
      equal([second.message.tag, second.message.keys], ['failed', 'PAY-88213'], 'tag and keys kept');
      consumer.ack(second);
      await stays('two deliveries', 500, () => consumer.held.length === 2);
      equal(
        consumer.consumer.view().counters,
        { received: 2, waiting: 0, held: 0, acked: 1, later: 1, deadLetter: 0, movedAway: 0 },
        'counters',
      );
    },
  },
  {
    name: 'one Later among ten brings back only that one',
    timeoutMs: 60_000,
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const by = producer(client);
      for (let n = 0; n < 10; n++) await send(by, message(topic, `m${n}`));
      let turn = 0;
      const consumer = await world.consume(client, {
        group: world.group(),
        topic,
        seats: 10,
        decide: () => (turn++ === 4 ? 'later' : 'ack'),
      });
      await consumer.waitFor(11, 40_000);
      await stays('eleven deliveries', 700, () => consumer.held.length === 11);
      equal(consumer.bodies()[10], 'm4', 'what came back');
    },
  },
  {
    name: 'a message past the group’s retry limit goes to the dead letter topic',
    timeoutMs: 70_000,
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      await updateGroup(client, { groupName: group, retryMaxTimes: 1 });
      await send(producer(client), message(topic, 'poison'));
      const consumer = await world.consume(client, { group, topic });
      await until(
        'the limit read from the broker',
        () => consumer.consumer.view().retryMaxTimesSource === 'broker',
      );
      equal(consumer.consumer.view().retryMaxTimes, 1, 'limit');
      const [first] = await consumer.waitFor(1);
      if (first === undefined) throw new Error('nothing came');
      await consumer.later(first);
      const second = (await consumer.waitFor(2, 40_000))[1];
      if (second === undefined) throw new Error('it did not come back');
      await consumer.later(second);
      equal(second.state, 'deadLetter', 'state');
      await until('the dead letter topic', async () => {
        await client.routes.refresh(dlqTopic(group));
        return client.routes.cached(dlqTopic(group)) !== undefined;
      });
      equal(consumer.consumer.view().counters.deadLetter, 1, 'counted');
    },
  },
  {
    name: 'a passed deadline is Later by default',
    timeoutMs: 60_000,
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      await send(producer(client), message(topic, 'slow'));
      const consumer = await world.consume(client, { group: world.group(), topic, holdDeadlineMs: 1_500 });
      const [first] = await consumer.waitFor(1);
      await until('the deadline struck', () => first?.state === 'later', 10_000);
      const second = (await consumer.waitFor(2, 40_000))[1];
      equal(second?.attempt, 2, 'attempt');
    },
  },
];
