import { updateGroup } from '../../core/admin/create.ts';
import { getMaxOffset } from '../../core/admin/offsets.ts';
import { DEAD_LETTER_NOW } from '../../core/consumer/send-back.ts';
import { dlqTopic } from '../../core/model/names.ts';
import { type Behaviour, check, equal, message, producer, send, stays, text, until } from '../harness.ts';
import { untilStored } from './stored-count.ts';

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
    name: 'Later at a level: at 5 it waits in that level’s queue, at 2 it is back after 5 s as attempt 2',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const by = producer(client);
      for (const body of ['at 5', 'at 2']) await send(by, message(topic, body));
      const consumer = await world.consume(client, { group: world.group(), topic });
      const [atFive, atTwo] = await consumer.waitFor(2);
      if (atFive === undefined || atTwo === undefined) throw new Error('they did not come');
      const { brokerName } = atFive.message.queue;
      const levelFive = { topic: 'SCHEDULE_TOPIC_XXXX', brokerName, queueId: 4 };
      const before = await getMaxOffset(client, levelFive).catch(() => 0);
      await consumer.later(atFive, 5);
      await until('a copy at level 5', async () => (await getMaxOffset(client, levelFive)) > before);
      const at = Date.now();
      await consumer.later(atTwo, 2);
      const again = (await consumer.waitFor(3))[2];
      if (again === undefined) throw new Error('it did not come back');
      const elapsedMs = Date.now() - at;
      check(elapsedMs >= 4_500 && elapsedMs < 9_500, `back after ${elapsedMs} ms`);
      equal([text(again.message.body), again.attempt, again.isRetry], ['at 2', 2, true], 'what came back');
    },
  },
  {
    name: 'to dead letter now: the first attempt goes to the dead letter topic, and does not come back',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      await send(producer(client), message(topic, 'poison'));
      const consumer = await world.consume(client, { group, topic });
      const [first] = await consumer.waitFor(1);
      if (first === undefined) throw new Error('nothing came');
      await consumer.later(first, DEAD_LETTER_NOW);
      equal(first.state, 'deadLetter', 'state');
      await until('the dead letter topic', async () => {
        await client.routes.refresh(dlqTopic(group));
        return client.routes.cached(dlqTopic(group)) !== undefined;
      });
      await untilStored(client, dlqTopic(group), 1);
      await stays('one delivery', 500, () => consumer.held.length === 1);
      const { deadLetter, later } = consumer.consumer.view().counters;
      equal([deadLetter, later], [1, 0], 'counters');
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
