import { type Behaviour, equal, type TestConsumer, until } from '../harness.ts';

const conflictOf = (consumer: TestConsumer) => consumer.consumer.view().conflict;

export const subscriptions: Behaviour[] = [
  {
    name: 'members that subscribe differently both see it, and nobody is stopped',
    async run(world) {
      const [a, b] = [world.client(), world.client()];
      const topic = await world.topic(a, 2);
      const group = world.group();
      const first = await world.consume(a, { group, topic, tagPattern: 'paid' });
      equal(conflictOf(first), undefined, 'alone');
      const second = await world.consume(b, { group, topic, tagPattern: 'failed' });
      equal(
        conflictOf(second),
        { topic, theirs: 'paid', ours: 'failed', clientIds: [a.clientId] },
        'the newcomer',
      );
      await until('the first member sees it', () => conflictOf(first) !== undefined);
      equal(
        conflictOf(first),
        { topic, theirs: 'failed', ours: 'paid', clientIds: [b.clientId] },
        'the first',
      );
      equal([first.consumer.view().state, second.consumer.view().state], ['running', 'running'], 'states');
      await second.consumer.shutdown();
      await until('it is over when the other leaves', () => conflictOf(first) === undefined);
    },
  },
  {
    name: 'the same tags in another order are no conflict',
    async run(world) {
      const [a, b] = [world.client(), world.client()];
      const topic = await world.topic(a, 2);
      const group = world.group();
      const first = await world.consume(a, { group, topic, tagPattern: 'x || y' });
      const second = await world.consume(b, { group, topic, tagPattern: 'y||x' });
      await until('both members', () => first.consumer.view().members.length === 2);
      equal([conflictOf(first), conflictOf(second)], [undefined, undefined], 'conflicts');
    },
  },
];
