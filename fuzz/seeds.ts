import { Buffer } from 'node:buffer';
import { deflateSync, zstdCompressSync } from 'node:zlib';
import { compress as lz4Compress } from 'lz4js';
import { recordedCommand, recordedFrame, recordings } from '../core/protocol/fixtures/recorded.ts';
import { encodeFrame } from '../core/protocol/frame.ts';
import { SYS_FLAG_LZ4, SYS_FLAG_ZLIB, SYS_FLAG_ZSTD } from '../core/protocol/inflate.ts';
import {
  encodeStoredMessage,
  type StoredMessageFields,
  SYS_FLAG_COMPRESSED,
} from '../core/protocol/message-codec.ts';

/** Bytes that are right, to be made wrong: what real clients and brokers sent, and what our own encoders write. */

const RECORDED = [
  'admin',
  'admin-replies',
  'binary-header',
  'client',
  'offset',
  'pull-4.9.7',
  'pull-5.3.3',
  'retry',
  'route',
  'send',
  'send-back',
];

const recordedFrames = (): Buffer[] =>
  RECORDED.flatMap((file) => Object.keys(recordings(file)).map((name) => recordedFrame(file, name)));

/** Frames, alone and one behind the other. */
export function frames(): Uint8Array[] {
  const recorded = recordedFrames();
  const ours = encodeFrame({
    code: 310,
    opaque: 0x7fff_ffff,
    flag: 2,
    language: 'OTHER',
    version: 493,
    remark: '订单 ✓ "\\',
    extFields: { ['__proto__']: 'x', constructor: '', topic: '%RETRY%g', big: '9223372036854775807' },
    body: Buffer.alloc(200, 'body'),
  });
  return [...recorded, ours, Buffer.concat(recorded.slice(0, 3)), Buffer.concat([ours, ours])];
}

/** Headers, each with the byte that says how it is written in front. */
export function headers(): Uint8Array[] {
  return frames().map((frame) => {
    const view = Buffer.from(frame.buffer, frame.byteOffset, frame.length);
    const field = view.readUInt32BE(4);
    return Buffer.concat([Buffer.from([field >>> 24]), view.subarray(8, 8 + (field & 0xff_ffff))]);
  });
}

const STORED: StoredMessageFields = {
  topic: 'order-events',
  queueId: 3,
  queueOffset: 41,
  commitLogOffset: 123_456,
  flag: 7,
  sysFlag: 0,
  bornTimestamp: 1_760_000_000_000,
  bornHost: '10.0.0.7:53012',
  storeTimestamp: 1_760_000_000_123,
  storeHost: '127.0.0.1:10911',
  reconsumeTimes: 2,
  preparedTransactionOffset: 0,
  body: Buffer.from('{"orderId":"ORD-20931"}'),
  properties: [
    ['UNIQ_KEY', 'C00002021119CF2107E07E98C1620000'],
    ['TAGS', 'paid'],
    ['KEYS', 'a b'],
  ],
};
const TEXT = Buffer.from('compressible '.repeat(40));
/** Both bits of a record that holds a batch. */
const BATCH = 0xc0;

/** The body of a batch: two messages without host or time. */
function batchBody(): Buffer {
  const items = ['one', 'two'].map((text) => {
    const properties = Buffer.from('TAGS\u0001a\u0002');
    const item = Buffer.alloc(22 + text.length + properties.length);
    item.writeInt32BE(item.length, 0);
    item.writeInt32BE(text.length, 16);
    item.write(text, 20);
    item.writeInt16BE(properties.length, 20 + text.length);
    item.set(properties, 22 + text.length);
    return item;
  });
  return Buffer.concat(items);
}

/** Bodies as the three compressors write them, by their bits in sysFlag. */
const COMPRESSED: [sysFlag: number, body: Uint8Array][] = [
  [SYS_FLAG_ZLIB, deflateSync(TEXT)],
  [SYS_FLAG_LZ4, lz4Compress(TEXT)],
  [SYS_FLAG_ZSTD, zstdCompressSync(TEXT)],
];

/** Bodies of pull replies. */
export function storedMessages(): Uint8Array[] {
  const recorded = [
    ['pull-5.3.3', 'reply'],
    ['pull-4.9.7', 'reply'],
    ['retry', 'reply'],
    ['retry', 'reply-4.9.7'],
  ] as const;
  const records = [
    {},
    { topic: 't'.repeat(200) },
    { bornHost: '[::1]:5000', storeHost: '[2001:db8::1]:10911' },
    { properties: '' },
    { sysFlag: BATCH, body: batchBody() },
    { sysFlag: BATCH | SYS_FLAG_COMPRESSED | SYS_FLAG_ZLIB, body: deflateSync(batchBody()) },
    ...COMPRESSED.map(([type, body]) => ({ sysFlag: type | SYS_FLAG_COMPRESSED, body })),
  ].map((more) => encodeStoredMessage({ ...STORED, ...more }));
  return [
    ...recorded.map(([file, name]) => recordedCommand(file, name).body),
    ...records,
    Buffer.concat(records),
  ];
}

/** Compressed bodies, each with the number of its kind in front. */
export const compressedBodies = (): Uint8Array[] =>
  COMPRESSED.map(([sysFlag, body]) => Buffer.concat([Buffer.from([sysFlag >> 8]), body]));

/** Bodies of every other kind: routes, heartbeats, statistics. */
export const jsonBodies = (): Uint8Array[] => [
  recordedCommand('route', 'bare-5.3.3').body,
  recordedCommand('route', 'quoted-5.3.3').body,
  recordedCommand('route', 'clusterReply').body,
  recordedCommand('client', 'consumerHeartbeat').body,
  recordedCommand('admin-replies', 'consumeStatsReply').body,
  Buffer.from('{"a":[1,{}],{"b":NaN}:"\\u2713",-7:1e300,c:"\\v"}'),
];
