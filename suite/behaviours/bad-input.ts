import type { OutgoingMessage } from '../../core/model/message.ts';
import type { StoreOutcome } from '../../core/model/send.ts';
import { type Behaviour, equal, message, producer, type World } from '../harness.ts';

function refused(name: string, patch: Partial<OutgoingMessage>, field: string, rule: string): Behaviour {
  return {
    name: `${name} is refused before anything is sent`,
    async run(world) {
      const client = world.client();
      const outcome = await producer(client).send(message('order-events', 'body', patch));
      equal(errorOf(outcome), { kind: 'notSent', code: 'INPUT', field, rule }, 'outcome');
    },
  };
}

function errorOf(outcome: StoreOutcome): object {
  if (outcome.kind === 'stored') return { kind: 'stored' };
  const { code, params } = outcome.error;
  return { kind: outcome.kind, code, field: params.field, rule: params.rule };
}

async function connectError(world: World, nameServer: string): Promise<StoreOutcome> {
  return await producer(world.client([nameServer])).send(message('order-events', 'body'));
}

export const badInput: Behaviour[] = [
  refused('an empty body', { body: new Uint8Array(0) }, 'body', 'empty'),
  refused('a body over 4 MiB', { body: new Uint8Array(4 * 1024 * 1024 + 1) }, 'body', 'tooLarge'),
  refused('an illegal topic name', { topic: 'order events' }, 'topic', 'characters'),
  refused('a topic name that is too long', { topic: 'a'.repeat(128) }, 'topic', 'tooLong'),
  refused('a system topic', { topic: 'TBW102' }, 'topic', 'reserved'),
  refused(
    'a property with a control character',
    { properties: [['a', 'x\u0001y']] },
    'properties.0.value',
    'control',
  ),
  refused('a reserved property', { properties: [['DELAY', '3']] }, 'properties.0.name', 'reserved'),
  {
    name: 'a name server that nobody listens on is named, and nothing was sent',
    async run(world) {
      const outcome = await connectError(world, '127.0.0.1:1');
      if (outcome.kind !== 'notSent') throw new Error(`outcome ${outcome.kind}`);
      equal(outcome.error.code, 'CONNECT', 'code');
      equal([outcome.error.params.role, outcome.error.params.address], ['nameServer', '127.0.0.1:1'], 'who');
    },
  },
  {
    name: 'the next name server answers when the first is down',
    async run(world) {
      const client = world.client(['127.0.0.1:1', world.target.nameServer]);
      const topic = world.topicName();
      const outcome = await producer(client).send(message(topic, 'body'));
      equal(outcome.kind, 'stored', 'outcome');
    },
  },
];
