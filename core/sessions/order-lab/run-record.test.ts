import { expect, it } from 'vitest';
import { ORDER_PRESETS } from '../../model/order/presets.ts';
import type { SendOutcome } from '../../model/send.ts';
import { RunRecord } from './run-record.ts';

const queues = [0, 1].map((queueId) => ({ topic: 't', brokerName: 'a', queueId }));
const scenario = { ...ORDER_PRESETS.kept.scenario, keys: 1, messagesPerKey: 4 };

function storedAt(queueOffset: number): SendOutcome {
  const [queue = { topic: '', brokerName: '', queueId: 0 }] = queues;
  return {
    kind: 'stored',
    receipt: { status: 'SEND_OK', queue, queueOffset, msgId: '', offsetMsgId: '', attempts: 1 },
  } as SendOutcome;
}

it('puts receipts in the order of offsets, whatever order they come in, and judges them anew', async () => {
  const record = new RunRecord(scenario, queues);
  record.sent({ key: 0, seq: 1 }, storedAt(1));
  record.sent({ key: 0, seq: 3 }, storedAt(3));
  const early = await record.storedLines();
  expect(await record.storedLines()).toBe(early);
  record.sent({ key: 0, seq: 2 }, storedAt(0));
  expect(record.copies.map(({ seq }) => seq)).toEqual([2, 1, 3]);
  expect((await record.storedLines()).judgement().after).toEqual([0, 2, 0]);
  expect(record.sends()).toMatchObject({ stored: 3, notStored: 0 });
});
