import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import { decodeMessages } from '../../protocol/message-codec.ts';
import { offsetMsgId } from '../../protocol/offset-id.ts';
import { BrokerClock } from '../broker-clock.ts';
import { MessageStore } from './message-store.ts';
import { searchByTime } from './search-by-time.ts';
import { messageOf } from './stored-record.ts';
import { testMessage } from './test-message.ts';

const HOST = '127.0.0.1:10911';
const EVER = [0, Number.MAX_SAFE_INTEGER] as const;

function makeStore(maxBytes?: number) {
  const host = new ManualClock();
  const clock = new BrokerClock(host);
  return { host, store: new MessageStore({ clock, storeHost: HOST, maxBytes }) };
}

const bodies = (records: readonly { bytes: Buffer }[]): string[] =>
  records.flatMap(({ bytes }) => decodeMessages(bytes, 'b').map(({ body }) => Buffer.from(body).toString()));

describe('MessageStore', () => {
  it('gives each queue offsets of its own and the log one line of places', () => {
    const { store } = makeStore();
    const first = store.append(testMessage());
    const second = store.append(testMessage({ queueId: 1 }));
    const third = store.append(testMessage());
    expect([first, second, third].map(({ queueOffset }) => queueOffset)).toEqual([0, 0, 1]);
    expect(second.commitLogOffset).toBe(first.bytes.length);
    expect(third.commitLogOffset).toBe(first.bytes.length + second.bytes.length);
    expect([store.minOffset('T', 0), store.maxOffset('T', 0), store.maxOffset('T', 9)]).toEqual([0, 2, 0]);
  });

  it('encodes what a client decodes', () => {
    const { store, host } = makeStore();
    const record = store.append(
      testMessage({ body: 'hi', flag: 7, reconsumeTimes: 2, properties: { TAGS: 'a', UNIQ_KEY: 'U' } }),
    );
    const [message] = decodeMessages(record.bytes, 'b');
    expect(message).toMatchObject({
      topic: 'T',
      tag: 'a',
      uniqueKey: 'U',
      flag: 7,
      reconsumeTimes: 2,
      storeTimestamp: host.now(),
      storeHost: HOST,
      bornHost: '127.0.0.1:4711',
      offsetMsgId: offsetMsgId(HOST, record.commitLogOffset),
    });
  });

  it.each(['T', `%RETRY%${'g'.repeat(255)}`])('reads a message of %s back as it was given', (topic) => {
    const { store } = makeStore();
    const properties = { KEYS: 'k 城市' };
    const message = testMessage({ topic, body: '订单', flag: 3, sysFlag: 0x301, properties });
    expect(messageOf(store.append(message))).toEqual(message);
  });

  it('finds by commit-log offset only where a message begins', () => {
    const { store } = makeStore();
    const records = ['a', 'b', 'c'].map((body) => store.append(testMessage({ body })));
    for (const record of records) expect(store.at(record.commitLogOffset)).toBe(record);
    expect(store.at(1)).toBeUndefined();
    expect(store.at(1_000_000)).toBeUndefined();
  });

  it('finds by each key and by unique key, within the topic and the time, the newest of many in stored order', async () => {
    const { store, host } = makeStore();
    const start = host.now();
    for (const body of ['1', '2', '3']) {
      store.append(testMessage({ body, properties: { KEYS: 'k1 k2', UNIQ_KEY: body } }));
      await host.advance(10);
    }
    store.append(testMessage({ topic: 'other', properties: { KEYS: 'k1' } }));
    expect(bodies(store.findByKey('T', 'k1', 64, ...EVER))).toEqual(['1', '2', '3']);
    expect(bodies(store.findByKey('T', 'k2', 2, ...EVER))).toEqual(['2', '3']);
    expect(bodies(store.findByKey('T', '2', 32, ...EVER))).toEqual(['2']);
    expect(bodies(store.findByKey('T', 'k1', 64, start + 5, start + 15))).toEqual(['2']);
    expect(store.findByKey('T', 'none', 64, ...EVER)).toEqual([]);
  });

  it('drops the oldest beyond its bytes, in every view of them', () => {
    const size = makeStore().store.append(testMessage({ properties: { KEYS: 'k' } })).bytes.length;
    const { store } = makeStore(3 * size);
    for (const queueId of [0, 0, 1, 0, 1]) store.append(testMessage({ queueId, properties: { KEYS: 'k' } }));
    expect([store.minOffset('T', 0), store.maxOffset('T', 0)]).toEqual([2, 3]);
    expect([store.minOffset('T', 1), store.maxOffset('T', 1)]).toEqual([0, 2]);
    expect(store.findByKey('T', 'k', 64, ...EVER)).toHaveLength(3);
    expect(store.at(0)).toBeUndefined();
    expect(store.minCommitLogOffset).toBe(2 * size);
  });

  it('forgets the keys of a dropped message: those it had alone, and its place among those it shared', () => {
    const one = (id: string) => testMessage({ body: id, properties: { KEYS: 'shared', UNIQ_KEY: id } });
    const size = makeStore().store.append(one('1')).bytes.length;
    const { store } = makeStore(2 * size);
    const found = (key: string) => bodies(store.findByKey('T', key, 64, ...EVER));
    for (const id of ['1', '2', '3']) store.append(one(id));
    expect([found('1'), found('2'), found('shared')]).toEqual([[], ['2'], ['2', '3']]);
    for (const id of ['4', '5']) store.append(testMessage({ body: id, properties: { UNIQ_KEY: id } }));
    expect([found('3'), found('shared'), found('5')]).toEqual([[], [], ['5']]);
    store.append(one('6'));
    expect(found('shared')).toEqual(['6']);
  });

  it('keeps the newest message whatever its size', () => {
    const { store } = makeStore(10);
    store.append(testMessage());
    store.append(testMessage());
    expect([store.minOffset('T', 0), store.maxOffset('T', 0)]).toEqual([1, 2]);
  });

  it('keeps offsets of the queues and the log in step however it is filled', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ queueId: fc.nat(2), body: fc.string({ minLength: 1, maxLength: 200 }) })),
        fc.integer({ min: 200, max: 3_000 }),
        (messages, maxBytes) => {
          const { store } = makeStore(maxBytes);
          const records = messages.map((message) => store.append(testMessage(message)));
          const kept = records.filter((record) => store.at(record.commitLogOffset) === record);
          for (const queueId of [0, 1, 2]) {
            const offsets = kept.filter((record) => record.queueId === queueId).map((r) => r.queueOffset);
            const min = store.minOffset('T', queueId);
            const all = Array.from({ length: store.maxOffset('T', queueId) - min }, (_, n) => min + n);
            expect(offsets).toEqual(all);
          }
          expect(kept).toEqual(records.slice(records.length - kept.length));
        },
      ),
    );
  });

  it('begins a deleted topic at 0 again, and still drops its old records with age', () => {
    const size = makeStore().store.append(testMessage()).bytes.length;
    const { store } = makeStore(2 * size);
    store.append(testMessage());
    store.append(testMessage());
    store.deleteTopic('T');
    expect(store.maxOffset('T', 0)).toBe(0);
    expect(store.append(testMessage()).queueOffset).toBe(0);
    store.append(testMessage());
    expect([store.minOffset('T', 0), store.maxOffset('T', 0)]).toEqual([0, 2]);
  });

  it('searches by store time', async () => {
    const { store, host } = makeStore();
    const start = host.now();
    for (let n = 0; n < 3; n++) {
      store.append(testMessage());
      store.append(testMessage());
      await host.advance(100);
    }
    const queue = store.queue('T', 0);
    if (queue === undefined) throw new Error('no queue');
    expect(
      [0, start, start + 1, start + 200, start + 201].map((at) => searchByTime(queue, at, 'lower')),
    ).toEqual([0, 0, 2, 4, 6]);
    expect([0, start, start + 150, start + 999].map((at) => searchByTime(queue, at, 'upper'))).toEqual([
      0, 1, 3, 5,
    ]);
  });
});
