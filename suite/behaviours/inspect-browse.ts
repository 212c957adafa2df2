import {
  type BrowseResult,
  browseNewest,
  browseQueue,
  browseTime,
  readMessageAt,
} from '../../core/admin/browse/browse.ts';
import { queryConsumerOffset, searchOffset } from '../../core/admin/offsets.ts';
import type { ClientInstance } from '../../core/client/client-instance.ts';
import type { MessageQueue } from '../../core/model/queue.ts';
import type { SendReceipt } from '../../core/model/send.ts';
import { expectationsOf } from '../expectations.ts';
import {
  type Behaviour,
  check,
  equal,
  message,
  producer,
  send,
  text,
  until,
  type World,
} from '../harness.ts';

const bodies = (result: BrowseResult): string[] => result.messages.map(({ body }) => text(body));

/** A topic with `count` messages m0, m1, ... over its queues, readable to the last. */
async function filled(world: World, { queues, count }: { queues: number; count: number }) {
  const client = world.client();
  const topic = await world.topic(client, queues);
  const by = producer(client);
  const receipts: SendReceipt[] = [];
  for (let n = 0; n < count; n++)
    receipts.push(await send(by, message(topic, `m${n}`, { tag: n % 2 === 0 ? 'even' : 'odd' })));
  await until(`${count} readable`, async () => (await browseNewest(client, topic)).messages.length === count);
  return { client, topic, receipts };
}

function only(client: ClientInstance, topic: string): MessageQueue {
  const [queue] = client.routes.forSubscribe(topic);
  if (queue === undefined) throw new Error('no queue');
  return queue;
}

export const inspectBrowse: Behaviour[] = [
  {
    name: 'browse: the newest rows of all queues, newest first, and which offsets were read',
    async run(world) {
      const { client, topic } = await filled(world, { queues: 4, count: 20 });
      const result = await browseNewest(client, topic, { maxRows: 5 });
      equal(bodies(result), ['m19', 'm18', 'm17', 'm16', 'm15'], 'rows');
      equal(result.cut, 'rows', 'cut');
      const read = result.windows.reduce((sum, { from, to }) => sum + to - from, 0);
      equal(read, 5, 'offsets in the windows');
      const all = await browseNewest(client, topic);
      equal([all.messages.length, all.cut], [20, undefined], 'uncut');
      for (const { from, to, minOffset, maxOffset } of all.windows)
        equal([from, to], [minOffset, maxOffset], 'whole queue');
    },
  },
  {
    name: 'browse: one queue from an offset, oldest first',
    async run(world) {
      const { client, topic } = await filled(world, { queues: 1, count: 40 });
      const result = await browseQueue(client, only(client, topic), 35);
      equal(bodies(result), ['m35', 'm36', 'm37', 'm38', 'm39'], 'rows');
      equal(result.windows[0]?.from, 35, 'from');
      equal(result.windows[0]?.to, 40, 'to');
      equal((await browseQueue(client, only(client, topic), 99)).messages.length, 0, 'behind the end');
      const several = await browseQueue(client, only(client, topic), 0, { maxRows: 38 });
      equal(
        [several.messages.length, several.cut, several.windows[0]?.to],
        [38, 'rows', 38],
        'over two pages',
      );
    },
  },
  {
    name: 'browse: from a time, and in a time window, both ends included',
    async run(world) {
      const { client, topic } = await filled(world, { queues: 2, count: 12 });
      const all = (await browseTime(client, topic, { fromMs: 0 })).messages;
      equal(all.length, 12, 'all');
      const [from, to] = [all[4]?.storeTimestamp ?? 0, all[8]?.storeTimestamp ?? 0];
      const wanted = all.filter(({ storeTimestamp }) => storeTimestamp >= from);
      const since = await browseTime(client, topic, { fromMs: from });
      equal(
        bodies(since),
        wanted.map(({ body }) => text(body)),
        'from',
      );
      const window = await browseTime(client, topic, { fromMs: from, toMs: to });
      const within = wanted.filter(({ storeTimestamp }) => storeTimestamp <= to);
      equal(
        bodies(window),
        within.map(({ body }) => text(body)),
        'window',
      );
      equal(
        (await browseTime(client, topic, { fromMs: Date.now() + 3_600_000 })).messages.length,
        0,
        'to come',
      );
    },
  },
  {
    name: 'browse: messages stored within one millisecond are all found from that time',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const by = producer(client);
      await Promise.all(Array.from({ length: 120 }, (_, n) => send(by, message(topic, `m${n}`))));
      await until('120', async () => (await browseNewest(client, topic)).messages.length === 120);
      const all = (await browseQueue(client, only(client, topic), 0)).messages;
      for (const at of new Set(all.map(({ storeTimestamp }) => storeTimestamp))) {
        const since = await browseTime(client, topic, { fromMs: at });
        const wanted = all.filter(({ storeTimestamp }) => storeTimestamp >= at);
        equal(since.messages[0]?.queueOffset, wanted[0]?.queueOffset, `first of ${at}`);
      }
    },
  },
  {
    name: 'browse: a tag pattern gives its tags only',
    async run(world) {
      const { client, topic } = await filled(world, { queues: 2, count: 10 });
      const result = await browseTime(client, topic, { fromMs: 0 }, { tagPattern: 'odd' });
      equal(bodies(result), ['m1', 'm3', 'm5', 'm7', 'm9'], 'rows');
      equal((await browseNewest(client, topic, { tagPattern: 'none' })).messages.length, 0, 'no such tag');
    },
  },
  {
    name: 'browse: stops at the byte limit and when it is told to, and says so',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const by = producer(client);
      for (let n = 0; n < 6; n++) await send(by, message(topic, 'x'.repeat(1_000)));
      await until('six', async () => (await browseNewest(client, topic)).messages.length === 6);
      const cut = await browseNewest(client, topic, { maxBytes: 2_500 });
      equal([cut.messages.length, cut.bytes, cut.cut], [2, 2_000, 'bytes'], 'bytes');
      const stop = new AbortController();
      stop.abort();
      const stopped = await browseNewest(client, topic, { signal: stop.signal });
      equal([stopped.messages.length, stopped.cut], [0, 'cancelled'], 'cancelled');
      let progress = 0;
      await browseNewest(client, topic, { onProgress: () => progress++ });
      check(progress > 0, 'progress told');
    },
  },
  {
    name: 'browse: moves no group’s offset and joins no group',
    async run(world) {
      const { client, topic } = await filled(world, { queues: 1, count: 5 });
      const group = world.group();
      const consumer = await world.consume(client, { group, topic });
      await consumer.waitFor(5);
      const [first] = consumer.held;
      if (first !== undefined) consumer.ack(first);
      const queue = only(client, topic);
      await until('offset 1', async () => (await queryConsumerOffset(client, group, queue)) === 1);
      await browseNewest(client, topic);
      await browseQueue(client, queue, 0);
      equal(await queryConsumerOffset(client, group, queue), 1, 'offset');
      equal(await client.members('TOOLS_CONSUMER', topic), null, 'members of the tools group');
    },
  },
  {
    name: 'browse: one message by its place; none where none is',
    async run(world) {
      const { client, topic, receipts } = await filled(world, { queues: 1, count: 3 });
      const queue = only(client, topic);
      equal((await readMessageAt(client, queue, 1))?.offsetMsgId, receipts[1]?.offsetMsgId, 'id');
      equal(await readMessageAt(client, queue, 3), undefined, 'behind the end');
    },
  },
  {
    name: 'browse: an empty topic gives nothing, an unknown one NO_ROUTE',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 2);
      equal((await browseNewest(client, topic)).windows.length, 2, 'windows');
      const error = await browseNewest(client, world.topicName()).catch((reason: unknown) => reason);
      check(String(error).includes('NO_ROUTE'), String(error));
    },
  },
  {
    name: 'search by a time to come gives the end of the queue as the release has it',
    async run(world) {
      const { client, topic } = await filled(world, { queues: 1, count: 3 });
      const offset = await searchOffset(client, only(client, topic), Date.now() + 3_600_000);
      equal(offset, 3 + expectationsOf(world.target.broker).searchedFuture, 'offset');
    },
  },
  {
    name: 'browse: the broker’s own properties are those of its release',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      await send(producer(client), message(topic, 'plain'));
      await until('stored', async () => (await browseNewest(client, topic)).messages.length === 1);
      const [found] = (await browseNewest(client, topic)).messages;
      const names = found?.properties.map(([name]) => name).sort();
      equal(names, expectationsOf(world.target.broker).addedProperties, 'names');
    },
  },
];
