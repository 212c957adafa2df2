import { readMembers } from '../../core/admin/group/members.ts';
import { queryConsumerOffset } from '../../core/admin/offsets.ts';
import { type LocalOffsets, MemoryOffsets } from '../../core/consumer/broadcasting/local-offsets.ts';
import { GantryError } from '../../core/model/error.ts';
import { type Behaviour, check, equal, message, producer, send, stays, until } from '../harness.ts';

/** Each member as on a machine of its own. */
const broadcast = (localOffsets: LocalOffsets = new MemoryOffsets()) =>
  ({ model: 'broadcasting', startFrom: 'first', localOffsets }) as const;

export const broadcasting: Behaviour[] = [
  {
    name: 'broadcasting: every member gets every message',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 4);
      const group = world.group();
      const decide = () => 'ack' as const;
      const first = await world.consume(client, { ...broadcast(), group, topic, decide });
      const second = await world.consume(world.client(), { ...broadcast(), group, topic, decide });
      const by = producer(client);
      for (let n = 0; n < 12; n++) await send(by, message(topic, `m${n}`));
      await first.waitFor(12);
      await second.waitFor(12);
      equal(first.bodies().sort(), second.bodies().sort(), 'the same');
      equal(first.movedAway.length + second.movedAway.length, 0, 'moved away');
    },
  },
  {
    name: 'broadcasting: Later is refused, the message stays held and can be acked',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      await send(producer(client), message(topic, 'm0'));
      const consumer = await world.consume(client, { ...broadcast(), group: world.group(), topic });
      const [held] = await consumer.waitFor(1);
      if (held === undefined) throw new Error('nothing came');
      const { error } = await consumer.consumer.later(held, 'person');
      equal([error?.code, error?.params.rule, held.state], ['STATE', 'noLater', 'held'], 'refused');
      consumer.ack(held);
    },
  },
  {
    name: 'broadcasting: no deadline decides a held message',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      await send(producer(client), message(topic, 'm0'));
      const options = { ...broadcast(), group: world.group(), topic, holdDeadlineMs: 200 };
      const consumer = await world.consume(client, options);
      const [held] = await consumer.waitFor(1);
      equal(held?.deadlineAtMs, undefined, 'deadline');
      await stays('held', 800, () => held?.state === 'held');
    },
  },
  {
    name: 'broadcasting: after a restart it goes on where this machine was',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      const by = producer(client);
      for (let n = 0; n < 4; n++) await send(by, message(topic, `m${n}`));
      const offsets = new MemoryOffsets();
      const first = await world.consume(client, { ...broadcast(offsets), group, topic });
      await first.waitFor(4);
      for (const delivery of first.held.slice(0, 2)) first.ack(delivery);
      await first.consumer.shutdown();
      const second = await world.consume(client, { ...broadcast(offsets), group, topic });
      await second.waitFor(2);
      equal(second.bodies(), ['m2', 'm3'], 'delivered again');
    },
  },
  {
    name: 'broadcasting: the broker is told no offset',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      const by = producer(client);
      const consumer = await world.consume(client, { ...broadcast(), group, topic, decide: () => 'ack' });
      for (let n = 0; n < 3; n++) {
        await send(by, message(topic, `m${n}`));
        await consumer.waitFor(n + 1);
      }
      await consumer.consumer.shutdown();
      const [queue] = client.routes.forSubscribe(topic);
      if (queue === undefined) throw new Error('no queue');
      // Before 5.0 brokers say 0 where there is none.
      check([undefined, 0].includes(await queryConsumerOffset(client, group, queue, true)), 'no offset');
    },
  },
  {
    name: 'broadcasting: a machine new to the group begins at the end',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 2);
      const by = producer(client);
      for (let n = 0; n < 4; n++) await send(by, message(topic, `old${n}`));
      const { startFrom: _, ...options } = broadcast();
      const consumer = await world.consume(client, { ...options, group: world.group(), topic });
      await until('two queues', () =>
        consumer.consumer.view().queues.every(({ owner, maxOffset }) => owner === 'us' && maxOffset !== 0),
      );
      await send(by, message(topic, 'new'));
      await consumer.waitFor(1);
      equal(consumer.bodies(), ['new'], 'what came');
    },
  },
  {
    name: 'broadcasting: the broker knows the group as such, and without a retry topic',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      await world.consume(client, { ...broadcast(), group, topic });
      const { messageModel, subscriptions } = await readMembers(client, group);
      equal([messageModel, subscriptions.map((one) => one.topic)], ['BROADCASTING', [topic]], 'group');
    },
  },
  {
    name: 'broadcasting: without a place for its offsets it does not start',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const error = await world
        .consume(client, { model: 'broadcasting', group: world.group(), topic })
        .catch((reason: unknown) => reason);
      equal(error instanceof GantryError && error.data.params.rule, 'folderInUse', 'why');
    },
  },
];
