import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { GantryError } from '../../model/error.ts';
import { queueKey } from '../../model/queue.ts';
import { FakeCluster } from '../fake-cluster.ts';
import { type BrowseResult, browseNewest, browseQueue, browseTime } from './browse.ts';

let cluster: FakeCluster;
beforeEach(() => {
  cluster = new FakeCluster();
});

const texts = ({ messages }: BrowseResult): string[] =>
  messages.map(({ body }) => Buffer.from(body).toString());
const placeOf = ({ queue, queueOffset }: BrowseResult['messages'][number]): string =>
  `${queueKey(queue)}@${queueOffset}`;

/** Ascending store times for each of the four queues. */
const times = fc.array(
  fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 23 }).map((list) => list.sort((a, b) => a - b)),
  { minLength: 4, maxLength: 4 },
);

function filled(lists: readonly (readonly number[])[], minOffset = 0, searchError = 0): FakeCluster {
  const made = new FakeCluster();
  made.searchError = searchError;
  lists.forEach((list, index) => {
    const queue = made.queues[index];
    if (queue === undefined) return;
    for (const time of list) made.store(queue, time);
    made.minOffsets.set(queueKey(queue), Math.min(minOffset, list.length));
  });
  return made;
}

/** Every stored message still there, oldest first, as place and time. */
function expected(made: FakeCluster, lists: readonly (readonly number[])[], minOffset: number) {
  return lists
    .flatMap((list, index) => {
      const queue = made.queues[index];
      if (queue === undefined) return [];
      const key = queueKey(queue);
      return list.map((time, offset) => ({ place: `${key}@${offset}`, time, offset, index }));
    })
    .filter(({ offset }) => offset >= minOffset)
    .sort((a, b) => a.time - b.time || a.index - b.index || a.offset - b.offset);
}

describe('browsing', () => {
  it('gives the newest rows by store time, and windows that name exactly what was read', async () => {
    await fc.assert(
      fc.asyncProperty(times, fc.nat(6), fc.integer({ min: 1, max: 60 }), async (lists, min, maxRows) => {
        const made = filled(lists, min);
        const wanted = expected(made, lists, min).reverse();
        const result = await browseNewest(made.client, 't', { maxRows });
        expect(result.messages.map(placeOf)).toEqual(wanted.slice(0, maxRows).map(({ place }) => place));
        expect(result.cut).toBe(wanted.length > maxRows ? 'rows' : undefined);
        for (const { queue, from, to } of result.windows) {
          const rows = result.messages.filter((message) => queueKey(message.queue) === queueKey(queue));
          expect(rows.length).toBe(to - from);
          expect(rows.every(({ queueOffset }) => queueOffset >= from && queueOffset < to)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives all of a time window whatever the broker answers to a search by time', async () => {
    await fc.assert(
      fc.asyncProperty(
        times,
        fc.nat(6),
        fc.integer({ min: -40, max: 40 }),
        fc.integer({ min: 0, max: 31 }),
        fc.integer({ min: 0, max: 31 }),
        async (lists, min, searchError, fromMs, toMs) => {
          const made = filled(lists, min, searchError);
          const wanted = expected(made, lists, min).filter(({ time }) => time >= fromMs && time <= toMs);
          const result = await browseTime(made.client, 't', { fromMs, toMs });
          expect(result.messages.map(placeOf)).toEqual(wanted.map(({ place }) => place));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('pulls as the tools group, with its own subscription, and neither commits nor waits', async () => {
    const queue = cluster.queues[0];
    if (queue === undefined) throw new Error('no queue');
    cluster.store(queue, 1);
    await browseNewest(cluster.client, 't');
    expect(cluster.requests('PULL_MESSAGE')[0]?.extFields).toMatchObject({
      consumerGroup: 'TOOLS_CONSUMER',
      sysFlag: '4',
      commitOffset: '0',
      suspendTimeoutMillis: '0',
      subscription: '*',
    });
    const heartbeats = cluster.transport.sent.filter(({ request }) => request.name === 'HEART_BEAT');
    for (const { request } of heartbeats)
      expect(Buffer.from(request.body).toString()).toContain('"consumerDataSet":[]');
    expect(cluster.requests('UPDATE_CONSUMER_OFFSET')).toEqual([]);
  });

  it('reads a few rows of a long queue with a few pulls', async () => {
    for (const queue of cluster.queues) for (let n = 0; n < 500; n++) cluster.store(queue, n);
    await browseNewest(cluster.client, 't', { maxRows: 20 });
    // One page of 32 for each queue, seven pulls of five messages each.
    expect(cluster.requests('PULL_MESSAGE').length).toBe(4 * 7);
  });

  it('stops before the message that would pass the byte limit, but gives one', async () => {
    const queue = cluster.queues[0];
    if (queue === undefined) throw new Error('no queue');
    for (let n = 0; n < 3; n++) cluster.store(queue, n, { body: Buffer.alloc(100) });
    const two = await browseQueue(cluster.client, queue, 0, { maxBytes: 299 });
    expect([two.messages.length, two.bytes, two.cut, two.windows[0]?.to]).toEqual([2, 200, 'bytes', 2]);
    const one = await browseQueue(cluster.client, queue, 0, { maxBytes: 1 });
    expect([one.messages.length, one.cut]).toEqual([1, 'bytes']);
  });

  it('ends at once when told to, with what it has', async () => {
    const queue = cluster.queues[0];
    if (queue === undefined) throw new Error('no queue');
    for (let n = 0; n < 30; n++) cluster.store(queue, n);
    const stop = new AbortController();
    const result = await browseQueue(cluster.client, queue, 0, {
      signal: stop.signal,
      onProgress: ({ rows }) => {
        if (rows >= 10) stop.abort();
      },
    });
    expect([result.cut, result.messages.length, result.windows[0]?.to]).toEqual(['cancelled', 15, 15]);
  });

  it('reads the other queues when a broker is gone, and says which', async () => {
    for (const queue of cluster.queues) cluster.store(queue, 1);
    cluster.transport.down.add('b:1');
    const result = await browseNewest(cluster.client, 't');
    expect(texts(result)).toEqual(['a1:0', 'a0:0']);
    expect(result.windows.map(({ error }) => error?.code)).toEqual([
      undefined,
      undefined,
      'CONNECT',
      'CONNECT',
    ]);
    const gone = new FakeCluster();
    gone.transport.down.add('a:1').add('b:1');
    await expect(browseNewest(gone.client, 't')).rejects.toBeInstanceOf(GantryError);
  });

  it('filters by the exact tag: the broker knows its hash only', async () => {
    const queue = cluster.queues[0];
    if (queue === undefined) throw new Error('no queue');
    for (const tag of ['Aa', 'BB']) cluster.store(queue, 1, { properties: [['TAGS', tag]] });
    expect(texts(await browseQueue(cluster.client, queue, 0, { tagPattern: 'BB' }))).toEqual(['a0:1']);
  });
});
