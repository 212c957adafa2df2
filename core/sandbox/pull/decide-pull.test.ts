import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import { BrokerClock } from '../broker-clock.ts';
import { MessageStore } from '../store/message-store.ts';
import { testMessage } from '../store/test-message.ts';
import { decidePull, MAX_PULL_BYTES, type PullQuestion } from './decide-pull.ts';
import { filterOfTags } from './message-filter.ts';

const { PULL_NOT_FOUND, PULL_OFFSET_MOVED, PULL_RETRY_IMMEDIATELY, SUCCESS } = RESPONSE;

function filled(tags: readonly string[], body = 'x', maxBytes?: number): MessageStore {
  const clock = new BrokerClock(new ManualClock());
  const store = new MessageStore({ clock, storeHost: '127.0.0.1:1', maxBytes });
  for (const tag of tags) store.append(testMessage({ body, properties: tag === '' ? {} : { TAGS: tag } }));
  return store;
}

function ask(store: MessageStore, patch: Partial<PullQuestion>) {
  const question = { queueOffset: 0, maxMsgNums: 32, maxBytes: MAX_PULL_BYTES, filter: () => true, ...patch };
  const { records, ...rest } = decidePull(store.queue('T', 0), question);
  return { ...rest, offsets: records.map(({ queueOffset }) => queueOffset) };
}

const many = (count: number, tag = ''): string[] => Array.from({ length: count }, () => tag);

describe('decidePull', () => {
  it.each([
    ['an empty queue at 0', 0, 0, PULL_NOT_FOUND, 'NO_MESSAGE_IN_QUEUE', 0],
    ['an empty queue elsewhere', 0, 5, PULL_OFFSET_MOVED, 'NO_MESSAGE_IN_QUEUE', 0],
    ['below the first', 3, -1, PULL_OFFSET_MOVED, 'OFFSET_TOO_SMALL', 0],
    ['at the end', 3, 3, PULL_NOT_FOUND, 'OFFSET_OVERFLOW_ONE', 3],
    ['beyond the end', 3, 4, PULL_OFFSET_MOVED, 'OFFSET_OVERFLOW_BADLY', 3],
    ['inside', 3, 1, SUCCESS, 'FOUND', 3],
  ])('%s', (_, count, queueOffset, code, status, nextBeginOffset) => {
    const decision = ask(filled(many(count)), { queueOffset });
    expect(decision).toMatchObject({ code, status, nextBeginOffset, minOffset: 0, maxOffset: count });
  });

  it('moves an offset that was dropped to the first kept one', () => {
    const size = filled(['']).maxCommitLogOffset;
    const store = filled(many(5), 'x', 2 * size);
    expect(ask(store, {})).toMatchObject({ code: PULL_OFFSET_MOVED, nextBeginOffset: 3, minOffset: 3 });
  });

  it('gives what was asked for, at most 32', () => {
    const store = filled(many(100));
    expect(ask(store, { maxMsgNums: 2 })).toMatchObject({ offsets: [0, 1], nextBeginOffset: 2 });
    expect(ask(store, { maxMsgNums: 256 })).toMatchObject({ nextBeginOffset: 32 });
    expect(ask(store, { maxMsgNums: 256 }).offsets).toHaveLength(32);
  });

  it('stops before the bytes are too many, and gives the first whatever its size', () => {
    const store = filled(many(4), 'x'.repeat(100_000));
    expect(ask(store, {})).toMatchObject({ offsets: [0, 1], nextBeginOffset: 2 });
    expect(ask(store, { maxBytes: 10 })).toMatchObject({ offsets: [0], nextBeginOffset: 1 });
  });

  it('skips what the filter refuses and moves past it', () => {
    const store = filled(['a', 'b', 'a', 'c', 'b']);
    expect(ask(store, { filter: filterOfTags('a || c') })).toMatchObject({
      code: SUCCESS,
      offsets: [0, 2, 3],
      nextBeginOffset: 5,
    });
    expect(ask(store, { filter: filterOfTags('zzz') })).toMatchObject({
      code: PULL_RETRY_IMMEDIATELY,
      status: 'NO_MATCHED_MESSAGE',
      nextBeginOffset: 5,
    });
  });

  it('leaves a match that did not fit for the next pull, also behind skipped ones', () => {
    const store = filled(['a', 'b', 'a', 'a'], 'x'.repeat(100_000));
    expect(ask(store, { filter: filterOfTags('a') })).toMatchObject({
      offsets: [0, 2],
      nextBeginOffset: 3,
    });
  });

  it('looks at 800 messages for one answer', () => {
    const store = filled([...many(1_000, 'b'), 'a']);
    const filter = filterOfTags('a');
    expect(ask(store, { filter })).toMatchObject({ code: PULL_RETRY_IMMEDIATELY, nextBeginOffset: 800 });
    expect(ask(store, { filter, queueOffset: 800 })).toMatchObject({ code: SUCCESS, offsets: [1_000] });
  });
});
