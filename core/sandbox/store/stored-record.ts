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
const FLAG_AT = 16;
const SYS_FLAG_AT = 36;
const BORN_TIMESTAMP_AT = 40;
const BORN_HOST_AT = 48;
const RECONSUME_TIMES_AT = 72;
const PREPARED_AT = 76;
const BODY_LENGTH_AT = 84;
const BODY_AT = 88;
/** A longer topic, as the retry topic of a long group name, has its length in two bytes. */
const MAX_V1_TOPIC_BYTES = 127;

/** The message of a record, to be stored again elsewhere. Its body is a view of the record, compressed or not as stored. */
export function messageOf({ bytes, topic, queueId }: StoredRecord): NewMessage {
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
