import { Buffer } from 'node:buffer';
import type { Fifo } from '../../fifo.ts';
import { hostText } from '../../protocol/host-bytes.ts';
import type { StoredMessageFields } from '../../protocol/message-codec.ts';

/** A message before it has a place: the store adds offsets, store time and store host. */
export interface NewMessage
  extends Omit<StoredMessageFields, 'queueOffset' | 'commitLogOffset' | 'storeTimestamp' | 'storeHost'> {
  /** Their text, in which a name may stand twice. */
  properties: string;
}

/** A message with its place, encoded once for every reply that will carry it. */
export interface StoredRecord {
  readonly bytes: Buffer;
  readonly topic: string;
  readonly queueId: number;
  readonly queueOffset: number;
  readonly commitLogOffset: number;
  /** Broker time. */
  readonly storeTimestamp: number;
  /** Java hash of the tag, 0 without one. */
  readonly tagsCode: number;
  readonly keys: readonly string[];
  readonly uniqueKey: string;
  /** Where it stands; a deleted topic's queue lives on here until its records are dropped. */
  readonly queue: Fifo<StoredRecord>;
}

// Places in a record with IPv4 hosts, which are the only ones the sandbox stores (protocol.md 4.1).
const MAGIC_AT = 4;
const QUEUE_ID_AT = 12;
const FLAG_AT = 16;
const QUEUE_OFFSET_AT = 20;
const COMMIT_LOG_OFFSET_AT = 28;
const SYS_FLAG_AT = 36;
const BORN_TIMESTAMP_AT = 40;
const BORN_HOST_AT = 48;
const STORE_TIMESTAMP_AT = 56;
const RECONSUME_TIMES_AT = 72;
const PREPARED_AT = 76;
const BODY_LENGTH_AT = 84;
const BODY_AT = 88;
/** Topic length in two bytes. */
const MAGIC_V2 = 0xdaa320ab | 0;
/** A longer topic, as the retry topic of a long group name, has its length in two bytes. */
const MAX_V1_TOPIC_BYTES = 127;

/** The message of a record, to be stored again elsewhere. Its body is a view of the record, compressed or not as stored. */
export function messageOf({
  bytes,
  topic,
  queueId,
}: Pick<StoredRecord, 'bytes' | 'topic' | 'queueId'>): NewMessage {
  const bodyEnd = BODY_AT + bytes.readInt32BE(BODY_LENGTH_AT);
  const topicBytes = Buffer.byteLength(topic);
  const topicAt = bodyEnd + (topicBytes > MAX_V1_TOPIC_BYTES ? 2 : 1);
  return {
    topic,
    queueId,
    flag: bytes.readInt32BE(FLAG_AT),
    sysFlag: bytes.readInt32BE(SYS_FLAG_AT),
    bornTimestamp: Number(bytes.readBigInt64BE(BORN_TIMESTAMP_AT)),
    bornHost: hostText(bytes.subarray(BORN_HOST_AT, BORN_HOST_AT + 4), bytes.readInt32BE(BORN_HOST_AT + 4)),
    reconsumeTimes: bytes.readInt32BE(RECONSUME_TIMES_AT),
    preparedTransactionOffset: Number(bytes.readBigInt64BE(PREPARED_AT)),
    body: bytes.subarray(BODY_AT, bodyEnd),
    properties: bytes.toString('utf8', topicAt + topicBytes + 2),
  };
}

/** Where a record's bytes say that it stands. */
export function placeOf(
  bytes: Buffer,
): Pick<StoredRecord, 'topic' | 'queueId' | 'queueOffset' | 'commitLogOffset' | 'storeTimestamp'> {
  const lengthAt = BODY_AT + bytes.readInt32BE(BODY_LENGTH_AT);
  const isLong = bytes.readInt32BE(MAGIC_AT) === MAGIC_V2;
  const topicAt = lengthAt + (isLong ? 2 : 1);
  const topicBytes = isLong ? bytes.readInt16BE(lengthAt) : bytes.readUInt8(lengthAt);
  return {
    topic: bytes.toString('utf8', topicAt, topicAt + topicBytes),
    queueId: bytes.readInt32BE(QUEUE_ID_AT),
    queueOffset: Number(bytes.readBigInt64BE(QUEUE_OFFSET_AT)),
    commitLogOffset: Number(bytes.readBigInt64BE(COMMIT_LOG_OFFSET_AT)),
    storeTimestamp: Number(bytes.readBigInt64BE(STORE_TIMESTAMP_AT)),
  };
}
