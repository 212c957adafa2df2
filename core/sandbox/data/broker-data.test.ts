import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import { TRANSACTION } from '../../protocol/requests/transaction.ts';
import { BrokerClock } from '../broker-clock.ts';
import { HALF_TOPIC } from '../names.ts';
import type { BrokerState } from '../state/broker-state.ts';
import { createState } from '../state/create-state.ts';
import { testMessage } from '../store/test-message.ts';
import { BrokerData } from './broker-data.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'gantry-data-')), 'sandbox');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

interface Run {
  state: BrokerState;
  data: BrokerData;
  host: ManualClock;
  /** As a kill: what was in the air is gone. */
  stop(): void;
}

function run({ startMs = 1_000_000, maxStoreBytes }: { startMs?: number; maxStoreBytes?: number } = {}): Run {
  const host = new ManualClock(startMs);
  const data = new BrokerData(folder, 2_000);
  const clock = new BrokerClock(host, 1, data.lastStoreMs);
  const state = createState(
    { host, clock, ...(maxStoreBytes === undefined ? {} : { maxStoreBytes }) },
    '127.0.0.1:10911',
  );
  data.attach(state);
  return { state, data, host, stop: () => state.delay.stop() };
}

async function flushed(): Promise<void> {
  await Promise.resolve();
}

describe('BrokerData', () => {
  it('keeps topics, groups, offsets and messages over an orderly restart', async () => {
    const first = run();
    first.state.topics.ensure('T', 3);
    first.state.groupConfigs.find('g');
    first.state.committed.set('g', 'T', 1, 7);
    const record = first.state.store.append(
      testMessage({ queueId: 2, body: 'kept', properties: { KEYS: 'k', TAGS: 'a' } }),
    );
    first.data.close(first.state);
    const { state, data } = run();
    expect(data.damage).toBeUndefined();
    expect(state.topics.get('T')?.writeQueueNums).toBe(3);
    expect(state.groupConfigs.has('g')).toBe(true);
    expect(state.committed.get('g', 'T', 1)).toBe(7);
    const kept = state.store.queue('T', 2)?.at(0);
    expect(kept).toEqual({ ...record, queue: kept?.queue });
    expect(state.store.findByKey('T', 'k', 1, 0, Number.MAX_SAFE_INTEGER)).toEqual([kept]);
    expect(state.store.append(testMessage({ queueId: 2 }))).toMatchObject({
      queueOffset: 1,
      commitLogOffset: record.bytes.length,
    });
  });

  it('has what was answered after a kill, its topic with it, and offsets a second old', async () => {
    const first = run();
    first.state.topics.ensure('new', 1);
    first.state.store.append(testMessage({ topic: 'new' }));
    await flushed();
    first.state.committed.set('g', 'new', 0, 1);
    await first.host.advance(1_000);
    first.state.committed.set('g', 'new', 0, 2);
    first.stop();
    const { state } = run();
    expect(state.topics.get('new')).toBeDefined();
    expect(state.store.maxOffset('new', 0)).toBe(1);
    expect(state.committed.get('g', 'new', 0)).toBe(1);
  });

  it('cuts off half a message, says so, and goes on', async () => {
    const first = run();
    first.state.store.append(testMessage({ body: 'whole' }));
    await flushed();
    first.stop();
    const log = join(folder, readdirSync(folder).find((name) => name.endsWith('.log')) ?? '');
    appendFileSync(log, Buffer.from([0, 0, 1, 0, 9, 9]));
    const second = run();
    expect(second.data.damage).toMatch(/the last 6 bytes were no whole message and were cut off\.$/);
    second.state.store.append(testMessage({ body: 'after' }));
    await flushed();
    second.stop();
    expect(run().state.store.maxOffset('T', 0)).toBe(2);
  });

  it('goes on waiting with half messages and messages for a time of their own', async () => {
    const first = run();
    first.state.delay.put(testMessage({ properties: { TIMER_DELAY_SEC: '100' } }));
    const prepare = (body: string) =>
      first.state.transactions.prepare(testMessage({ body, properties: { TRAN_MSG: 'true', PGROUP: 'p' } }));
    const [ended, open] = [prepare('ended'), prepare('open')].map((half) => ({
      producerGroup: 'p',
      tranStateTableOffset: half.queueOffset,
      commitLogOffset: half.commitLogOffset,
      commitOrRollback: TRANSACTION.commit,
    }));
    if (ended !== undefined) first.state.transactions.end(ended);
    await flushed();
    first.stop();
    const second = run({ startMs: first.host.now() });
    expect(second.state.store.maxOffset('T', 0)).toBe(1);
    if (open !== undefined) second.state.transactions.end(open);
    await second.host.advance(100_000);
    expect(second.state.store.maxOffset('T', 0)).toBe(3);
    // The one that was ended is looked at no more.
    expect(second.state.store.maxOffset(HALF_TOPIC, 0)).toBe(2);
  });

  it('delivers a delayed message once, before or after the restart', async () => {
    const first = run();
    for (const level of ['1', '2']) first.state.delay.put(testMessage({ properties: { DELAY: level } }));
    await first.host.advance(1_000);
    expect(first.state.store.maxOffset('T', 0)).toBe(1);
    first.stop();
    const second = run({ startMs: first.host.now() });
    await second.host.advance(3_999);
    expect(second.state.store.maxOffset('T', 0)).toBe(1);
    await second.host.advance(1);
    expect(second.state.store.maxOffset('T', 0)).toBe(2);
    second.stop();
    const third = run({ startMs: second.host.now() });
    await third.host.advance(60_000);
    expect(third.state.store.maxOffset('T', 0)).toBe(2);
  });

  it('knows that a topic was deleted and began at 0 again', async () => {
    const first = run();
    for (let n = 0; n < 3; n++) first.state.store.append(testMessage());
    first.state.store.deleteTopic('T');
    first.state.store.append(testMessage({ queueId: 1 }));
    await flushed();
    first.stop();
    const { store } = run().state;
    expect([store.maxOffset('T', 0), store.maxOffset('T', 1)]).toEqual([0, 1]);
  });

  it('forgets on disk what it forgets in memory, and keeps the offsets', async () => {
    const first = run({ maxStoreBytes: 3_000 });
    for (let n = 0; n < 200; n++) {
      first.state.store.append(testMessage());
      await flushed();
    }
    const { store } = first.state;
    const offsets = [store.minOffset('T', 0), store.maxOffset('T', 0)];
    expect(offsets[0]).toBeGreaterThan(100);
    expect(readdirSync(folder).length).toBeLessThan(6);
    first.stop();
    const again = run({ maxStoreBytes: 3_000 }).state.store;
    expect([again.minOffset('T', 0), again.maxOffset('T', 0)]).toEqual(offsets);
  });

  it('does not let broker time go back behind the last message', async () => {
    const first = run({ startMs: 9_000_000 });
    first.state.store.append(testMessage());
    first.data.close(first.state);
    expect(run({ startMs: 1_000_000 }).state.clock.now()).toBe(9_000_000);
  });
});
