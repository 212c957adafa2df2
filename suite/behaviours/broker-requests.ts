import { consumeDirectly } from '../../core/admin/group/consume-directly.ts';
import { applyOffsetReset } from '../../core/admin/group/reset/apply.ts';
import { planOffsetReset } from '../../core/admin/group/reset/plan.ts';
import { readRunningInfo } from '../../core/admin/group/running-info.ts';
import { queryConsumerOffset } from '../../core/admin/offsets.ts';
import type { Delivery, PushConsumerOptions } from '../../core/consumer/push-consumer.ts';
import {
  type Behaviour,
  check,
  equal,
  message,
  producer,
  send,
  stays,
  type TestConsumer,
  until,
  type World,
} from '../harness.ts';

const COUNT = 4;

/** A consumer that holds what a topic of one queue has, and an operator's own client. */
async function watched(
  world: World,
  options: Partial<PushConsumerOptions> & { decide?: () => 'ack' | 'hold' } = {},
) {
  const client = world.client();
  const topic = await world.topic(client, 1);
  const by = producer(client);
  for (let n = 0; n < COUNT; n++) await send(by, message(topic, `m${n}`));
  const group = world.group();
  const consumer = await world.consume(client, { group, topic, startFrom: 'first', ...options });
  const [first] = await consumer.waitFor(1);
  if (first === undefined) throw new Error('nothing came');
  const operator = world.client();
  await operator.routes.get(topic);
  const member = { clientId: client.clientId, brokerNames: [first.message.queue.brokerName] };
  return { topic, group, consumer, first, operator, member };
}

async function runningInfo({ operator, group, member }: Awaited<ReturnType<typeof watched>>) {
  const info = await readRunningInfo(operator, group, member);
  if (typeof info === 'string') throw new Error(`no answer: ${info}`);
  return info;
}

/** Has the consumer decide the first message once more, for an operator. */
async function directly(
  { consumer, first, operator, group, member }: Awaited<ReturnType<typeof watched>>,
  decide: (delivery: Delivery, consumer: TestConsumer) => void,
) {
  const before = consumer.held.length;
  const answer = consumeDirectly(operator, group, member.clientId, first.message);
  await until('the direct delivery', () => consumer.held.length > before);
  const delivery = consumer.held[before];
  if (delivery === undefined) throw new Error('nothing came');
  equal([delivery.direct, delivery.message.offsetMsgId], [true, first.message.offsetMsgId], 'which');
  decide(delivery, consumer);
  const result = await answer;
  if (typeof result === 'string') throw new Error(`no answer: ${result}`);
  return result;
}

export const brokerRequests: Behaviour[] = [
  {
    name: 'an operator sees what a consumer has: queues, offsets, what is cached, what it subscribes to',
    async run(world) {
      const world_ = await watched(world);
      const { consumer, topic } = world_;
      await consumer.waitFor(COUNT);
      consumer.ack(world_.first);
      const info = await runningInfo(world_);
      const ours = info.queues.filter(({ queue }) => queue.topic === topic);
      equal(
        ours.map(({ commitOffset, cachedMessages, cachedMinOffset, cachedMaxOffset, locked, dropped }) => [
          commitOffset,
          cachedMessages,
          cachedMinOffset,
          cachedMaxOffset,
          locked,
          dropped,
        ]),
        [[1, COUNT - 1, 1, COUNT - 1, false, false]],
        'queues',
      );
      equal(info.subscriptions.find((one) => one.topic === topic)?.subString, '*', 'subscription');
      equal(
        [info.properties.PROP_CONSUME_TYPE, info.properties.PROP_CONSUMEORDERLY],
        ['CONSUME_PASSIVELY', 'false'],
        'properties',
      );
      check((ours[0]?.lastPullAtMs ?? 0) > 0 && (ours[0]?.lastConsumeAtMs ?? 0) > 0, 'times');
    },
  },
  {
    name: 'an operator sees that an orderly consumer’s queues are locked',
    async run(world) {
      const world_ = await watched(world, { listener: 'orderly' });
      const info = await runningInfo(world_);
      equal(info.properties.PROP_CONSUMEORDERLY, 'true', 'orderly');
      equal(info.queues.find(({ queue }) => queue.topic === world_.topic)?.locked, true, 'locked');
    },
  },
  {
    name: 'consumed directly, acked: CR_SUCCESS, and no offset moves',
    async run(world) {
      const world_ = await watched(world);
      const { consumer, first, operator, group } = world_;
      await consumer.waitFor(COUNT);
      const counters = consumer.consumer.view().counters;
      const { result, orderly } = await directly(world_, (delivery) => consumer.ack(delivery));
      equal([result, orderly], ['CR_SUCCESS', false], 'answer');
      equal([first.state, consumer.consumer.view().counters], ['held', counters], 'untouched');
      const { queue } = first.message;
      check([undefined, 0].includes(await queryConsumerOffset(operator, group, queue)), 'no offset moved');
    },
  },
  {
    name: 'consumed directly, Later: CR_LATER, and nothing is sent back',
    async run(world) {
      const world_ = await watched(world, { decide: () => 'hold' });
      await world_.consumer.waitFor(COUNT);
      const { result } = await directly(
        world_,
        (delivery, consumer) => void consumer.consumer.later(delivery, 'person'),
      );
      equal(result, 'CR_LATER', 'answer');
      await stays('nothing more comes', 300, () => world_.consumer.held.length === COUNT + 1);
    },
  },
  {
    name: 'consumed directly, undecided: CR_LATER before the broker gives up, and the offer is over',
    async run(world) {
      const world_ = await watched(world);
      await world_.consumer.waitFor(COUNT);
      const at = Date.now();
      let offered: Delivery | undefined;
      const { result, remark } = await directly(world_, (delivery) => {
        offered = delivery;
      });
      equal([result, remark], ['CR_LATER', 'nobody decided in time'], 'answer');
      check(Date.now() - at >= 8_500 && Date.now() - at < 10_500, `after ${Date.now() - at} ms`);
      equal(offered?.state, 'later', 'state');
    },
  },
  {
    name: 'a group moved back to its beginning: held messages move away, and all come again',
    timeoutMs: 60_000,
    async run(world) {
      const world_ = await watched(world);
      const { consumer, operator, group, topic } = world_;
      await consumer.waitFor(COUNT);
      consumer.ack(world_.first);
      const [queue] = operator.routes.forSubscribe(topic);
      if (queue === undefined) throw new Error('no queue');
      await until(
        'offset 1 committed',
        async () => (await queryConsumerOffset(operator, group, queue)) === 1,
      );
      const plan = await planOffsetReset(operator, { group, topic, target: { kind: 'earliest' } });
      await applyOffsetReset(operator, plan);
      await consumer.waitFor(2 * COUNT, 40_000);
      equal([consumer.movedAway.length, consumer.releasedBy], [COUNT - 1, 'offsetReset'], 'moved away');
      equal(consumer.bodies().slice(COUNT), ['m0', 'm1', 'm2', 'm3'], 'again');
    },
  },
];
