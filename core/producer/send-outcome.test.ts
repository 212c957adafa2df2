import { describe, expect, it } from 'vitest';
import type { ErrorData } from '../model/error.ts';
import { attemptTimeoutMs, failedOutcome, retryAfter, sendStatus } from './send-outcome.ts';

function error(
  code: ErrorData['code'],
  outcome: ErrorData['outcome'],
  more: Partial<ErrorData> = {},
): ErrorData {
  return { code, outcome, params: {}, retry: 'no', ...more };
}
const refusal = error('RESPONSE', 'refused', { responseCode: 1, retry: 'otherBroker' });
const otherRefusal = error('RESPONSE', 'refused', { responseCode: 14 });
const silence = error('TIMEOUT', 'unknown');
const cut = error('CLOSED', 'unknown');
const unreachable = error('CONNECT', 'notSent', { params: { address: 'a:1', role: 'broker' } });

describe('sendStatus', () => {
  it.each([
    [0, 'SEND_OK'],
    [10, 'FLUSH_DISK_TIMEOUT'],
    [11, 'SLAVE_NOT_AVAILABLE'],
    [12, 'FLUSH_SLAVE_TIMEOUT'],
    [1, undefined],
  ])('of code %i is %s', (code, status) => {
    expect(sendStatus(code)).toBe(status);
  });
});

describe('failedOutcome', () => {
  it.each([
    ['silence, then a refusal', [silence, refusal], 'unknown', refusal],
    ['a refusal, then silence', [refusal, silence], 'unknown', refusal],
    ['silence, then no connection', [silence, unreachable], 'unknown', unreachable],
    ['a cut connection', [cut], 'unknown', cut],
    ['refusals', [refusal, otherRefusal], 'refused', otherRefusal],
    ['a refusal, then no connection', [refusal, unreachable], 'refused', refusal],
  ])('%s', (_, errors, kind, told) => {
    expect(failedOutcome(errors, 'KEY', 5)).toMatchObject({ kind, error: told, msgId: 'KEY', elapsedMs: 5 });
  });

  it('tells silence as what was waited in all', () => {
    expect(failedOutcome([silence, silence, silence], 'KEY', 3_000.4)).toMatchObject({
      kind: 'unknown',
      error: { code: 'TIMEOUT', outcome: 'unknown', params: { timeoutMs: 3_000 } },
      attempts: 3,
    });
  });

  it('is not sent only when no attempt left, told by the first error', () => {
    const second = { ...unreachable, params: { address: 'b:1', role: 'broker' } };
    expect(failedOutcome([unreachable, second], 'KEY', 5)).toEqual({
      kind: 'notSent',
      error: unreachable,
      elapsedMs: 5,
    });
  });

  it('takes an error that does not say for unanswered, unless its code says that nothing left', () => {
    expect(failedOutcome([error('FRAME', 'none')], 'KEY', 5).kind).toBe('unknown');
    expect(failedOutcome([error('BUG', 'none')], 'KEY', 5).kind).toBe('unknown');
    expect(failedOutcome([error('NO_ROUTE', 'none')], 'KEY', 5).kind).toBe('notSent');
  });
});

describe('retryAfter', () => {
  it.each([
    ['an unreachable broker', unreachable, 'otherBroker'],
    ['silence', silence, 'otherBroker'],
    ['a refusal that is worth another try', refusal, 'otherBroker'],
    ['a final refusal', otherRefusal, 'no'],
    ['wrong credentials', error('AUTH', 'refused', { retry: 'same' }), 'no'],
    ['no route', error('NO_ROUTE', 'notSent'), 'no'],
  ])('%s: %s', (_, failed, advice) => {
    expect(retryAfter(failed)).toBe(advice);
  });
});

describe('attemptTimeoutMs', () => {
  it('leaves room for the attempts that may follow', () => {
    expect(attemptTimeoutMs(3_000, 2)).toBe(2_000);
    expect(attemptTimeoutMs(1_000, 1)).toBe(500);
    expect(attemptTimeoutMs(500, 0)).toBe(500);
  });

  it('never gives less than an equal share', () => {
    expect(attemptTimeoutMs(600, 2)).toBe(200);
    expect(attemptTimeoutMs(10, 1)).toBe(5);
    expect(attemptTimeoutMs(3_000, 9)).toBe(300);
  });
});
