import { expect, it } from 'vitest';
import type { DocumentedName } from '../../../../core/contract/documented.ts';
import { fakeOperation } from '../../../testing/fake-operations.ts';
import { buildInput, type Fields, resultWord } from './build-input.ts';
import { prefilled } from './prefilled.ts';

const RESULT = { sendStatus: 0, offset: 7, msgId: '7F01' } as const;

const build = (name: DocumentedName, fields: Fields) => buildInput(fakeOperation(name), fields, [RESULT]);

it.each<[DocumentedName, Fields, Record<string, unknown>]>([
  ['CreateMessage', {}, { topic: '' }],
  ['DestroyMessage', { message: '12 order-events' }, { message: 12 }],
  ['DestroyMessage', { message: ' ' }, { message: null }],
  ['SetDelayTimeLevel', { message: '8', level: '-1' }, { message: 8, level: -1 }],
  [
    'SetByteMessageBody',
    { message: '8', body: '00 ff', bytesLength: '' },
    { message: 8, body: Uint8Array.of(0, 255), bytesLength: 2 },
  ],
  [
    'SetByteMessageBody',
    { message: '8', body: '00ff', bytesLength: '1' },
    { message: 8, body: Uint8Array.of(0, 255), bytesLength: 1 },
  ],
  [
    'SetProducerSessionCredentials',
    { producer: '6', accessKey: 'kim', secretKey: 's' },
    { producer: 6, accessKey: 'kim', secretKey: 's' },
  ],
  ['RegisterMessageCallback', { consumer: '7' }, { consumer: 7, callback: { kind: 'hold' } }],
  [
    'RegisterMessageCallback',
    { consumer: '7', args: '{"a":1}' },
    { consumer: 7, callback: { kind: 'hold' }, args: { a: 1 } },
  ],
  ['GetMsgId', { result: resultWord(RESULT) }, { result: RESULT }],
])('%s with %j calls with its documented parameters', (name, fields, input) => {
  expect(build(name, fields)).toEqual({ input, faults: {} });
});

it.each([
  [{}, 'hash', { kind: 'hash', key: '3' }],
  [{ by: 'index' }, 'index', { kind: 'index', n: 3 }],
  [{ by: 'modulo' }, 'modulo', { kind: 'modulo', n: 3 }],
])('a selector %j is by %s', ({ by }: { by?: string }, _word, selector) => {
  const { input } = build('SendMessageOrderly', {
    producer: '6',
    message: '8',
    autoRetryTimes: '0',
    queueSelectorCallback: '3',
    ...(by === undefined ? {} : { 'queueSelectorCallback.by': by }),
  });
  expect(input.queueSelectorCallback).toEqual(selector);
});

it.each<[DocumentedName, Fields, string]>([
  ['DestroyMessage', { message: 'order-events' }, 'message'],
  ['SetDelayTimeLevel', { message: '8', level: '1.5' }, 'level'],
  ['SetDelayTimeLevel', { message: '8' }, 'level'],
  ['SetByteMessageBody', { message: '8', body: '0g' }, 'body'],
  ['SetByteMessageBody', { message: '8', body: '000' }, 'body'],
  ['RegisterMessageCallback', { consumer: '7', args: '{' }, 'args'],
  ['GetMsgId', { result: '' }, 'result'],
])('%s with %j marks one field', (name, fields, field) => {
  expect(build(name, fields).faults).toMatchObject({ [field]: { code: 'INPUT', params: { rule: 'type' } } });
});

it('fills in the newest handle of the kind until somebody types', () => {
  const handles = [
    { handle: 8, kind: 'message' as const, name: 'order-events' },
    { handle: 12, kind: 'message' as const, name: 'payment-callback' },
    { handle: 6, kind: 'producer' as const, name: 'orders' },
  ];
  const send = fakeOperation('SendMessageSync');
  expect(prefilled(send, undefined, handles)).toEqual({
    producer: '6 orders',
    message: '12 payment-callback',
  });
  expect(prefilled(send, { message: '' }, handles)).toEqual({ producer: '6 orders', message: '' });
});
