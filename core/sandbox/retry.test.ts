import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { SCHEDULE_TOPIC } from '../model/names.ts';
import { RESPONSE } from '../protocol/codes.ts';
import { decodeMessages } from '../protocol/message-codec.ts';
import { offsetMsgId } from '../protocol/offset-id.ts';
import { Refusal } from './dispatch/reply.ts';
import { sendBack } from './retry.ts';
import { createState } from './state/create-state.ts';
import { groupConfig } from './state/group-configs.ts';
import { testMessage } from './store/test-message.ts';

const ADDRESS = '127.0.0.1:10911';
const VERSION = 409;
const GROUP = 'G';
const RETRY = '%RETRY%G';
const DLQ = '%DLQ%G';

function makeBroker(settings: Parameters<typeof groupConfig>[1] = {}) {
  const host = new ManualClock();
  const state = createState({ host }, ADDRESS);
  state.groupConfigs.put(groupConfig(GROUP, settings));
  const later = (
    offset: number,
    patch: { delayLevel?: number; maxReconsumeTimes?: number } = {},
    version = VERSION,
  ) => sendBack(state, { group: GROUP, offset, delayLevel: 0, ...patch }, version);
  const at = (topic: string, queueOffset: number) => {
    const record = state.store.queue(topic, 0)?.at(queueOffset);
    if (record === undefined) throw new Error(`nothing at ${queueOffset} of ${topic}`);
    const [message] = decodeMessages(record.bytes, 'b');
    return { record, message, properties: Object.fromEntries(message?.properties ?? []) };
  };
  const seen = (reconsumeTimes: number) =>
    state.store.append(testMessage({ reconsumeTimes })).commitLogOffset;
  return { host, state, later, at, seen };
}

function codeOf(run: () => void): number | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.reply.code;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('sendBack', () => {
  it('brings a copy back on the retry topic after 10 s, saying where it came from', async () => {
    const { host, state, later, at } = makeBroker();
    const original = state.store.append(
      testMessage({ body: 'again', flag: 5, properties: { UNIQ_KEY: 'U', TAGS: 'a', WAIT: 'true' } }),
    );
    later(original.commitLogOffset);
    expect(state.topics.get(RETRY)).toMatchObject({ readQueueNums: 1, writeQueueNums: 1, perm: 6 });
    await host.advance(9_999);
    expect(state.store.maxOffset(RETRY, 0)).toBe(0);
    await host.advance(1);
    const { message, properties } = at(RETRY, 0);
    expect(message).toMatchObject({ topic: 'T', reconsumeTimes: 1, tag: 'a', uniqueKey: 'U', flag: 5 });
    expect(Buffer.from(message?.body ?? []).toString()).toBe('again');
    expect(properties).toEqual({
      UNIQ_KEY: 'U',
      TAGS: 'a',
      WAIT: 'false',
      DELAY: '3',
      RETRY_TOPIC: 'T',
      ORIGIN_MESSAGE_ID: offsetMsgId(ADDRESS, original.commitLogOffset),
      REAL_TOPIC: RETRY,
      REAL_QID: '0',
    });
  });

  it('keeps the first origin and lengthens the delay when it is sent back again', async () => {
    const { host, state, later, at, seen } = makeBroker();
    const first = seen(0);
    later(first);
    await host.advance(10_000);
    later(at(RETRY, 0).record.commitLogOffset);
    await host.advance(29_999);
    expect(state.store.maxOffset(RETRY, 0)).toBe(1);
    await host.advance(1);
    const { message, properties } = at(RETRY, 1);
    expect(message?.reconsumeTimes).toBe(2);
    expect(properties).toMatchObject({
      RETRY_TOPIC: 'T',
      ORIGIN_MESSAGE_ID: offsetMsgId(ADDRESS, first),
      DELAY: '4',
    });
  });

  it('takes the delay level that was asked for', () => {
    const { state, later, seen } = makeBroker();
    later(seen(0), { delayLevel: 7 });
    expect(state.store.maxOffset(SCHEDULE_TOPIC, 6)).toBe(1);
  });

  it('stores a dead letter at once when the group allows no more', () => {
    const { state, later, at, seen } = makeBroker({ retryMaxTimes: 1 });
    later(seen(1));
    expect(state.topics.get(DLQ)).toMatchObject({ readQueueNums: 1, perm: 6 });
    expect(at(DLQ, 0).properties).toMatchObject({ DELAY: '0', RETRY_TOPIC: 'T' });
    expect(at(DLQ, 0).message?.reconsumeTimes).toBe(2);
  });

  it.each([
    ['below the limit', 15, {}, VERSION, false],
    ['at the limit of 16', 16, {}, VERSION, true],
    ['asked for as a dead letter', 0, { delayLevel: -1 }, VERSION, true],
    ['at the client’s own limit', 2, { maxReconsumeTimes: 2 }, VERSION, true],
    ['at a limit that an old client cannot set', 2, { maxReconsumeTimes: 2 }, 120, false],
  ])('%s', (_, reconsumeTimes, patch, version, isDeadLetter) => {
    const { state, later, seen } = makeBroker();
    later(seen(reconsumeTimes), patch, version);
    expect(state.store.maxOffset(DLQ, 0)).toBe(isDeadLetter ? 1 : 0);
  });

  it('refuses a message that is not there and a group that cannot be', () => {
    const { state, later, seen } = makeBroker();
    seen(0);
    expect(codeOf(() => later(7))).toBe(RESPONSE.SYSTEM_ERROR);
    const header = { group: 'bad group', offset: 0, delayLevel: 0 };
    expect(codeOf(() => sendBack(state, header, VERSION))).toBe(RESPONSE.SUBSCRIPTION_GROUP_NOT_EXIST);
  });

  it('drops the message of a group without retry queues', () => {
    const { state, later, seen } = makeBroker({ retryQueueNums: 0 });
    later(seen(0));
    expect(state.topics.get(RETRY)).toBeUndefined();
  });
});
