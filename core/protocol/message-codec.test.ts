import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReceivedMessage } from '../model/message.ts';
import { bodyCrc } from './crc32.ts';
import { frameRule } from './fixtures/thrown.ts';
import { MAX_INFLATED_BYTES, SYS_FLAG_ZLIB } from './inflate.ts';
import {
  decodeMessages,
  encodeStoredMessage,
  type StoredMessageFields,
  SYS_FLAG_BORN_HOST_V6,
  SYS_FLAG_COMPRESSED,
  SYS_FLAG_STORE_HOST_V6,
} from './message-codec.ts';
import { offsetMsgId, parseOffsetMsgId } from './offset-id.ts';

const textOf = (message: ReceivedMessage | undefined) => Buffer.from(message?.body ?? []).toString();

const fields: StoredMessageFields = {
  topic: 'TopicA',
  queueId: 3,
  queueOffset: 12,
  commitLogOffset: 4_196_900,
  flag: 7,
  sysFlag: 0,
  bornTimestamp: 1_795_613_565_592,
  bornHost: '10.0.0.9:50576',
  storeTimestamp: 1_795_613_565_604,
  storeHost: '10.0.0.5:10911',
  reconsumeTimes: 0,
  preparedTransactionOffset: 0,
  body: Buffer.from('Hello RocketMQ'),
  properties: [
    ['TAGS', 'TagA'],
    ['KEYS', 'a b'],
  ],
};
const encode = (changes: Partial<StoredMessageFields> = {}) => encodeStoredMessage({ ...fields, ...changes });
const decode = (...records: Uint8Array[]) => decodeMessages(Buffer.concat(records), 'broker-a');
const decodeOne = (record: Uint8Array): ReceivedMessage => {
  const [message, ...more] = decode(record);
  expect(more).toEqual([]);
  if (message === undefined) throw new Error('no message');
  return message;
};

/** A record with one of its numbers changed. */
function patched(record: Buffer, at: number, value: number, width: 1 | 2 | 4 = 4): Buffer {
  const copy = Buffer.from(record);
  copy.writeIntBE(value, at, width);
  return copy;
}

describe('stored messages', () => {
  it('come back as they were, with either length of topic and any hosts', () => {
    const safe = fc.maxSafeNat();
    const host = fc
      .tuple(fc.oneof(fc.ipV4(), fc.constantFrom('[fd00::2]', '[::1]')), fc.integer({ min: 1, max: 65_535 }))
      .map(([ip, port]) => `${ip}:${port}`);
    const stored = fc.record<StoredMessageFields>({
      topic: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 200 }),
      queueId: fc.nat(),
      queueOffset: safe,
      commitLogOffset: safe,
      flag: fc.integer(),
      sysFlag: fc.constantFrom(0, 2, 4, 8, 12),
      bornTimestamp: safe,
      bornHost: host,
      storeTimestamp: fc.maxSafeInteger(),
      storeHost: host,
      reconsumeTimes: fc.nat(),
      preparedTransactionOffset: fc.maxSafeInteger(),
      body: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      properties: fc.constant([['a', '1']]),
    });
    fc.assert(
      fc.property(fc.array(stored, { minLength: 1, maxLength: 4 }), (messages) => {
        const decoded = decode(...messages.map(encodeStoredMessage));
        expect(decoded).toHaveLength(messages.length);
        decoded.forEach((message, index) => {
          const { topic, queueId, sysFlag, body, ...same } = messages[index] ?? fields;
          expect(message).toMatchObject(same);
          expect(message.queue).toEqual({ topic, queueId, brokerName: 'broker-a' });
          expect(message.sysFlag & ~(SYS_FLAG_BORN_HOST_V6 | SYS_FLAG_STORE_HOST_V6)).toBe(sysFlag);
          expect(Buffer.from(message.body)).toEqual(body);
          expect(message.bodyCrc).toBe(bodyCrc(body));
        });
      }),
    );
  });

  it('have the second magic and a wider length for a topic beyond 127 bytes', () => {
    const magicOf = (topic: string) => encode({ topic }).readUInt32BE(4);
    expect([magicOf('t'.repeat(127)), magicOf('t'.repeat(128))]).toEqual([0xdaa320a7, 0xdaa320ab]);
    expect(encode({ topic: 't'.repeat(128) }).length - encode({ topic: 't'.repeat(127) }).length).toBe(2);
    expect(decodeOne(encode({ topic: '订'.repeat(60) })).topic).toBe('订'.repeat(60));
  });

  it.each([
    ['of Java and C++', 'C0A8001E1B2C18B4AAC28E5F3C2A0001'],
    ['of Java with an IPv6 address', '20010DB8000000000000000000000009'.padEnd(56, '0')],
    ['of gRPC clients', '010A1B2C3D4E5F00012345678900000001'],
    ['of Go, in lower case', 'c0a8001e1b2c18b4aac28e5f3c2a0001'],
    ['of a kind nobody knows', 'order:88213/第一'],
    ['that is none', ''],
  ])('keep a unique key %s as it is', (_, key) => {
    const properties = key === '' ? [] : [['UNIQ_KEY', key] as [string, string]];
    expect(decodeOne(encode({ properties })).uniqueKey).toBe(key);
  });

  it('take 91 bytes and 12 more for each IPv6 host', () => {
    const empty = { body: new Uint8Array(0), topic: '', properties: '' };
    expect(encode(empty)).toHaveLength(91);
    expect(decodeOne(encode(empty))).toMatchObject({ topic: '', properties: [] });
    expect(encode({ ...empty, storeHost: '[fd00::2]:10911' })).toHaveLength(103);
    const both = encode({ ...empty, storeHost: '[fd00::2]:10911', bornHost: '[::1]:5' });
    expect(both).toHaveLength(115);
    expect(both.readInt32BE(36)).toBe(SYS_FLAG_BORN_HOST_V6 | SYS_FLAG_STORE_HOST_V6);
    expect(decodeOne(both)).toMatchObject({ bornHost: '[::1]:5', storeHost: '[fd00::2]:10911', topic: '' });
  });

  it('set the host bits from the hosts alone', () => {
    const sysFlag = SYS_FLAG_BORN_HOST_V6 | SYS_FLAG_STORE_HOST_V6 | 2;
    expect(decodeOne(encode({ sysFlag })).sysFlag).toBe(2);
  });

  it('refuse properties that their length field cannot hold', () => {
    expect(decodeOne(encode({ properties: `a\u0001${'x'.repeat(32_765)}` })).properties).toHaveLength(1);
    expect(frameRule(() => encode({ properties: 'x'.repeat(32_768) }))).toBe('tooLong');
  });

  it('leave the bytes they came in untouched and share them', () => {
    const bytes = Buffer.concat([Buffer.alloc(5), encode(), encode({ queueOffset: 13 })]);
    const within = new Uint8Array(bytes.buffer, bytes.byteOffset + 5, bytes.length - 5);
    const messages = decodeMessages(within, 'broker-a');
    expect(messages.map(({ queueOffset }) => queueOffset)).toEqual([12, 13]);
    expect(messages.map(textOf)).toEqual(['Hello RocketMQ', 'Hello RocketMQ']);
    expect(messages[0]?.body.buffer).toBe(bytes.buffer);
  });

  it('make their texts once, and again after they gave them back', () => {
    const message = decodeOne(encode({ properties: 'KEYS\u0001ORD-1\u0002TAGS\u0001paid\u0002' }));
    const { properties } = message;
    expect(message.properties).toBe(properties);
    message.forgetTexts?.();
    expect(message.properties).not.toBe(properties);
    expect(message.properties).toEqual(properties);
    expect([message.keys, message.tag]).toEqual(['ORD-1', 'paid']);
  });
});

describe('compressed bodies', () => {
  const body = Buffer.from('compressible '.repeat(100));
  const stored = deflateSync(body);
  const compressed = (sysFlag: number, bytes: Uint8Array = stored) =>
    decodeOne(encode({ sysFlag: SYS_FLAG_COMPRESSED | sysFlag, body: bytes }));

  it.each([0, SYS_FLAG_ZLIB])('are inflated for compression type 0x%x', (type) => {
    const message = compressed(type);
    expect(textOf(message)).toBe(body.toString());
    expect(message).toMatchObject({
      sysFlag: type,
      storedBodyBytes: stored.length,
      bodyCrc: bodyCrc(stored),
    });
  });

  it.each([
    ['zlib that is said to be LZ4', 0x100, stored],
    ['zlib that is said to be ZSTD', 0x200, stored],
    ['a type nobody knows', 0x400, stored],
    ['a damaged stream', SYS_FLAG_ZLIB, Buffer.from('not zlib')],
    ['a cut stream', SYS_FLAG_ZLIB, stored.subarray(0, -6)],
    ['nothing', SYS_FLAG_ZLIB, new Uint8Array(0)],
  ])('stay as stored, and say so, for %s', (_, type, bytes) => {
    const message = compressed(type, bytes);
    expect(Buffer.from(message.body)).toEqual(Buffer.from(bytes));
    expect(message.sysFlag).toBe(type | SYS_FLAG_COMPRESSED);
  });

  it('are inflated up to 64 MiB, and no bomb beyond', () => {
    const largest = compressed(SYS_FLAG_ZLIB, deflateSync(Buffer.alloc(MAX_INFLATED_BYTES)));
    expect(largest.body).toHaveLength(MAX_INFLATED_BYTES);
    const bomb = deflateSync(Buffer.alloc(MAX_INFLATED_BYTES + 1));
    expect(compressed(SYS_FLAG_ZLIB, bomb).body).toHaveLength(bomb.length);
  });

  it('do not take their neighbours with them', () => {
    const broken = encode({ sysFlag: SYS_FLAG_COMPRESSED, body: Buffer.from('not zlib') });
    expect(decode(encode(), broken, encode()).map(textOf)).toEqual([
      'Hello RocketMQ',
      'not zlib',
      'Hello RocketMQ',
    ]);
  });
});

describe('lists of messages', () => {
  const record = encode();

  it('may be empty, and may end in fewer than four bytes', () => {
    expect(decode(Buffer.alloc(0))).toEqual([]);
    expect(decode(record, Buffer.of(0, 0, 1))).toHaveLength(1);
  });

  it('end at a magic nobody knows', () => {
    expect(decode(record, patched(record, 4, 0xcbd43194 | 0), record)).toHaveLength(1);
    expect(decode(record, patched(record, 4, 0).subarray(0, 8))).toHaveLength(1);
    expect(decode(Buffer.from('garbage that is no message'))).toEqual([]);
  });

  it.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['cut before its magic', (bytes: Buffer) => bytes.subarray(0, 4)],
    ['cut within its magic', (bytes: Buffer) => bytes.subarray(0, 6)],
    ['too small to be one', (bytes: Buffer) => patched(bytes, 0, 90)],
    ['of negative size', (bytes: Buffer) => patched(bytes, 0, -1)],
    ['larger than the list', (bytes: Buffer) => patched(bytes, 0, 0x7fffffff)],
    ['whose body is beyond its end', (bytes: Buffer) => patched(bytes, 84, 1_000)],
    ['whose body is negative', (bytes: Buffer) => patched(bytes, 84, -1)],
    ['whose topic is beyond its end', (bytes: Buffer) => patched(bytes, 102, 127, 1)],
    ['whose topic is negative', (bytes: Buffer) => patched(bytes, 102, -1, 1)],
    ['whose properties are beyond its end', (bytes: Buffer) => patched(bytes, 109, 99, 2)],
    ['that says its hosts are longer', (bytes: Buffer) => patched(bytes, 36, SYS_FLAG_STORE_HOST_V6)],
  ])('with a record %s are refused', (_, spoil) => {
    expect(frameRule(() => decode(record, spoil(record)))).toBe('badRecord');
  });

  it('skip by the size of a record, not by what was read of it', () => {
    const longer = patched(Buffer.concat([record, Buffer.alloc(3)]), 0, record.length + 3);
    expect(decode(longer, record).map(textOf)).toEqual(['Hello RocketMQ', 'Hello RocketMQ']);
  });

  it.each([20, 28, 40, 56, 76])('refuse a number beyond 2^53 - 1 at %i', (at) => {
    expect(frameRule(() => decode(patched(record, at, 0x00200000)))).toBe('badNumber');
    expect(frameRule(() => decode(patched(record, at, -0x80000000)))).toBe('badNumber');
  });
});

describe('offset ids', () => {
  it.each([
    ['127.0.0.1:10911', 4_196_900, '7F00000100002A9F0000000000400A24'],
    ['10.0.0.5:1', 0, '0A000005000000010000000000000000'],
    ['[fd00::2]:10911', 255, 'FD00000000000000000000000000000200002A9F00000000000000FF'],
    ['10.0.0.5:65535', Number.MAX_SAFE_INTEGER, '0A0000050000FFFF001FFFFFFFFFFFFF'],
  ])('of %s and %i', (host, commitLogOffset, id) => {
    expect(offsetMsgId(host, commitLogOffset)).toBe(id);
    expect(parseOffsetMsgId(id)).toEqual({ host, commitLogOffset });
    expect(parseOffsetMsgId(id.toLowerCase())).toEqual({ host, commitLogOffset });
  });

  it.each([
    ['nothing', ''],
    ['too short', '7F00000100002A9F0000000000400A2'],
    ['of a gRPC client', '010000000000000000000000000000000A'],
    ['no hex', 'G'.repeat(32)],
    ['a unique key, whose pid makes the port too large', 'C000020226245FFD2B277E80BA970000'],
    ['port 0', '7F000001000000000000000000400A24'],
    ['a negative offset', '7F00000100002A9FFFFFFFFFFFFFFFFF'],
    ['an offset beyond 2^53 - 1', '7F00000100002A9F0020000000000000'],
  ])('are not: %s', (_, id) => {
    expect(parseOffsetMsgId(id)).toBeUndefined();
  });
});
