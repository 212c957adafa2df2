import { type Behaviour, check, equal, message, producer, send, until } from '../harness.ts';

export const groups: Behaviour[] = [
  {
    name: 'a new group on a small topic starts at its beginning',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      await send(producer(client), message(topic, 'early'));
      const consumer = await world.consume(client, { group: world.group(), topic, decide: () => 'ack' });
      await consumer.waitFor(1);
    },
  },
  {
    name: 'two members share the queues, and all go back to one when the other leaves',
    timeoutMs: 60_000,
    async run(world) {
      const [a, b] = [world.client(), world.client()];
      const topic = await world.topic(a, 4);
      await b.routes.get(topic);
      const group = world.group();
      const first = await world.consume(a, { group, topic, decide: () => 'ack' });
      const mine = (test: typeof first): number[] =>
        test.consumer
          .view()
          .queues.filter(({ queue, owner }) => owner === 'us' && queue.topic === topic)
          .map(({ queue }) => queue.queueId)
          .sort();
      await until('all four queues', () => mine(first).length === 4);
      const second = await world.consume(b, { group, topic, decide: () => 'ack' });
      await until('two each', () => mine(first).length === 2 && mine(second).length === 2, 30_000);
      equal([...mine(first), ...mine(second)].sort(), [0, 1, 2, 3], 'every queue once');
      const by = producer(a);
      for (let n = 0; n < 8; n++) await send(by, message(topic, `m${n}`));
      await until('eight in all', () => first.held.length + second.held.length === 8);
      check(first.held.length === 4 && second.held.length === 4, 'half each');
      await second.consumer.shutdown();
      await until('all four again', () => mine(first).length === 4, 30_000);
    },
  },
  {
    name: 'held messages of a queue that moves away are delivered to the other member',
    timeoutMs: 60_000,
    async run(world) {
      const [a, b] = [world.client(), world.client()];
      const topic = await world.topic(a, 2);
      const group = world.group();
      const by = producer(a);
      for (let n = 0; n < 4; n++) await send(by, message(topic, `m${n}`));
      const first = await world.consume(a, { group, topic });
      await first.waitFor(4);
      const second = await world.consume(b, { group, topic, decide: () => 'ack' });
      await until('two moved away', () => first.movedAway.length === 2, 30_000);
      await second.waitFor(2);
      const moved = first.movedAway[0];
      if (moved === undefined) throw new Error('none moved');
      equal(
        first.consumer.ack([moved], 'person')[0]?.error?.params.rule,
        'movedAway',
        'a decision on it is refused',
      );
      equal(first.consumer.view().counters.movedAway, 2, 'counted');
    },
  },
  {
    name: 'the same group cannot start twice in one client, and can again after a stop',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const group = world.group();
      const first = await world.consume(client, { group, topic });
      const error = await world.consume(client, { group, topic }).catch((reason: unknown) => reason);
      check(String(error).includes('groupInUse'), `second start: ${String(error)}`);
      await first.consumer.shutdown();
      await world.consume(client, { group, topic });
    },
  },
  {
    name: 'members are listed with our client id',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const group = world.group();
      const consumer = await world.consume(client, { group, topic });
      await until('ourselves among the members', () =>
        consumer.consumer.view().members.includes(client.clientId),
      );
    },
  },
];
