import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { BrokerClock } from './broker-clock.ts';

const START = 1_000_000;

/** A host clock that can be set to anything. */
function settableHost() {
  const host = new ManualClock(START);
  let shiftMs = 0;
  const clock = {
    now: () => host.now() + shiftMs,
    monotonic: () => host.monotonic(),
    setTimeout: host.setTimeout.bind(host),
    setInterval: host.setInterval.bind(host),
  };
  return { clock, shift: (ms: number) => (shiftMs += ms) };
}

describe('BrokerClock', () => {
  it('begins at host time and runs at its rate', async () => {
    const host = new ManualClock(START);
    const clock = new BrokerClock(host, 60);
    expect(clock.now()).toBe(START);
    await host.advance(1_000);
    expect(clock.now()).toBe(START + 60_000);
  });

  it('steps ahead, paused or not, tells so, and never steps back', async () => {
    const host = new ManualClock(START);
    const clock = new BrokerClock(host, 0);
    let told = 0;
    clock.onChange(() => told++);
    clock.step(1_000);
    expect([clock.now(), told]).toEqual([START + 1_000, 1]);
    expect([clock.hostMsUntil(START + 1_000), clock.hostMsUntil(START + 1_001)]).toEqual([0, Infinity]);
    clock.step(-5_000);
    expect(clock.now()).toBe(START + 1_000);
    clock.setRate(10);
    await host.advance(100);
    clock.step(500);
    expect(clock.now()).toBe(START + 2_500);
  });

  it('does not begin before what an earlier run had reached', () => {
    const host = new ManualClock(START);
    expect(new BrokerClock(host, 1, START + 5_000).now()).toBe(START + 5_000);
    expect(new BrokerClock(host, 1, START - 5_000).now()).toBe(START);
  });

  it('is continuous when the rate changes, and stands while it is 0', async () => {
    const host = new ManualClock(START);
    const clock = new BrokerClock(host);
    await host.advance(500);
    clock.setRate(10);
    expect(clock.now()).toBe(START + 500);
    await host.advance(100);
    clock.setRate(0);
    await host.advance(5_000);
    expect(clock.now()).toBe(START + 1_500);
    clock.setRate(1);
    await host.advance(1);
    expect(clock.now()).toBe(START + 1_501);
  });

  it('says how long the host waits for a broker time', async () => {
    const host = new ManualClock(START);
    const clock = new BrokerClock(host, 10);
    expect(clock.hostMsUntil(START + 1_000)).toBe(100);
    expect(clock.hostMsUntil(START - 1)).toBe(0);
    clock.setRate(0);
    expect(clock.hostMsUntil(START + 1)).toBe(Number.POSITIVE_INFINITY);
    expect(clock.hostMsUntil(START)).toBe(0);
  });

  it('tells of a change of rate, with a view drawn at that moment', async () => {
    const host = new ManualClock(START);
    const clock = new BrokerClock(host);
    let told = 0;
    const stop = clock.onChange(() => told++);
    await host.advance(50);
    clock.setRate(60);
    expect(told).toBe(1);
    expect(clock.view()).toEqual({
      brokerMs: START + 50,
      hostMs: START + 50,
      rate: 60,
      source: 'sandbox',
    });
    stop();
    clock.setRate(1);
    expect(told).toBe(1);
  });

  it('goes on from where it was, and tells, when the host is set back', () => {
    const { clock: host, shift } = settableHost();
    const clock = new BrokerClock(host);
    let told = 0;
    clock.onChange(() => told++);
    shift(1_000);
    expect(clock.now()).toBe(START + 1_000);
    shift(-3_600_000);
    expect(clock.now()).toBe(START + 1_000);
    expect(told).toBe(1);
    shift(10);
    expect(clock.now()).toBe(START + 1_010);
  });

  it('never goes back, whatever happens to host and rate', () => {
    const step = fc.oneof(
      fc.record({ shiftMs: fc.integer({ min: -100_000, max: 100_000 }) }),
      fc.record({ rate: fc.constantFrom(0, 1, 10, 60) }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { clock: host, shift } = settableHost();
        const clock = new BrokerClock(host);
        let last = clock.now();
        for (const one of steps) {
          if ('rate' in one) clock.setRate(one.rate);
          else shift(one.shiftMs);
          expect(clock.now()).toBeGreaterThanOrEqual(last);
          last = clock.now();
        }
      }),
    );
  });
});
