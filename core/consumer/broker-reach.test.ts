import { describe, expect, it } from 'vitest';
import type { ErrorData } from '../model/error.ts';
import { BrokerReach } from './broker-reach.ts';

const error = (code: ErrorData['code']): ErrorData => ({ code, outcome: 'none', params: {}, retry: 'no' });

describe('BrokerReach', () => {
  it.each(['CONNECT', 'TIMEOUT', 'CLOSED', 'NO_ROUTE'] as const)('takes %s for a lost broker', (code) => {
    const reach = new BrokerReach();
    expect([reach.failed('a', error(code), 5), reach.isLost('a'), reach.isLost('b')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each(['RESPONSE', 'AUTH', 'FRAME', 'BUG'] as const)('takes %s for an answer', (code) => {
    const reach = new BrokerReach();
    expect([reach.failed('a', error(code), 5), reach.isLost('a')]).toEqual([false, false]);
  });

  it('tells news once', () => {
    const reach = new BrokerReach();
    expect([reach.failed('a', error('CLOSED'), 5), reach.failed('a', error('CONNECT'), 6)]).toEqual([
      true,
      false,
    ]);
    expect([reach.answered('a'), reach.answered('a')]).toEqual([true, false]);
  });

  it('is all lost since the last one was lost', () => {
    const reach = new BrokerReach();
    reach.failed('a', error('CLOSED'), 5);
    expect(reach.allLostSince(['a', 'b'])).toBeUndefined();
    reach.failed('b', error('CLOSED'), 9);
    expect(reach.allLostSince(['a', 'b', 'a'])).toBe(9);
    expect(reach.allLostSince([])).toBeUndefined();
  });
});
