import { Buffer } from 'node:buffer';
import { afterEach, describe, expect, it } from 'vitest';
import { FakeCluster } from '../../admin/fake-cluster.ts';
import type { ManualClock } from '../../clock.ts';
import { type HostClock, systemClock } from '../../clock.ts';
import type { BrowseRange, BrowseView } from '../../contract/browse.ts';
import { GantryError } from '../../model/error.ts';
import type { BrowseLimits } from './browse-rows.ts';
import { BrowseSession } from './browse-session.ts';
import { startSearchWorker } from './search/search-thread.ts';

const open: BrowseSession[] = [];
afterEach(() => {
  for (const session of open.splice(0)) session.close();
});

interface Wanted {
  range?: BrowseRange;
  limits?: Partial<BrowseLimits>;
  clock?: HostClock;
  follow?: boolean;
}

/** A browse of the cluster's topic, told of by its views. */
function browse(cluster: FakeCluster, { range, limits, clock, follow }: Wanted = {}) {
  const waiting = new Set<() => void>();
  const session = new BrowseSession({
    browseId: 1,
    profileId: 'p',
    windowId: 'w',
    topic: 't',
    range: range ?? { kind: 'newest', rows: 10 },
    limits: { maxRows: 1_000, maxBytes: 1_000_000, ...limits },
    client: cluster.client,
    clock: clock ?? systemClock,
    startSearch: () => startSearchWorker(undefined),
    onChanged: () => {
      for (const look of [...waiting]) look();
    },
  });
  open.push(session);
  if (follow === true) session.follow(true);
  const when = (ok: (view: BrowseView) => boolean): Promise<BrowseView> =>
    new Promise((resolve) => {
      const look = (): void => {
        const view = session.view();
        if (!ok(view)) return;
        waiting.delete(look);
        resolve(view);
      };
      waiting.add(look);
      look();
    });
  session.start();
  return { session, when, read: () => when(({ reading }) => !reading) };
}

/** Messages 0 to n - 1, dealt to the four queues, stored at 1,000 + n. */
function filled(count: number): FakeCluster {
  const cluster = new FakeCluster();
  for (let at = 0; at < count; at++) store(cluster, at);
  return cluster;
}

function store(cluster: FakeCluster, at: number, body = `m${at}`): void {
  const queue = cluster.queues[at % 4];
  if (queue !== undefined) cluster.store(queue, 1_000 + at, { body: Buffer.from(body) });
}

/** The cluster's own answer to a request. */
function answerOf({ transport }: FakeCluster, request: string) {
  const answer = transport.answers[request];
  if (typeof answer !== 'function') throw new Error(`${request} is not scripted`);
  return answer;
}
const pullOf = (cluster: FakeCluster) => answerOf(cluster, 'PULL_MESSAGE');

function shown(session: BrowseSession): string[] {
  return session.rows.page(session.view().first, 400).rows.map(({ preview }) => preview);
}

const names = (...numbers: number[]): string[] => numbers.map((number) => `m${number}`);

describe('BrowseSession', () => {
  it('reads the newest rows, then older ones until there are none', async () => {
    const { session, read } = browse(filled(23));
    expect(await read()).toMatchObject({ count: 10, stored: 23, cut: 'asked', canReadMore: true });
    expect(shown(session)).toEqual(names(22, 21, 20, 19, 18, 17, 16, 15, 14, 13));
    const [top] = session.rows.page(session.view().first, 1).rows;
    session.more(500);
    const view = await read();
    expect(view).toMatchObject({ count: 23, canReadMore: false, layout: 0 });
    expect(view.cut).toBeUndefined();
    expect(shown(session).slice(-2)).toEqual(names(1, 0));
    expect(session.rows.positionOf(top?.seq ?? 0)).toBe(view.first);
    expect(view.windows.map(({ from, to }) => [from, to])).toEqual([
      [0, 6],
      [0, 6],
      [0, 6],
      [0, 5],
    ]);
  });

  it('reads from a time and from an offset on, oldest first', async () => {
    const timed = browse(filled(23), { range: { kind: 'time', fromMs: 1_005, toMs: 1_012, rows: 3 } });
    expect(await timed.read()).toMatchObject({ cut: 'asked' });
    expect(shown(timed.session)).toEqual(names(5, 6, 7));
    timed.session.more(100);
    await timed.read();
    expect(shown(timed.session)).toEqual(names(5, 6, 7, 8, 9, 10, 11, 12));
    expect(() => timed.session.follow(true)).toThrow(/noFollow/);
    const range = { kind: 'offset', brokerName: 'a', queueId: 1, fromOffset: 3, rows: 100 } as const;
    const placed = browse(filled(23), { range });
    await placed.read();
    expect(shown(placed.session)).toEqual(names(13, 17, 21));
  });

  it('stops at its limits and says which', async () => {
    const rows = browse(filled(23), { range: { kind: 'newest', rows: 100 }, limits: { maxRows: 7 } });
    expect(await rows.read()).toMatchObject({ count: 7, cut: 'rows', canReadMore: false });
    const bytes = browse(filled(23), { range: { kind: 'newest', rows: 100 }, limits: { maxBytes: 12 } });
    const view = await bytes.read();
    expect(view).toMatchObject({ cut: 'bytes', canReadMore: false });
    expect(view.count).toBeLessThan(8);
  });

  it('tells why nothing could be read, and reads what can be', async () => {
    const cluster = filled(23);
    cluster.transport.answers.GET_MAX_OFFSET = new GantryError('TIMEOUT', { params: { timeoutMs: 3_000 } });
    expect(await browse(cluster).read()).toMatchObject({ count: 0, error: { code: 'TIMEOUT' } });
    const half = filled(23);
    const pull = pullOf(half);
    half.transport.answers.PULL_MESSAGE = (request, address) =>
      address === 'b:1' ? new GantryError('CONNECT', { params: { address } }) : pull(request, address);
    const { session, read } = browse(half, { range: { kind: 'newest', rows: 100 } });
    const view = await read();
    expect(view.count).toBe(12);
    expect(view.canReadMore).toBe(true);
    expect(view.windows.filter(({ error }) => error?.code === 'CONNECT').length).toBe(2);
    half.transport.answers.PULL_MESSAGE = pull;
    session.more(100);
    const whole = await read();
    expect(whole.count).toBe(23);
    expect(whole.windows.some(({ error }) => error !== undefined)).toBe(false);
    expect(shown(session)).toEqual(names(...Array.from({ length: 23 }, (_, index) => 22 - index)));
  });

  it('ends a reading at once when cancelled, and goes on where it was, each row once', async () => {
    const cluster = filled(60);
    const { session, when, read } = browse(cluster, { range: { kind: 'newest', rows: 1 } });
    await read();
    const { transport } = cluster;
    const invoke = transport.invoke.bind(transport);
    transport.invoke = () => new Promise(() => undefined);
    session.more(500);
    await when(({ reading }) => reading);
    session.cancel();
    expect(await read()).toMatchObject({ cut: 'cancelled', canReadMore: true });
    transport.invoke = invoke;
    session.more(500);
    await read();
    expect(shown(session)).toEqual(names(...Array.from({ length: 60 }, (_, index) => 59 - index)));
  });

  it('follows without a group; the oldest rows make room and are counted', async () => {
    const cluster = filled(8);
    const clock = cluster.client.clock as ManualClock;
    const { session } = browse(cluster, { limits: { maxRows: 8 }, clock, follow: true });
    await clock.advance(200);
    expect(session.view()).toMatchObject({ count: 8, following: true, dropped: 0 });
    for (let at = 8; at < 11; at++) store(cluster, at);
    await clock.advance(1_100);
    expect(session.view()).toMatchObject({ count: 8, dropped: 3 });
    expect(shown(session)).toEqual(names(10, 9, 8, 7, 6, 5, 4, 3));
    session.follow(false);
    store(cluster, 11);
    await clock.advance(5_000);
    expect(session.view()).toMatchObject({ following: false, dropped: 3 });
    for (const { extFields } of cluster.requests('PULL_MESSAGE'))
      expect(extFields).toMatchObject({ consumerGroup: 'TOOLS_CONSUMER', commitOffset: '0' });
    expect(cluster.requests('UPDATE_CONSUMER_OFFSET')).toEqual([]);
  });

  it('follows again after a broker failed, with the error shown meanwhile', async () => {
    const cluster = filled(8);
    const clock = cluster.client.clock as ManualClock;
    const { session } = browse(cluster, { clock, follow: true });
    await clock.advance(200);
    const pull = pullOf(cluster);
    cluster.transport.answers.PULL_MESSAGE = new GantryError('CLOSED');
    await clock.advance(2_000);
    expect(session.view().windows.every(({ error }) => error?.code === 'CLOSED')).toBe(true);
    cluster.transport.answers.PULL_MESSAGE = pull;
    store(cluster, 8);
    await clock.advance(2_000);
    expect(session.view()).toMatchObject({ count: 9 });
    expect(session.view().windows.some(({ error }) => error !== undefined)).toBe(false);
  });

  it('follows what could not be opened, and what is new in the topic, once it is there', async () => {
    const cluster = filled(8);
    const clock = cluster.client.clock as ManualClock;
    cluster.transport.down.add('b:1');
    const { session } = browse(cluster, { clock, follow: true });
    await clock.advance(6_000);
    expect(session.view().windows.filter(({ error }) => error?.code === 'CONNECT')).toHaveLength(2);
    expect(session.view().count).toBe(4);
    cluster.transport.down.delete('b:1');
    const grown = cluster.addQueue();
    await cluster.client.routes.refresh('t');
    for (let at = 8; at < 23; at++) cluster.store(grown, 1_000 + at);
    await clock.advance(6_000);
    expect(session.view().windows.some(({ error }) => error !== undefined)).toBe(false);
    // Of each queue the newest ten, as was asked for.
    expect(session.view().count).toBe(4 + 4 + 10);
    cluster.store(grown, 1_023);
    await clock.advance(1_100);
    expect(session.view().count).toBe(4 + 4 + 11);
  });

  it('opens what could not be opened when it is to be followed, each second, with the error shown meanwhile', async () => {
    const cluster = filled(8);
    const clock = cluster.client.clock as ManualClock;
    const answer = answerOf(cluster, 'GET_MAX_OFFSET');
    cluster.transport.answers.GET_MAX_OFFSET = new GantryError('CONNECT', { params: { address: 'a:1' } });
    const { session } = browse(cluster, { clock });
    await clock.advance(200);
    const down = { count: 0, reading: false, error: { code: 'CONNECT' } };
    expect(session.view()).toMatchObject({ ...down, following: false });
    session.follow(true);
    await clock.advance(3_500);
    expect(session.view()).toMatchObject({ ...down, following: true });
    cluster.transport.answers.GET_MAX_OFFSET = answer;
    await clock.advance(1_100);
    store(cluster, 8);
    await clock.advance(1_100);
    expect(session.view()).toMatchObject({ count: 9, following: true });
    expect(session.view().error).toBeUndefined();
  });

  it('does not try on when following is switched off, or the first reading cancelled', async () => {
    const cluster = filled(8);
    const clock = cluster.client.clock as ManualClock;
    const tries = (): number => cluster.requests('GET_MAX_OFFSET').length;
    cluster.transport.answers.GET_MAX_OFFSET = new GantryError('CONNECT', { params: { address: 'a:1' } });
    for (const end of [
      (session: BrowseSession) => session.follow(false),
      (session: BrowseSession) => session.cancel(),
      (session: BrowseSession) => session.close(),
    ]) {
      const { session } = browse(cluster, { clock, follow: true });
      await clock.advance(1_500);
      end(session);
      const before = tries();
      expect(session.view().following).toBe(false);
      await clock.advance(5_000);
      expect(tries()).toBe(before);
    }
  });

  it('follows after a first reading that was cancelled', async () => {
    const cluster = filled(8);
    const clock = cluster.client.clock as ManualClock;
    // The route is known already: what hangs is the broker.
    browse(cluster, { clock });
    await clock.advance(200);
    const { transport } = cluster;
    const invoke = transport.invoke.bind(transport);
    transport.invoke = () => new Promise(() => undefined);
    const { session } = browse(cluster, { clock });
    session.cancel();
    await clock.advance(200);
    expect(session.view()).toMatchObject({ cut: 'cancelled', reading: false });
    transport.invoke = invoke;
    session.follow(true);
    await clock.advance(200);
    store(cluster, 8);
    await clock.advance(1_100);
    expect(session.view()).toMatchObject({ count: 9, following: true });
  });

  it('filters what is there and what arrives, and refuses a filter it cannot read', async () => {
    const cluster = filled(20);
    const { session, when, read } = browse(cluster, { range: { kind: 'newest', rows: 100 } });
    await read();
    session.rows.filter('body~"m1\\d"');
    const view = await when(({ filter }) => filter?.state === 'done');
    expect(view).toMatchObject({ filtered: 10, count: 20, filter: { matched: 10, searched: 20 } });
    expect(shown(session)).toEqual(names(19, 18, 17, 16, 15, 14, 13, 12, 11, 10));
    expect(() => session.rows.filter('colour:red')).toThrow(/filter/);
    expect(session.view().filter?.text).toBe('body~"m1\\d"');
    session.follow(true);
    store(cluster, 20, 'm1!');
    store(cluster, 21, 'm15');
    await when(({ count, filter }) => count === 22 && filter?.state === 'done');
    expect(shown(session)[0]).toBe('m15');
    session.rows.sort('oldestFirst');
    expect(shown(session)).toEqual([...names(10, 11, 12, 13, 14, 15, 16, 17, 18, 19), 'm15']);
    session.rows.filter('');
    expect(session.view()).toMatchObject({ filtered: 22 });
    expect(session.view().filter).toBeUndefined();
  });

  it('reads a body again that was not kept, unless another message lies there now', async () => {
    const cluster = new FakeCluster();
    const large = 'x'.repeat(4 * 1024 * 1024 + 1);
    store(cluster, 0, large);
    const { session, read } = browse(cluster);
    expect(await read()).toMatchObject({ count: 1, bodiesNotKept: 1 });
    expect((await session.message(1)).body.length).toBe(large.length);
    const [queue] = cluster.queues;
    if (queue !== undefined) cluster.minOffsets.set(`${queue.topic}\u0000a\u00000`, 1);
    await expect(session.message(1)).rejects.toMatchObject({ data: { params: { rule: 'notStored' } } });
    await expect(session.message(2)).rejects.toMatchObject({ data: { params: { rule: 'unknownId' } } });
  });
});
