import { expect, it } from 'vitest';
import { type CallEntry, MASKED_SECRET } from '../../../../core/contract/operations.ts';
import { PythonError } from '../../../../core/model/code/python/python-error.ts';
import { inputOf, plannedCalls } from './from-python.ts';
import { transcriptPython } from './to-python.ts';

let seq = 0;
function made(name: CallEntry['name'], input: Record<string, unknown>, value: unknown = 0): CallEntry {
  return { kind: 'call', seq: ++seq, atMs: 0, name, input, ended: { ok: true, tookMs: 1, value } };
}

const RESULT = { sendStatus: 0, offset: 7, msgId: '7F0000010001' } as const;
const hash = { kind: 'hash', key: 'ORD-20931' };

const SENDING: CallEntry[] = [
  made('CreateProducer', { name: 'orders' }, 6),
  made('SetProducerSessionCredentials', {
    producer: 6,
    accessKey: 'kim',
    secretKey: MASKED_SECRET,
    channel: 'ALIYUN',
  }),
  made('StartProducer', { producer: 6 }),
  made('CreateMessage', { topic: 'order-events' }, 8),
  made('SetMessageBody', { message: 8, body: "it's\n订单" }),
  made('SetByteMessageBody', { message: 8, body: Uint8Array.of(0, 255), bytesLength: 2 }),
  made('SendMessageSync', { producer: 6, message: 8 }, RESULT),
  made('GetMsgId', { result: RESULT }, RESULT.msgId),
  made(
    'SendMessageOrderly',
    { producer: 6, message: 8, autoRetryTimes: 0, args: 1, queueSelectorCallback: hash },
    RESULT,
  ),
  made('DestroyMessage', { message: 8 }),
];

it('copies a transcript that comes back as the same calls', () => {
  const calls = plannedCalls(transcriptPython(SENDING));
  expect(calls.map(({ name }) => name)).toEqual(SENDING.map(({ name }) => name));
  const given = new Map<string, unknown>();
  for (const [index, planned] of calls.entries()) {
    const entry = SENDING[index];
    const input = inputOf(planned, given);
    // The key of a hash stands in args, where Python's selector finds it.
    const expected =
      entry?.name === 'SendMessageOrderly' ? { ...entry.input, args: 'ORD-20931' } : entry?.input;
    expect(input).toEqual(expected);
    if (planned.target !== undefined && entry?.ended?.ok) given.set(planned.target, entry.ended.value);
  }
});

it('asks for a secret that is masked, and for no other', () => {
  const calls = plannedCalls(transcriptPython(SENDING));
  expect(calls.filter(({ needsSecret }) => needsSecret).map(({ name }) => name)).toEqual([
    'SetProducerSessionCredentials',
  ]);
});

it('leaves out what only a callback has', () => {
  const python = transcriptPython([
    made('GetMessageBody', { message: 5 }, 'm0'),
    made('GetVersion', {}, 'x'),
  ]);
  expect(plannedCalls(python).map(({ name }) => name)).toEqual(['GetVersion']);
});

it('holds what a pasted callback would answer', () => {
  const [, register] = plannedCalls(`c = CreatePushConsumer('g')
def answer(message, args):
    return 1
RegisterMessageCallback(c, answer, None)`);
  expect(register && inputOf(register, new Map([['c', 7]]))).toEqual({
    consumer: 7,
    callback: { kind: 'hold' },
    args: null,
  });
});

it.each([
  ['os.system("rm -rf /")', 'call'],
  ['import os', 'import'],
  ['DestroyMessage(message)', 'name'],
])('refuses %s as a whole', (source, reason) => {
  expect(() => plannedCalls(`CreateMessage('t')\n${source}`)).toThrow(
    expect.objectContaining({ reason, line: 2 }),
  );
});

it('refuses a selector where no function stands', () => {
  const [, , orderly] = plannedCalls(
    "p = CreateProducer('g')\nm = CreateMessage('t')\nSendMessageOrderly(p, m, 0, None, 3)",
  );
  expect(() => orderly && inputOf(orderly, new Map())).toThrow(PythonError);
});
