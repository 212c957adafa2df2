import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import { decodeMessages } from '../../protocol/message-codec.ts';
import { propertyOf } from '../../protocol/properties-codec.ts';
import { BrokerClock } from '../broker-clock.ts';
import { TIMER_TOPIC } from '../names.ts';
import { DelayQueue } from './delay.ts';
import { MessageStore } from './message-store.ts';
import type { StoredRecord } from './stored-record.ts';
import { testMessage } from './test-message.ts';

const START_MS = 1_700_000_000_000;

function rig(hasTimers = true) {
  const host = new ManualClock(START_MS);
  const clock = new BrokerClock(host);
  const store = new MessageStore({ clock, storeHost: '127.0.0.1:10911' });
  const delivered: StoredRecord[] = [];
  store.onAppended((record) => {
    if (record.topic !== TIMER_TOPIC) delivered.push(record);
  });
  const delay = new DelayQueue(host, clock, store, { hasTimers: () => hasTimers });
  const put = (properties: Record<string, string>) => delay.put(testMessage({ queueId: 1, properties }));
  return { host, delivered, put };
}

function property(record: StoredRecord | undefined, name: string): string | undefined {
  const [message] = decodeMessages(record?.bytes ?? Buffer.alloc(0), 'b');
  return propertyOf(message?.properties ?? [], name);
}

describe('a message with a time of its own', () => {
  it.each([
    ['TIMER_DELAY_SEC', '4', 4_000],
    ['TIMER_DELAY_MS', '4000', 4_000],
    ['TIMER_DELAY_MS', '3100', 4_000],
    ['TIMER_DELIVER_MS', String(START_MS + 3_001), 4_000],
  ])('%s=%s comes after whole seconds, never early', async (name, value, dueMs) => {
    const { host, delivered, put } = rig();
    expect(put({ [name]: value })).toMatchObject({ topic: TIMER_TOPIC, queueId: 0 });
    await host.advance(dueMs - 1);
    expect(delivered).toEqual([]);
    await host.advance(1);
    expect(delivered).toMatchObject([{ topic: 'T', queueId: 1, storeTimestamp: START_MS + dueMs }]);
    expect(property(delivered[0], 'TIMER_OUT_MS')).toBe(String(START_MS + dueMs - 1_000));
    expect(property(delivered[0], 'TIMER_ENQUEUE_MS')).toBe(String(START_MS));
    expect(property(delivered[0], 'TIMER_DEQUEUE_MS')).toBe(String(START_MS + dueMs));
  });

  it('is stored at once when its moment is over', () => {
    const { delivered, put } = rig();
    put({ TIMER_DELIVER_MS: String(START_MS) });
    expect(delivered).toMatchObject([{ topic: 'T', queueId: 1 }]);
    expect(property(delivered[0], 'REAL_TOPIC')).toBe('');
  });

  it('has waited enough once it has waited', async () => {
    const { delivered, put } = rig();
    put({ TIMER_DELAY_MS: '4000', TIMER_OUT_MS: String(START_MS - 1_000) });
    expect(delivered).toHaveLength(1);
  });

  it('goes by its delay level when it has both', async () => {
    const { host, delivered, put } = rig();
    put({ TIMER_DELAY_MS: '60000', DELAY: '1' });
    await host.advance(1_000);
    const [, later] = delivered;
    expect([property(later, 'DELAY'), property(later, 'TIMER_DELAY_MS')]).toEqual(['1', '']);
  });

  it.each([
    ['TIMER_DELAY_MS', 'soon'],
    ['TIMER_DELIVER_MS', String(START_MS + 259_200_001)],
  ])('%s=%s is refused', (name, value) => {
    const { delivered, put } = rig();
    expect(() => put({ [name]: value })).toThrow(/timer message illegal/);
    expect(delivered).toEqual([]);
  });

  it('is refused where there are no timers', () => {
    expect(() => rig(false).put({ TIMER_DELAY_MS: '1' })).toThrow(/timerWheelEnable is false/);
  });
});
