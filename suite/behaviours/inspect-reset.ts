import { browseNewest, browseQueue } from '../../core/admin/browse/browse.ts';
import { applyOffsetReset } from '../../core/admin/group/reset/apply.ts';
import { planOffsetReset, type ResetTarget } from '../../core/admin/group/reset/plan.ts';
import { queryConsumerOffset } from '../../core/admin/offsets.ts';
import type { MessageQueue } from '../../core/model/queue.ts';
import { expectationsOf } from '../expectations.ts';
import { type Behaviour, check, equal, message, producer, send, until, type World } from '../harness.ts';
import { ScriptedMember } from '../scripted-member.ts';

/** What a broker sends to members that are to move themselves. */
const RESET_CONSUMER_CLIENT_OFFSET = 220;

/** Ten messages in one queue, consumed by a group that has left again. */
async function consumed(world: World) {
  const client = world.client();
  const topic = await world.topic(client, 1);
  const group = world.group();
  const by = producer(client);
  for (let n = 0; n < 10; n++) await send(by, message(topic, `m${n}`));
  const consumer = await world.consume(client, { group, topic, seats: 10, decide: () => 'ack' });
  await consumer.waitFor(10);
  await consumer.consumer.shutdown();
  const queue: MessageQueue | undefined = client.routes.forSubscribe(topic)[0];
  if (queue === undefined) throw new Error('no queue');
  const offset = () => queryConsumerOffset(client, group, queue);
  await until('committed', async () => (await offset()) === 10);
  const plan = (target: ResetTarget) => planOffsetReset(client, { group, topic, target });
  return { client, topic, group, queue, offset, plan };
}

export const inspectReset: Behaviour[] = [
  {
    name: 'an offset reset is planned with its numbers, and a plan moves nothing',
    async run(world) {
      const { client, queue, group, offset, plan } = await consumed(world);
      const earliest = await plan({ kind: 'earliest' });
      equal([earliest.again, earliest.skipped, earliest.online], [10, 0, []], 'to the beginning');
      equal(
        earliest.ways.map(({ way }) => way),
        [expectationsOf(world.target.broker).resetWay],
        'way',
      );
      const all = (await browseQueue(client, queue, 0)).messages;
      const at = all[6]?.storeTimestamp ?? 0;
      const first = all.findIndex(({ storeTimestamp }) => storeTimestamp >= at);
      const byTime = await plan({ kind: 'time', timestampMs: at });
      equal(
        [byTime.queues[0]?.from, byTime.queues[0]?.to, byTime.again],
        [10, first, 10 - first],
        'to a time',
      );
      equal(
        (await plan({ kind: 'latest' })).queues[0],
        { queue, to: 10, from: 10, again: 0, skipped: 0 },
        'to the end',
      );
      equal([await offset(), group !== ''], [10, true], 'offset');
    },
  },
  {
    name: 'a reset of a group that is offline moves it exactly as planned, and its messages come again',
    async run(world) {
      const { client, topic, group, offset, plan } = await consumed(world);
      const { queues, failures } = await applyOffsetReset(client, await plan({ kind: 'earliest' }));
      const by = expectationsOf(world.target.broker).resetWay === 'broker' ? 'broker' : 'commit';
      equal(
        queues.map((one) => [one.offset, one.by]),
        [[0, by]],
        'applied',
      );
      equal(failures, [], 'failures');
      equal(await offset(), 0, 'offset');
      const again = await world.consume(client, { group, topic, seats: 10, decide: () => 'ack' });
      await again.waitFor(10);
    },
  },
  {
    name: 'a reset of a group that is online names its members, and tells them where the broker cannot move it',
    async run(world) {
      const { client, topic, group, offset, plan } = await consumed(world);
      const member = await ScriptedMember.join(world, { group, topic });
      const planned = await plan({ kind: 'earliest' });
      equal(planned.online, [member.client.clientId], 'online');
      const { queues } = await applyOffsetReset(client, planned);
      const way = expectationsOf(world.target.broker).resetWay;
      equal(
        queues.map((one) => [one.offset, one.by]),
        [[0, way]],
        'applied',
      );
      const told = () => member.asked.filter(({ code }) => code === RESET_CONSUMER_CLIENT_OFFSET).length;
      if (way === 'members') await until('the member told', () => told() === 1);
      else equal([await offset(), told()], [0, 0], 'moved by the broker');
    },
  },
  {
    name: 'a reset to the end skips what is unread',
    async run(world) {
      const { client, topic, offset, plan } = await consumed(world);
      await send(producer(client), message(topic, 'unread'));
      await until('eleven', async () => (await browseNewest(client, topic)).messages.length === 11);
      const latest = await plan({ kind: 'latest' });
      equal([latest.again, latest.skipped], [0, 1], 'plan');
      await applyOffsetReset(client, latest);
      equal(await offset(), 11, 'offset');
    },
  },
  {
    name: 'a reset of a group that never consumed gives it a place to begin',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      for (let n = 0; n < 3; n++) await send(producer(client), message(topic, `m${n}`));
      await until('three', async () => (await browseNewest(client, topic)).messages.length === 3);
      await world.consume(client, { group, topic: await world.topic(client, 1) });
      const plan = await planOffsetReset(client, { group, topic, target: { kind: 'latest' } });
      equal(plan.queues[0]?.to, 3, 'to');
      const { failures } = await applyOffsetReset(client, plan);
      equal(failures, [], 'failures');
      const queue = plan.queues[0]?.queue;
      if (queue !== undefined) equal(await queryConsumerOffset(client, group, queue), 3, 'offset');
    },
  },
  {
    name: 'a reset of an unknown topic is NO_ROUTE, one of a nameless group an input error',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const target = { kind: 'earliest' } as const;
      const refused = async (group: string, of: string) =>
        String(
          await planOffsetReset(client, { group, topic: of, target }).catch((reason: unknown) => reason),
        );
      check((await refused(world.group(), world.topicName())).includes('NO_ROUTE'), 'topic');
      check((await refused('', topic)).includes('INPUT'), 'group');
    },
  },
];
