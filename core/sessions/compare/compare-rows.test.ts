import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../consumer/push-consumer.ts';
import type { MessageRow } from '../../model/consume.ts';
import { PROPERTY } from '../../model/properties.ts';
import { receivedMessage } from '../browse/test-message.ts';
import type { RowEntry } from '../rows/row-entry.ts';
import { compareRows } from './compare-rows.ts';

let lastSeq = 0;

function entry(key: string, queueId = 0, more: Partial<Delivery> = {}): RowEntry {
  const seq = ++lastSeq;
  const message = receivedMessage({ queueId, properties: [[PROPERTY.uniqueKey, key]] });
  const isRetry = more.isRetry ?? false;
  return {
    row: { seq, isRetry } as MessageRow,
    delivery: { deliveryId: seq, message, attempt: 1, isRetry, state: 'acked', ...more },
  };
}

const counts = ({ sets }: Awaited<ReturnType<typeof compareRows>>) =>
  [sets.onlyFirst, sets.onlySecond, sets.both].map(({ length }) => length / 2);

describe('compareRows', () => {
  it('tells what only one of the two got, each message once', async () => {
    const a = [entry('1'), entry('2'), entry('3')];
    const b = [entry('3'), entry('4'), entry('3', 0, { attempt: 2, isRetry: true })];
    const compared = await compareRows(a, b);
    expect(counts(compared)).toEqual([2, 1, 1]);
    expect(compared.sets.both).toEqual([a[2]?.row.seq, b[2]?.row.seq]);
    expect(compared.sets.onlyFirst).toEqual([a[1]?.row.seq, 0, a[0]?.row.seq, 0]);
    expect(compared.sets.onlySecond).toEqual([0, b[1]?.row.seq]);
  });

  it('counts rows by queue, so that members of one group show their shares', async () => {
    const { queues } = await compareRows([entry('1', 0), entry('2', 1), entry('3', 1)], [entry('4', 2)]);
    expect(queues.map(({ queue, rows }) => [queue.queueId, ...rows])).toEqual([
      [0, 1, 0],
      [1, 2, 0],
      [2, 0, 1],
    ]);
  });

  it('leaves out what an operator had handed over', async () => {
    expect(counts(await compareRows([entry('1', 0, { direct: true })], []))).toEqual([0, 0, 0]);
  });

  it('gets through many rows', async () => {
    const many = (from: number) => Array.from({ length: 20_000 }, (_, at) => entry(`${from + at}`));
    expect(counts(await compareRows(many(0), many(5_000)))).toEqual([5_000, 5_000, 15_000]);
  });
});
