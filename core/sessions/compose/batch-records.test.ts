import { expect, it } from 'vitest';
import type { SendDraft } from '../../contract/views.ts';
import { inputError } from '../../model/error.ts';
import { batchRecords } from './batch-records.ts';

const draft = (key: string): SendDraft => ({
  topic: 't',
  tag: '',
  keys: [key],
  properties: [],
  body: new Uint8Array(3),
  bodyFormat: 'text',
  delayLevel: 0,
  mode: 'sync',
});
const common = { profileId: 'p', sentAtMs: 5 };
let lastId = 0;
const nextId = (): number => ++lastId;

it('gives each message of a stored batch its own ids and offset', () => {
  const receipt = {
    status: 'SEND_OK' as const,
    queue: { topic: 't', brokerName: 'a', queueId: 2 },
    queueOffset: 10,
    brokerAddr: 'a:1',
    attempts: 1,
    unansweredAttempts: 0,
    elapsedMs: 1,
    msgIds: ['M1', 'M2'],
    offsetMsgIds: ['O1', 'O2'],
  };
  const records = batchRecords({ kind: 'stored', receipt }, [draft('a'), draft('b')], common, nextId);
  expect(records.map(({ record }) => [record.sendId, record.keys, record.outcome])).toMatchObject([
    [1, ['a'], { receipt: { msgId: 'M1', offsetMsgId: 'O1', queueOffset: 10 } }],
    [2, ['b'], { receipt: { msgId: 'M2', offsetMsgId: 'O2', queueOffset: 11 } }],
  ]);
});

it('makes one record of a batch that was not stored', () => {
  const outcome = { kind: 'notSent', error: inputError('x', 'empty').data, elapsedMs: 1 } as const;
  const records = batchRecords(outcome, [draft('a'), draft('b')], common, nextId);
  expect(records.map(({ record }) => [record.keys, record.outcome.kind])).toEqual([[['a'], 'notSent']]);
});
