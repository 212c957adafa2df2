import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import { decodeMessages } from '../../protocol/message-codec.ts';
import { propertyOf } from '../../protocol/properties-codec.ts';
import { TRANSACTION } from '../../protocol/requests/transaction.ts';
import { BrokerClock } from '../broker-clock.ts';
import { Refusal } from '../dispatch/reply.ts';
import { HALF_DONE_TOPIC, HALF_GIVEN_UP_TOPIC, HALF_TOPIC } from '../names.ts';
import { createState } from '../state/create-state.ts';
import type { StoredRecord } from '../store/stored-record.ts';
import { testMessage } from '../store/test-message.ts';
import { Transactions } from './transactions.ts';

const INTERVAL_MS = 30_000;

function rig(settings: Record<string, string> = {}) {
  const host = new ManualClock();
  const clock = new BrokerClock(host);
  const state = createState({ host, clock, settings, topics: [{ name: 'T', queues: 4 }] }, '127.0.0.1:10911');
  const asked: StoredRecord[] = [];
  const transactions = new Transactions({ ...state, ask: (half) => asked.push(half) });
  const prepare = (properties: Record<string, string> = {}) =>
    transactions.prepare(
      testMessage({
        queueId: 2,
        sysFlag: TRANSACTION.prepared,
        properties: { TRAN_MSG: 'true', PGROUP: 'pg', UNIQ_KEY: 'U', ...properties },
      }),
    );
  const end = (half: StoredRecord, commitOrRollback: number, patch: object = {}) =>
    transactions.end({
      producerGroup: 'pg',
      tranStateTableOffset: half.queueOffset,
      commitLogOffset: half.commitLogOffset,
      commitOrRollback,
      ...patch,
    });
  const stored = (topic: string, queueId = 0) => {
    const queue = state.store.queue(topic, queueId);
    return Array.from({ length: queue?.size ?? 0 }, (_, index) => queue?.at(index));
  };
  return { host, clock, state, asked, transactions, prepare, end, stored };
}

function read(record: StoredRecord | undefined) {
  const [message] = decodeMessages(record?.bytes ?? Buffer.alloc(0), 'b');
  const property = (name: string) => propertyOf(message?.properties ?? [], name);
  return { sysFlag: message?.sysFlag, prepared: message?.preparedTransactionOffset, property };
}

describe('a half message', () => {
  it('waits on its own topic, without the mark of a transaction in its flags', () => {
    const { prepare, stored } = rig();
    const half = prepare();
    expect(half).toMatchObject({ topic: HALF_TOPIC, queueId: 0 });
    const { sysFlag, property } = read(half);
    expect([sysFlag, property('REAL_TOPIC'), property('REAL_QID')]).toEqual([0, 'T', '2']);
    expect(property('__transactionId__')).toBe('U');
    expect(stored('T', 2)).toEqual([]);
  });

  it('is stored where it was sent to once it is committed', () => {
    const { prepare, end, stored } = rig();
    const half = prepare();
    end(half, TRANSACTION.commit);
    const [message] = stored('T', 2);
    const { sysFlag, prepared, property } = read(message);
    expect([sysFlag, prepared, property('TRAN_MSG')]).toEqual([
      TRANSACTION.commit,
      half.commitLogOffset,
      'true',
    ]);
    expect(stored(HALF_DONE_TOPIC)).toHaveLength(1);
  });

  it('never comes once it is rolled back, and is not asked after', async () => {
    const { host, prepare, end, stored, asked } = rig();
    end(prepare(), TRANSACTION.rollback);
    await host.advance(20 * INTERVAL_MS);
    expect([stored('T', 2), asked]).toEqual([[], []]);
  });

  it('is asked after at the first look after 6 s, and at each one then', async () => {
    const { host, prepare, asked } = rig();
    await host.advance(INTERVAL_MS - 5_000);
    prepare();
    await host.advance(5_000);
    expect(asked).toHaveLength(0);
    await host.advance(INTERVAL_MS);
    expect(asked).toHaveLength(1);
    await host.advance(INTERVAL_MS);
    expect(asked.map((half) => read(half).property('TRANSACTION_CHECK_TIMES'))).toEqual(['1', '2']);
  });

  it('is committed by the answer to a question, at its new place', async () => {
    const { host, prepare, asked, end, stored } = rig();
    prepare();
    await host.advance(INTERVAL_MS);
    const [half] = asked;
    if (half === undefined) throw new Error('was not asked after');
    end(half, TRANSACTION.commit, { fromTransactionCheck: true });
    await host.advance(10 * INTERVAL_MS);
    expect(stored('T', 2)).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  it('is given up after its last question', async () => {
    const { host, prepare, asked, stored } = rig({ transactionCheckMax: '3' });
    prepare();
    await host.advance(10 * INTERVAL_MS);
    expect(asked).toHaveLength(3);
    const [given] = stored(HALF_GIVEN_UP_TOPIC);
    expect(read(given).property('TRANSACTION_CHECK_TIMES')).toBe('3');
    expect(stored('T', 2)).toEqual([]);
  });

  it('is left alone as long as it asks, each look counted', async () => {
    const { host, prepare, asked, end, stored } = rig();
    const half = prepare({ CHECK_IMMUNITY_TIME_IN_SECONDS: '70' });
    await host.advance(2 * INTERVAL_MS);
    expect(asked).toHaveLength(0);
    // It has moved on the half topic meanwhile; its producer knows only where it stood.
    end(half, TRANSACTION.commit);
    await host.advance(10 * INTERVAL_MS);
    expect(asked).toHaveLength(0);
    expect(stored('T', 2)).toHaveLength(1);
  });

  it('is not ended by its producer once its own time is over, but by an answer', async () => {
    const { host, prepare, end } = rig();
    const half = prepare({ CHECK_IMMUNITY_TIME_IN_SECONDS: '5' });
    await host.advance(5_001);
    expect(() => end(half, TRANSACTION.commit)).toThrow(Refusal);
    end(half, TRANSACTION.commit, { fromTransactionCheck: true });
  });

  it.each([
    ['another producer group', { producerGroup: 'other' }, 'The producer group wrong'],
    ['another queue offset', { tranStateTableOffset: 9 }, 'The transaction state table offset wrong'],
    ['no message there', { commitLogOffset: 7 }, 'Find prepared transaction message failed'],
  ])('is not ended with %s', (_, patch, why) => {
    const { prepare, end, stored } = rig();
    const half = prepare();
    expect(() => end(half, TRANSACTION.commit, patch)).toThrow(why);
    expect(stored('T', 2)).toEqual([]);
  });

  it('is not ended by a producer that does not know', () => {
    const { prepare, end, stored } = rig();
    end(prepare(), TRANSACTION.none);
    expect([stored('T', 2), stored(HALF_DONE_TOPIC)]).toEqual([[], []]);
  });

  it('waits on the broker’s clock', async () => {
    const { host, clock, prepare, asked } = rig();
    clock.setRate(0);
    prepare();
    await host.advance(10 * INTERVAL_MS);
    expect(asked).toHaveLength(0);
    clock.step(INTERVAL_MS);
    await host.advance(1);
    expect(asked).toHaveLength(1);
  });
});
