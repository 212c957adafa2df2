import { Buffer } from 'node:buffer';
import type { Properties, ReceivedMessage } from '../model/message.ts';
import { RETRY_PREFIX } from '../model/names.ts';
import { PROPERTY } from '../model/properties.ts';
import type { MessageQueue } from '../model/queue.ts';
import { bodyCrc } from './crc32.ts';
import { frameError } from './frame.ts';
import { inflateBody } from './inflate.ts';
import { isInnerBatch, unwrapBatch, withoutBatchFlags } from './inner-batch.ts';
import { offsetIdOf, storedHost, storedHostText } from './offset-id.ts';
import { decodeProperties, encodeProperties, propertyOf } from './properties-codec.ts';

/** Source: MessageSysFlag.java. */
export const SYS_FLAG_COMPRESSED = 0x1;
export const SYS_FLAG_BORN_HOST_V6 = 0x10;
export const SYS_FLAG_STORE_HOST_V6 = 0x20;

const MAGIC_V1 = 0xdaa320a7 | 0;
/** Topic length in two bytes; brokers from 5.1 write it for topics beyond 127 bytes. */
const MAGIC_V2 = 0xdaa320ab | 0;
const MIN_RECORD_BYTES = 91;
const SYS_FLAG_AT = 36;
const MAX_V1_TOPIC_BYTES = 127;

/**
 * The messages of a pull, query or view reply, in stored order.
 *
 * A compressed body is inflated and the compressed bit of `sysFlag` cleared. Where that bit is still set, `body` holds
 * the stored bytes: a damaged stream, or more than MAX_INFLATED_BYTES. One such message must not take the others of its
 * pull with it. A record that holds a batch gives its messages, with consecutive queue offsets; one whose batch cannot
 * be read stays whole, its bits set.
 *
 * Bodies that were not inflated are views of `bytes`: who keeps one message of many for long copies its body.
 *
 * A record of unknown magic ends the list, as in Java. Throws FRAME: badRecord (a length that leaves its record or the
 * buffer), badNumber (a 64-bit field beyond 2^53 - 1). Source: MessageDecoder.decodes.
 */
export function decodeMessages(bytes: Uint8Array, brokerName: string): ReceivedMessage[] {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const queues = new QueueCache(brokerName);
  const messages: ReceivedMessage[] = [];
  let at = 0;
  while (source.length - at >= 4) {
    const recordBytes = source.readInt32BE(at);
    const magic = source.length - at >= 8 ? source.readInt32BE(at + 4) : MAGIC_V1;
    if (magic !== MAGIC_V1 && magic !== MAGIC_V2) break;
    if (recordBytes < MIN_RECORD_BYTES || recordBytes > source.length - at)
      throw frameError('badRecord', { bytes: recordBytes, at });
    const fields = decodeRecord({ source, at, end: at + recordBytes }, magic === MAGIC_V1 ? 1 : 2, queues);
    if (isInnerBatch(fields.sysFlag)) messages.push(...unwrapped(fields));
    else messages.push(new StoredMessage(fields));
    at += recordBytes;
  }
  return messages;
}

function decodeRecord(record: Part, topicLengthBytes: 1 | 2, queues: QueueCache): DecodedFields {
  const { source, at } = record;
  const sysFlag = source.readInt32BE(at + SYS_FLAG_AT);
  const reader = new RecordReader(record, 48);
  const bornHostAt = reader.skip(sysFlag & SYS_FLAG_BORN_HOST_V6 ? 20 : 8);
  const storeTimestampAt = reader.skip(8);
  const storeHostAt = reader.skip(sysFlag & SYS_FLAG_STORE_HOST_V6 ? 20 : 8);
  const reconsumeTimesAt = reader.skip(4);
  const preparedAt = reader.skip(8);
  const bodyBytes = reader.length(4);
  const bodyAt = reader.skip(bodyBytes);
  const topicBytes = reader.length(topicLengthBytes);
  const topicAt = reader.skip(topicBytes);
  const propertiesBytes = reader.length(2);
  const propertiesAt = reader.skip(propertiesBytes);
  const storedBody = new Uint8Array(source.buffer, source.byteOffset + bodyAt, bodyBytes);
  const inflated = sysFlag & SYS_FLAG_COMPRESSED ? inflateBody(storedBody, sysFlag) : undefined;
  return {
    queue: queues.queue(source, topicAt, topicBytes, source.readInt32BE(at + 12)),
    queueOffset: readLong(source, at + 20),
    commitLogOffset: readLong(source, at + 28),
    body: inflated ?? storedBody,
    storedBodyBytes: bodyBytes,
    flag: source.readInt32BE(at + 16),
    sysFlag: inflated === undefined ? sysFlag : sysFlag & ~SYS_FLAG_COMPRESSED,
    bornTimestamp: readLong(source, at + 40),
    storeTimestamp: readLong(source, storeTimestampAt),
    reconsumeTimes: source.readInt32BE(reconsumeTimesAt),
    preparedTransactionOffset: readLong(source, preparedAt),
    bodyCrc: source.readInt32BE(at + 8),
    hostsIn: source,
    bornHostAt,
    bornHostEnd: storeTimestampAt,
    storeHostAt,
    storeHostEnd: reconsumeTimesAt,
    propertiesIn: source,
    propertiesAt,
    propertiesEnd: propertiesAt + propertiesBytes,
  };
}

function unwrapped(batch: DecodedFields): StoredMessage[] {
  const items = unwrapBatch(batch.body);
  if (items === undefined) return [new StoredMessage(batch)];
  const sysFlag = withoutBatchFlags(batch.sysFlag);
  return items.map(
    ({ flag, body, properties }, index) =>
      new StoredMessage({
        ...batch,
        flag,
        body,
        sysFlag,
        queueOffset: batch.queueOffset + index,
        storedBodyBytes: body.length,
        propertiesIn: properties,
        propertiesAt: 0,
        propertiesEnd: properties.length,
      }),
  );
}

/** Two halves, so that no bigint is made on the hot path. */
function readLong(source: Buffer, at: number): number {
  const value = source.readInt32BE(at) * 0x1_0000_0000 + source.readUInt32BE(at + 4);
  if (!Number.isSafeInteger(value)) throw frameError('badNumber', { at });
  return value;
}

/** One record of a reply. Places, not views: a view of its own for each part costs more than all the reading. */
interface Part {
  source: Buffer;
  at: number;
  end: number;
}

/** Walks the part of a record whose places depend on what came before. */
class RecordReader {
  readonly #source: Buffer;
  readonly #end: number;
  #at: number;

  constructor({ source, at, end }: Part, from: number) {
    this.#source = source;
    this.#at = at + from;
    this.#end = end;
  }

  /** Where the skipped part begins. */
  skip(bytes: number): number {
    const start = this.#at;
    if (bytes < 0 || start + bytes > this.#end) throw frameError('badRecord', { bytes });
    this.#at = start + bytes;
    return start;
  }

  length(width: 1 | 2 | 4): number {
    return this.#source.readIntBE(this.skip(width), width);
  }
}

/** Neighbours in a reply nearly always lie in one queue: it is made once. */
class QueueCache {
  readonly #brokerName: string;
  #topic: Buffer = Buffer.alloc(0);
  #queue: MessageQueue | undefined;

  constructor(brokerName: string) {
    this.#brokerName = brokerName;
  }

  queue(source: Buffer, topicAt: number, topicBytes: number, queueId: number): MessageQueue {
    if (this.#queue?.queueId === queueId && this.#isSame(source, topicAt, topicBytes)) return this.#queue;
    this.#topic = source.subarray(topicAt, topicAt + topicBytes);
    this.#queue = { topic: this.#topic.toString('utf8'), brokerName: this.#brokerName, queueId };
    return this.#queue;
  }

  #isSame(source: Buffer, topicAt: number, topicBytes: number): boolean {
    const topic = this.#topic;
    if (topic.length !== topicBytes) return false;
    for (let index = 0; index < topicBytes; index++)
      if (topic[index] !== source[topicAt + index]) return false;
    return true;
  }
}

type LazyField =
  | 'topic'
  | 'bornHost'
  | 'storeHost'
  | 'offsetMsgId'
  | 'uniqueKey'
  | 'tag'
  | 'keys'
  | 'properties'
  | 'forgetTexts';

/** Where the texts of a message lie. */
interface TextPlaces {
  hostsIn: Buffer;
  bornHostAt: number;
  bornHostEnd: number;
  storeHostAt: number;
  storeHostEnd: number;
  propertiesIn: Buffer;
  propertiesAt: number;
  propertiesEnd: number;
}

type DecodedFields = Omit<ReceivedMessage, LazyField> & TextPlaces;

/**
 * A ReceivedMessage whose texts are made when first asked for. They are accessors of the class: `{...message}` does not
 * copy them.
 */
class StoredMessage implements ReceivedMessage {
  readonly queue: MessageQueue;
  readonly queueOffset: number;
  readonly commitLogOffset: number;
  readonly body: Uint8Array;
  readonly storedBodyBytes: number;
  readonly flag: number;
  readonly sysFlag: number;
  readonly bornTimestamp: number;
  readonly storeTimestamp: number;
  readonly reconsumeTimes: number;
  readonly preparedTransactionOffset: number;
  readonly bodyCrc: number;
  // One by one: the object they came in would be kept for each message.
  readonly #hostsIn: Buffer;
  readonly #bornHostAt: number;
  readonly #bornHostEnd: number;
  readonly #storeHostAt: number;
  readonly #storeHostEnd: number;
  readonly #propertiesIn: Buffer;
  readonly #propertiesAt: number;
  readonly #propertiesEnd: number;
  #properties: Properties | undefined;

  constructor(fields: DecodedFields) {
    this.queue = fields.queue;
    this.queueOffset = fields.queueOffset;
    this.commitLogOffset = fields.commitLogOffset;
    this.body = fields.body;
    this.storedBodyBytes = fields.storedBodyBytes;
    this.flag = fields.flag;
    this.sysFlag = fields.sysFlag;
    this.bornTimestamp = fields.bornTimestamp;
    this.storeTimestamp = fields.storeTimestamp;
    this.reconsumeTimes = fields.reconsumeTimes;
    this.preparedTransactionOffset = fields.preparedTransactionOffset;
    this.bodyCrc = fields.bodyCrc;
    this.#hostsIn = fields.hostsIn;
    this.#bornHostAt = fields.bornHostAt;
    this.#bornHostEnd = fields.bornHostEnd;
    this.#storeHostAt = fields.storeHostAt;
    this.#storeHostEnd = fields.storeHostEnd;
    this.#propertiesIn = fields.propertiesIn;
    this.#propertiesAt = fields.propertiesAt;
    this.#propertiesEnd = fields.propertiesEnd;
  }

  get properties(): Properties {
    this.#properties ??= decodeProperties(
      this.#propertiesIn.toString('utf8', this.#propertiesAt, this.#propertiesEnd),
    );
    return this.#properties;
  }

  forgetTexts(): void {
    this.#properties = undefined;
  }

  get topic(): string {
    const stored = this.queue.topic;
    if (!stored.startsWith(RETRY_PREFIX)) return stored;
    return propertyOf(this.properties, PROPERTY.retryTopic) || stored;
  }

  get uniqueKey(): string {
    return propertyOf(this.properties, PROPERTY.uniqueKey);
  }

  get tag(): string {
    return propertyOf(this.properties, PROPERTY.tags);
  }

  get keys(): string {
    return propertyOf(this.properties, PROPERTY.keys);
  }

  get bornHost(): string {
    return storedHostText(this.#hostsIn.subarray(this.#bornHostAt, this.#bornHostEnd));
  }

  get storeHost(): string {
    return storedHostText(this.#storeHost);
  }

  get offsetMsgId(): string {
    return offsetIdOf(this.#storeHost, this.commitLogOffset);
  }

  get #storeHost(): Buffer {
    return this.#hostsIn.subarray(this.#storeHostAt, this.#storeHostEnd);
  }
}

/** What a broker stores. `topic` is the stored one; `body` the bytes as they came (`sysFlag` says if compressed). */
export interface StoredMessageFields {
  topic: string;
  queueId: number;
  queueOffset: number;
  commitLogOffset: number;
  flag: number;
  /** The two host bits are set from the hosts. */
  sysFlag: number;
  bornTimestamp: number;
  /** `ip:port`; addresses, no names. */
  bornHost: string;
  storeTimestamp: number;
  storeHost: string;
  reconsumeTimes: number;
  preparedTransactionOffset: number;
  body: Uint8Array;
  /** Pairs, or their text as it came in a SEND header. */
  properties: Properties | string;
}

/**
 * One record as it stands in a pull reply: V1, or V2 for a topic beyond 127 bytes. Throws FRAME (tooLong) for
 * properties beyond 32,767 bytes. Source: MessageExtEncoder.encode.
 */
export function encodeStoredMessage(message: StoredMessageFields): Buffer {
  const bornHost = storedHost(message.bornHost);
  const storeHost = storedHost(message.storeHost);
  const topic = Buffer.from(message.topic);
  const propertiesText =
    typeof message.properties === 'string' ? message.properties : encodeProperties(message.properties);
  const properties = Buffer.from(propertiesText);
  if (properties.length > 0x7fff) throw frameError('tooLong', { bytes: properties.length, max: 0x7fff });
  const topicLengthBytes = topic.length > MAX_V1_TOPIC_BYTES ? 2 : 1;
  const hostFlags =
    (bornHost.length > 8 ? SYS_FLAG_BORN_HOST_V6 : 0) | (storeHost.length > 8 ? SYS_FLAG_STORE_HOST_V6 : 0);
  const sysFlag = (message.sysFlag & ~(SYS_FLAG_BORN_HOST_V6 | SYS_FLAG_STORE_HOST_V6)) | hostFlags;
  const fixed = 74 + topicLengthBytes + bornHost.length + storeHost.length;
  const record = Buffer.allocUnsafe(fixed + message.body.length + topic.length + properties.length);
  let at = record.writeInt32BE(record.length, 0);
  at = record.writeInt32BE(topicLengthBytes === 1 ? MAGIC_V1 : MAGIC_V2, at);
  at = record.writeInt32BE(bodyCrc(message.body), at);
  at = record.writeInt32BE(message.queueId, at);
  at = record.writeInt32BE(message.flag, at);
  at = writeLong(record, message.queueOffset, at);
  at = writeLong(record, message.commitLogOffset, at);
  at = record.writeInt32BE(sysFlag, at);
  at = writeLong(record, message.bornTimestamp, at);
  at = writeBytes(record, bornHost, at);
  at = writeLong(record, message.storeTimestamp, at);
  at = writeBytes(record, storeHost, at);
  at = record.writeInt32BE(message.reconsumeTimes, at);
  at = writeLong(record, message.preparedTransactionOffset, at);
  at = record.writeInt32BE(message.body.length, at);
  at = writeBytes(record, message.body, at);
  at = record.writeIntBE(topic.length, at, topicLengthBytes);
  at = writeBytes(record, topic, at);
  at = record.writeInt16BE(properties.length, at);
  writeBytes(record, properties, at);
  return record;
}

function writeLong(record: Buffer, value: number, at: number): number {
  const low = ((value % 0x1_0000_0000) + 0x1_0000_0000) % 0x1_0000_0000;
  record.writeInt32BE((value - low) / 0x1_0000_0000, at);
  return record.writeUInt32BE(low, at + 4);
}

function writeBytes(record: Buffer, bytes: Uint8Array, at: number): number {
  record.set(bytes, at);
  return at + bytes.length;
}
