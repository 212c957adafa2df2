import { expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import { DELAY_LEVELS, parseDelayLevels } from '../../model/delay.ts';
import { SCHEDULE_TOPIC } from '../../model/names.ts';
import { BrokerClock } from '../broker-clock.ts';
import { DelayQueue } from './delay.ts';
import { MessageStore } from './message-store.ts';
import type { StoredRecord } from './stored-record.ts';
import { testMessage } from './test-message.ts';

const HOST_MS_LATE = 20;

function rig(rate: number, levels = DELAY_LEVELS) {
  const host = new ManualClock();
  const clock = new BrokerClock(host, rate);
  const store = new MessageStore({ clock, storeHost: '127.0.0.1:10911' });
  const landed: StoredRecord[] = [];
  store.onAppended((record) => {
    if (record.topic !== SCHEDULE_TOPIC) landed.push(record);
  });
  const delay = new DelayQueue(host, clock, store, { levels });
  const put = (level: number): StoredRecord =>
    delay.put(testMessage({ properties: { DELAY: String(level), KEYS: String(level) } }));
  return { host, landed, put };
}

it('lands all 18 levels at ×60 within 121 s of host time, each within 20 ms of it', async () => {
  const { host, landed, put } = rig(60);
  const dueMs = new Map(DELAY_LEVELS.map(({ level, ms }) => [String(level), put(level).storeTimestamp + ms]));
  await host.advance(121_000);
  expect(landed.map(({ keys }) => keys[0])).toEqual([...dueMs.keys()]);
  for (const { keys, storeTimestamp } of landed) {
    const lateMs = (storeTimestamp - (dueMs.get(keys[0] ?? '') ?? 0)) / 60;
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(HOST_MS_LATE);
  }
});

it('has the levels it is given; one above the highest is the highest', async () => {
  const { host, landed, put } = rig(1, parseDelayLevels('2s 3s'));
  for (const level of [1, 2, 9]) put(level);
  await host.advance(2_000);
  expect(landed.length).toBe(1);
  await host.advance(1_000);
  expect(landed.length).toBe(3);
});
