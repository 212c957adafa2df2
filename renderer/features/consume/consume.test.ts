import { describe, expect, it } from 'vitest';
import { GantryError, inputError, stateError } from '../../../core/model/error.ts';
import { text } from '../../i18n/i18n.ts';
import { tickFor } from '../../store/ticker.ts';
import { laterOutcome, whyNoLater, whyNotDecide } from './decision-rules.ts';
import { formField } from './new-consumer-form.ts';
import { isEmptyPreview, stopSentence } from './stop-dialog.tsx';

describe('laterOutcome', () => {
  const consumer = {
    group: 'payment-worker',
    retryMaxTimes: 16,
    listener: 'concurrent',
    model: 'clustering',
  } as const;

  it('stays in place where order is kept, is off in broadcasting, and is only told of a pushed message', () => {
    expect(laterOutcome({ attempt: 2 }, { ...consumer, listener: 'orderly' })).toEqual({
      kind: 'inPlace',
      attempt: 3,
    });
    const broadcasting = { ...consumer, model: 'broadcasting' } as const;
    expect(laterOutcome({ attempt: 1 }, broadcasting)).toEqual({ kind: 'off' });
    expect(laterOutcome({ attempt: 1, direct: true }, broadcasting)).toEqual({ kind: 'toOperator' });
    expect(whyNoLater({}, broadcasting)).toBe('consume.laterOff');
    expect(whyNoLater({ direct: true }, broadcasting)).toBeUndefined();
  });

  it('comes back at level 3 + reconsumeTimes, up to the highest', () => {
    expect(laterOutcome({ attempt: 1 }, consumer)).toEqual({
      kind: 'returns',
      level: 3,
      delayMs: 10_000,
      attempt: 2,
      attempts: 17,
    });
    expect(laterOutcome({ attempt: 16 }, consumer)).toMatchObject({ level: 18, delayMs: 7_200_000 });
  });

  it('goes to the dead letters with the last attempt', () => {
    expect(laterOutcome({ attempt: 17 }, consumer)).toEqual({
      kind: 'deadLetter',
      topic: '%DLQ%payment-worker',
    });
    expect(laterOutcome({ attempt: 1 }, { ...consumer, retryMaxTimes: 0 }).kind).toBe('deadLetter');
  });
});

describe('whyNotDecide', () => {
  it('is silent only while consumer and connection are well', () => {
    expect(whyNotDecide({ state: 'running' }, { state: 'connected' })).toBeUndefined();
    expect(whyNotDecide({ state: 'running' }, { state: 'lost' })).toBe('consume.whyLost');
    expect(whyNotDecide({ state: 'reconnecting' }, { state: 'connected' })).toBe('consume.whyLost');
    expect(whyNotDecide({ state: 'stopped' }, undefined)).toBe('consume.whyStopped');
  });
});

describe('stopSentence', () => {
  it('says the effect in numbers', () => {
    expect(stopSentence({ held: 4, waiting: 0, ackedBehind: 1_203 }, text)).toBe(
      '4 held and 1,203 already acked behind them will be delivered again',
    );
    expect(stopSentence({ held: 4, waiting: 9, ackedBehind: 0 }, text)).toBe(
      '4 held will be delivered again',
    );
    expect(stopSentence({ held: 0, waiting: 9, ackedBehind: 0 }, text)).toBe(
      '9 waiting will be delivered again',
    );
    expect(isEmptyPreview({ held: 0, waiting: 0, ackedBehind: 0 })).toBe(true);
  });
});

describe('the new consumer form', () => {
  it('puts an error at the field it names', () => {
    const sent = { group: 'g', topics: ['s', 't'] };
    const refused = (remark: string) => formField(new GantryError('AUTH', { remark }).data, sent);
    expect(refused('Topic t has no SUB permission')).toBe('topic 1');
    expect(refused('no permission for %RETRY%g')).toBe('group');
    expect(refused('signature validation failed')).toBeUndefined();
    expect(formField(inputError('group', 'empty').data, sent)).toBe('group');
    expect(formField(inputError('subscriptions.0.topic', 'reserved').data, sent)).toBe('topic 0');
    expect(formField(inputError('subscriptions.0.tagPattern', 'characters').data, sent)).toBe('tags 0');
    expect(formField(inputError('subscriptions.2.tagPattern', 'control').data, sent)).toBe('tags 2');
    expect(formField(inputError('seats', 'range').data, sent)).toBe('seats');
    expect(formField(stateError('groupInUse').data, sent)).toBe('group');
    expect(formField(new GantryError('NO_ROUTE', { params: { topic: 't' } }).data, sent)).toBe('topic 1');
    expect(formField(new GantryError('TIMEOUT').data, sent)).toBeUndefined();
  });
});

describe('tickFor', () => {
  it('is fine in the last minute only', () => {
    expect([600_000, 60_000, 59_999, 1, 0, -5].map(tickFor)).toEqual([1_000, 1_000, 100, 100, 1_000, 1_000]);
  });
});
