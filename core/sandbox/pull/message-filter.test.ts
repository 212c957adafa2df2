import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import { BrokerClock } from '../broker-clock.ts';
import { MessageStore } from '../store/message-store.ts';
import type { StoredRecord } from '../store/stored-record.ts';
import { testMessage } from '../store/test-message.ts';
import { filterOfCodes, filterOfCondition, filterOfTags } from './message-filter.ts';

function stored(properties: Record<string, string> = {}): StoredRecord {
  const clock = new BrokerClock(new ManualClock());
  return new MessageStore({ clock, storeHost: '127.0.0.1:10911' }).append(testMessage({ properties }));
}

describe('tag filters', () => {
  it('match by hash; no tag matches only everything', () => {
    const bare = stored();
    expect([filterOfTags('*')(bare), filterOfTags('')(bare), filterOfCodes([])(bare)]).toEqual([
      true,
      true,
      true,
    ]);
    const tagA = filterOfTags('TagA');
    expect([tagA(stored({ TAGS: 'TagA' })), tagA(stored({ TAGS: 'TagB' })), tagA(bare)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('conditions', () => {
  it('look at the properties of the stored message', () => {
    const filter = filterOfCondition("a > 5 AND TAGS = 'TagA'");
    expect(filter?.(stored({ a: '6', TAGS: 'TagA' }))).toBe(true);
    expect(filter?.(stored({ a: '6', TAGS: 'TagB' }))).toBe(false);
    expect(filter?.(stored())).toBe(false);
  });

  it('do not match what they cannot judge', () => {
    expect(filterOfCondition('a > 5')?.(stored({ a: 'word' }))).toBe(false);
  });

  it('are none when they cannot be read', () => {
    expect(filterOfCondition('a >')).toBeUndefined();
  });
});
