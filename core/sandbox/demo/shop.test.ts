import { expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import { seededRandom } from '../random.ts';
import { createState } from '../state/create-state.ts';
import { DEMO_TOPICS, newShop, ORDER_TOPIC, PAYMENT_TOPIC, TIMEOUT_TOPIC } from './shop.ts';
import { startTraffic } from './traffic.ts';

it('tells each order from its creation to its end, under one key', () => {
  const next = newShop(seededRandom(1));
  const messages = Array.from({ length: 400 }, (_, n) => next(n));
  const ofOrder = messages.slice(0, 4);
  expect(new Set(ofOrder.map(({ key }) => key)).size).toBe(1);
  expect(ofOrder.map(({ topic }) => topic)).toEqual([ORDER_TOPIC, TIMEOUT_TOPIC, PAYMENT_TOPIC, ORDER_TOPIC]);
  expect(new Set(messages.map(({ tag }) => tag))).toEqual(
    new Set(['created', 'check', 'success', 'failed', 'shipped', 'cancelled']),
  );
  expect(messages.every(({ key, body }) => body.orderId === key)).toBe(true);
});

it('puts a message now and then on its topics until it is stopped', async () => {
  const host = new ManualClock();
  const state = createState({ host }, '127.0.0.1:10911');
  const stop = startTraffic([state], host);
  const stored = (): number =>
    DEMO_TOPICS.reduce(
      (sum, { name, queues }) =>
        sum +
        Array.from({ length: queues }, (_, id) => state.store.maxOffset(name, id)).reduce((a, b) => a + b),
      0,
    );
  await host.advance(60_000);
  const inOneMinute = stored();
  expect(inOneMinute).toBeGreaterThan(40);
  expect(inOneMinute).toBeLessThan(120);
  stop();
  await host.advance(61_000);
  const landed = stored();
  await host.advance(60_000);
  expect(stored()).toBe(landed);
  state.delay.stop();
});
