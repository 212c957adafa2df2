import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_RANGE, localMs, localValue, toRange } from './range-form.ts';

describe('the range bar', () => {
  it('asks for what its kind says', () => {
    expect(toRange(EMPTY_RANGE)).toEqual({ range: { kind: 'newest', rows: 500 } });
    expect(toRange({ ...EMPTY_RANGE, kind: 'key', key: ' ORD-1 ' })).toEqual({
      range: { kind: 'key', key: 'ORD-1' },
    });
    expect(
      toRange({
        ...EMPTY_RANGE,
        kind: 'offset',
        queue: { topic: 'order-events', brokerName: 'broker-a', queueId: 3 },
        offset: 7,
      }),
    ).toEqual({ range: { kind: 'offset', brokerName: 'broker-a', queueId: 3, fromOffset: 7, rows: 500 } });
  });

  it('reads on from a time when no end is given', () => {
    const fromMs = new Date('2026-11-25T10:42:18.204').getTime();
    expect(toRange({ ...EMPTY_RANGE, kind: 'time', from: '2026-11-25T10:42:18.204' })).toEqual({
      range: { kind: 'time', fromMs, rows: 500 },
    });
  });

  it('says which field is missing or wrong', () => {
    expect(toRange({ ...EMPTY_RANGE, kind: 'time' })).toEqual({ problem: { field: 'from', rule: 'empty' } });
    const backwards = {
      ...EMPTY_RANGE,
      kind: 'time' as const,
      from: '2026-11-25T10:00',
      to: '2026-11-25T09:00',
    };
    expect(toRange(backwards)).toEqual({ problem: { field: 'to', rule: 'order' } });
    expect(toRange({ ...EMPTY_RANGE, kind: 'id', id: '  ' })).toEqual({
      problem: { field: 'id', rule: 'empty' },
    });
    expect(toRange({ ...EMPTY_RANGE, kind: 'offset' })).toEqual({
      problem: { field: 'queue', rule: 'empty' },
    });
  });

  it('turns local times into ms and back without loss', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (ms) => {
        // An hour that clocks pass twice has two instants with one name.
        const back = localMs(localValue(ms));
        expect(back === ms || Math.abs((back ?? 0) - ms) === 3_600_000).toBe(true);
      }),
    );
  });
});
