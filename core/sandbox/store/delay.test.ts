import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import { SCHEDULE_TOPIC } from '../../model/names.ts';
import { decodeMessages } from '../../protocol/message-codec.ts';
import { propertyOf } from '../../protocol/properties-codec.ts';
import { BrokerClock } from '../broker-clock.ts';
import { Refusal } from '../dispatch/reply.ts';
import { DelayQueue } from './delay.ts';
import { MessageStore } from './message-store.ts';
import type { NewMessage, StoredRecord } from './stored-record.ts';
import { testMessage } from './test-message.ts';

function makeDelay({ rate = 1, maxBytes }: { rate?: number; maxBytes?: number } = {}) {
  const host = new ManualClock();
  const clock = new BrokerClock(host, rate);
  const store = new MessageStore({ clock, storeHost: '127.0.0.1:10911', maxBytes });
  const delivered: StoredRecord[] = [];
  store.onAppended((record) => {
    if (record.topic !== SCHEDULE_TOPIC) delivered.push(record);
  });
  return { host, clock, store, delivered, delay: new DelayQueue(host, clock, store) };
}

const atLevel = (level: number | string, body = 'later'): NewMessage =>
  testMessage({ body, queueId: 2, properties: { UNIQ_KEY: 'U', DELAY: String(level) } });
const bodies = (records: readonly StoredRecord[]): string[] =>
  records.map(({ bytes }) => Buffer.from(decodeMessages(bytes, 'b')[0]?.body ?? []).toString());

describe('DelayQueue', () => {
  it('stores a message without a level at once', () => {
    const { delay, delivered } = makeDelay();
    for (const message of [testMessage(), atLevel(0), atLevel(-1)]) delay.put(message);
    expect(delivered).toHaveLength(3);
  });

  it('keeps one with a level on the schedule topic until it is due, then stores it anew', async () => {
    const { delay, delivered, host } = makeDelay();
    const waiting = delay.put(atLevel(2));
    expect([waiting.topic, waiting.queueId, waiting.queueOffset]).toEqual([SCHEDULE_TOPIC, 1, 0]);
    await host.advance(4_999);
    expect(delivered).toHaveLength(0);
    await host.advance(1);
    const [record] = delivered;
    expect(record).toMatchObject({ topic: 'T', queueId: 2, storeTimestamp: host.now(), uniqueKey: 'U' });
    const [message] = decodeMessages(record?.bytes ?? Buffer.alloc(0), 'b');
    const property = (name: string) => propertyOf(message?.properties ?? [], name);
    expect([property('DELAY'), property('REAL_TOPIC'), property('REAL_QID')]).toEqual(['2', 'T', '2']);
    await host.advance(100_000);
    expect(delivered).toHaveLength(1);
  });

  it('takes a level above the highest as the highest', async () => {
    const { delay, delivered, host } = makeDelay();
    expect(delay.put(atLevel(99)).queueId).toBe(17);
    await host.advance(2 * 3_600_000 - 1);
    expect(delivered).toHaveLength(0);
    await host.advance(1);
    expect(delivered).toHaveLength(1);
  });

  it('refuses a level that is no number, and stores nothing', () => {
    const { delay, store } = makeDelay();
    expect(() => delay.put(atLevel('abc'))).toThrow(Refusal);
    expect(store.maxCommitLogOffset).toBe(0);
  });

  it('delivers in order of due time, then of arrival', async () => {
    const { delay, delivered, host } = makeDelay();
    delay.put(atLevel(3, 'ten'));
    delay.put(atLevel(2, 'five'));
    await host.advance(5_000);
    delay.put(atLevel(2, 'ten too'));
    delay.put(atLevel(1, 'six'));
    await host.advance(60_000);
    expect(bodies(delivered)).toEqual(['five', 'six', 'ten', 'ten too']);
  });

  it('follows the broker’s clock, also when its rate changes meanwhile', async () => {
    const { delay, delivered, clock, host } = makeDelay({ rate: 60 });
    delay.put(atLevel(5));
    await host.advance(500);
    clock.setRate(0);
    await host.advance(1_000_000);
    expect(delivered).toHaveLength(0);
    clock.setRate(10);
    await host.advance(2_999);
    expect(delivered).toHaveLength(0);
    await host.advance(1);
    expect(delivered).toHaveLength(1);
  });

  it('loses none whose record the store has dropped', async () => {
    const { delay, delivered, store, host } = makeDelay({ maxBytes: 500 });
    delay.put(atLevel(1, 'survivor'));
    for (let n = 0; n < 20; n++) store.append(testMessage({ topic: 'flood' }));
    expect(store.queue(SCHEDULE_TOPIC, 0)?.first).toBe(1);
    await host.advance(1_000);
    expect(bodies(delivered.slice(-1))).toEqual(['survivor']);
  });

  it('takes no more than fits, and more again once some were delivered', async () => {
    const { host, clock, store } = makeDelay();
    const delay = new DelayQueue(host, clock, store, { maxWaitingBytes: 1_000 });
    delay.put(atLevel(1, 'x'.repeat(800)));
    expect(() => delay.put(atLevel(1, 'x'.repeat(800)))).toThrow(Refusal);
    await host.advance(1_000);
    expect(delay.put(atLevel(1, 'x'.repeat(800))).queueOffset).toBe(1);
  });

  it('delivers nothing more once stopped', async () => {
    const { delay, delivered, clock, host } = makeDelay();
    delay.put(atLevel(1));
    delay.stop();
    clock.setRate(60);
    await host.advance(10_000);
    expect(delivered).toHaveLength(0);
  });
});
