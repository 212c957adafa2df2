import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { decodeMessages, encodeStoredMessage } from './message-codec.ts';
import { encodeProperties } from './properties-codec.ts';

const BATCH = 0x40 | 0x80;

function item(body: string, key: string): Buffer {
  const properties = Buffer.from(encodeProperties([['UNIQ_KEY', key]]));
  const bytes = Buffer.alloc(22 + body.length + properties.length);
  bytes.writeInt32BE(bytes.length, 0);
  bytes.writeInt32BE(5, 12);
  bytes.writeInt32BE(body.length, 16);
  bytes.write(body, 20);
  bytes.writeInt16BE(properties.length, 20 + body.length);
  properties.copy(bytes, 22 + body.length);
  return bytes;
}

function record(body: Uint8Array, sysFlag = BATCH, queueOffset = 100): Buffer {
  return encodeStoredMessage({
    topic: 'T',
    queueId: 1,
    queueOffset,
    commitLogOffset: 4_000,
    flag: 0,
    sysFlag,
    bornTimestamp: 1,
    bornHost: '[2001:db8::9]:50576',
    storeTimestamp: 2,
    storeHost: '10.0.0.5:10911',
    reconsumeTimes: 0,
    preparedTransactionOffset: 0,
    body,
    properties: [['INNER_NUM', '3']],
  });
}

describe('a record that holds a batch', () => {
  const batch = Buffer.concat([item('a', 'K0'), item('bb', 'K1'), item('', 'K2')]);

  it('gives its messages, each with its own key and the next offset', () => {
    const messages = decodeMessages(Buffer.concat([record(batch), record(Buffer.from('x'), 0, 103)]), 'b');
    expect(
      messages.map(({ queueOffset, uniqueKey, body }) => [
        queueOffset,
        uniqueKey,
        Buffer.from(body).toString(),
      ]),
    ).toEqual([
      [100, 'K0', 'a'],
      [101, 'K1', 'bb'],
      [102, 'K2', ''],
      [103, '', 'x'],
    ]);
    expect(messages[0]).toMatchObject({
      flag: 5,
      sysFlag: 0x10,
      storedBodyBytes: 1,
      commitLogOffset: 4_000,
      bornHost: '[2001:db8::9]:50576',
    });
  });

  it.each([
    ['one bit alone', record(batch, 0x80), batch.length],
    ['a cut batch', record(batch.subarray(0, -1)), batch.length - 1],
    ['no batch', record(Buffer.from('hello')), 5],
  ])('stays whole with %s', (_, bytes, length) => {
    const messages = decodeMessages(bytes, 'b');
    expect(messages.map(({ body, sysFlag }) => [body.length, (sysFlag & 0x80) !== 0])).toEqual([
      [length, true],
    ]);
  });
});
