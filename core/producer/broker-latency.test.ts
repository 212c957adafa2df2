import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { avoidMs, BrokerLatency, FAILED_LATENCY_MS, usableQueues } from './broker-latency.ts';
import { queuesOf } from './fake-client.ts';

const QUEUES = queuesOf(1, 'a', 'b');
const [A, B] = QUEUES;

describe('avoidMs', () => {
  it.each([
    [0, 0],
    [549, 0],
    [550, 2_000],
    [1_799, 2_000],
    [1_800, 5_000],
    [3_000, 6_000],
    [5_000, 10_000],
    [FAILED_LATENCY_MS, 10_000],
    [14_999, 10_000],
    [15_000, 30_000],
  ])('of %d ms is %d ms', (latencyMs, ms) => {
    expect(avoidMs(latencyMs)).toBe(ms);
  });
});

describe('usableQueues', () => {
  it('leaves those out whose broker is to be left alone, until its time', () => {
    expect(usableQueues(QUEUES, new Map([['a', 10]]), 9)).toEqual([B]);
    expect(usableQueues(QUEUES, new Map([['a', 10]]), 10)).toEqual([A, B]);
  });

  it('gives all rather than none', () => {
    const all = new Map([
      ['a', 10],
      ['b', 20],
    ]);
    expect(usableQueues(QUEUES, all, 0)).toEqual(QUEUES);
  });
});

describe('BrokerLatency', () => {
  it('forgives a broker that answers promptly again', () => {
    const clock = new ManualClock();
    const latency = new BrokerLatency(clock);
    latency.took('a', FAILED_LATENCY_MS);
    expect(latency.usable(QUEUES)).toEqual([B]);
    latency.took('a', 3);
    expect(latency.usable(QUEUES)).toEqual(QUEUES);
  });

  it('forgets by the clock', async () => {
    const clock = new ManualClock();
    const latency = new BrokerLatency(clock);
    latency.took('a', 600);
    await clock.advance(1_999);
    expect(latency.usable(QUEUES)).toEqual([B]);
    await clock.advance(1);
    expect(latency.usable(QUEUES)).toEqual(QUEUES);
  });
});
